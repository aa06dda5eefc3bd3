using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using ThinkRealty.Api.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Reports;

namespace ThinkRealty.Api.OpenApi;

/// <summary>A header that an endpoint's success may carry and that its kind does not tell.</summary>
internal sealed record AnswerHeader(string Name);

internal static class AnswerHeaderExtensions
{
    /// <summary>Declares a header of an endpoint's success for OpenAPI.</summary>
    public static TBuilder AnswersWith<TBuilder>(this TBuilder endpoint, string header)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AnswerHeader(header));
}

/// <summary>Lists the headers that each operation reads and writes.</summary>
internal sealed class OperationHeaders : IOpenApiOperationTransformer
{
    private const string Csv = "text/csv";

    private static readonly (string Name, JsonSchemaType Type, string Description)[] Known =
    [
        ("Location", JsonSchemaType.String, "The path where the result can be read."),
        (
            "ETag",
            JsonSchemaType.String,
            "The version of the resource; send it in `If-Match` to change this version only."
        ),
        ("Retry-After", JsonSchemaType.Integer, "Seconds to wait before the next try."),
        (
            "WWW-Authenticate",
            JsonSchemaType.String,
            "How to sign in: `Bearer`, with `error` where the token is not valid."
        ),
        ("RateLimit-Limit", JsonSchemaType.Integer, "Requests per minute; only where a limit is set."),
        ("RateLimit-Remaining", JsonSchemaType.Integer, "Requests left in this minute; only where a limit is set."),
        ("RateLimit-Reset", JsonSchemaType.Integer, "Seconds until the minute ends; only where a limit is set."),
        ("As-Of", JsonSchemaType.String, "The moment before which nothing is missing, UTC; only with CSV."),
        (
            "Next-Cursor",
            JsonSchemaType.String,
            "`cursor` of the next page; only with CSV, and absent on the last page."
        ),
        ("X-Degraded", JsonSchemaType.String, "What could not be asked: `property-suggestions`; absent otherwise."),
        ("Content-Disposition", JsonSchemaType.String, "The name of the file; only where the answer is one."),
    ];

    private static readonly string[] Always = ["Location", "ETag", "Retry-After", "WWW-Authenticate"];

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        foreach (var (name, type, description) in Known)
            document.AddComponent<IOpenApiHeader>(
                name,
                new OpenApiHeader
                {
                    Description = description,
                    Required = Always.Contains(name),
                    Schema = Schema(name, type),
                }
            );

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isLimited = !metadata.OfType<DisableRateLimitingAttribute>().Any();
        foreach (var (code, answer) in operation.Responses ?? [])
            if (answer is OpenApiResponse response)
            {
                var status = int.Parse(code, CultureInfo.InvariantCulture);
                var names = status < 400 ? OfSuccess(status, response, context) : OfRefusal(status, response);
                if (isLimited)
                    names = names.Concat(["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]);
                foreach (var name in names)
                    (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeaderReference(
                        name,
                        document
                    );
            }

        AddSent(operation, context);
        return Task.CompletedTask;
    }

    private static IEnumerable<string> OfSuccess(
        int status,
        OpenApiResponse response,
        OpenApiOperationTransformerContext context
    )
    {
        var answered = context.Description.SupportedResponseTypes.FirstOrDefault(r => r.StatusCode == status)?.Type;
        if (status is 201 or 202)
            yield return "Location";
        if (status is 200 or 201 && answered is not null && HasVersion(answered))
            yield return "ETag";
        if (response.Content?.ContainsKey(Csv) == true && answered is not null)
        {
            yield return "Content-Disposition";
            if (IsA(answered, typeof(Report<>)))
                yield return "As-Of";
            if (IsA(answered, typeof(Report<>)) || IsA(answered, typeof(Page<>)))
                yield return "Next-Cursor";
        }

        foreach (var own in context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswerHeader>())
            yield return own.Name;
    }

    private static IEnumerable<string> OfRefusal(int status, OpenApiResponse response)
    {
        if (response.Content?.ContainsKey("application/problem+json") != true)
            yield break;
        if (status == 401)
            yield return "WWW-Authenticate";
        if (status is 429 or 503)
            yield return "Retry-After";
    }

    private static void AddSent(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var use = metadata.OfType<IdempotencyKeys>().LastOrDefault() ?? IdempotencyKeys.Honoured;
        if (context.Description.HttpMethod != HttpMethods.Get && use == IdempotencyKeys.Honoured)
            Add(
                operation,
                "Idempotency-Key",
                "Makes a repetition safe: within 24 hours the same key and body return the first answer again, and the same "
                    + "key with another body is `idempotency_key_reused`. 1–200 visible ASCII characters.",
                new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = 200,
                    Pattern = "^[!-~]+$",
                }
            );
        if (operation.Responses?.ContainsKey("412") == true)
            Add(
                operation,
                "If-Match",
                "The `ETag` of the version that you looked at, or `*` for any; another version is `version_conflict`.",
                new OpenApiSchema { Type = JsonSchemaType.String }
            );
    }

    private static void Add(OpenApiOperation operation, string name, string description, OpenApiSchema schema) =>
        (operation.Parameters ??= []).Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = schema,
            }
        );

    private static OpenApiSchema Schema(string name, JsonSchemaType type) =>
        new()
        {
            Type = type,
            Format = name == "As-Of" ? "date-time" : null,
            Minimum = type == JsonSchemaType.Integer ? "0" : null,
        };

    // What ETag shows is a field of the answer that JSON leaves out.
    private static bool HasVersion(Type answer) =>
        answer.GetProperty("Version")?.GetCustomAttribute<JsonIgnoreAttribute>() is not null;

    private static bool IsA(Type type, Type open)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at.IsGenericType && at.GetGenericTypeDefinition() == open)
                return true;
        return false;
    }
}
