using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Problems;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>
/// A test of how requests are read, over every endpoint that has a JSON body: what a body may hold is taken from the types
/// that the endpoints read.
/// </summary>
public abstract class RequestsTest : StaffedDeskTest
{
    private static int _texts;

    /// <summary>Every endpoint that reads a JSON body of its own form.</summary>
    internal IReadOnlyList<Operation> Operations() =>
        [
            .. Node
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => ReceivedBody.TypeFor(e) is { } type && BodyForm.Of(type) is not null)
                .Select(e => new Operation(
                    e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0],
                    e.RoutePattern.RawText!,
                    ReceivedBody.TypeFor(e)!
                )),
        ];

    internal async Task<HttpResponseMessage> Send(Operation operation, JsonNode? body)
    {
        var path = string.Join(
            '/',
            operation.Path.Split('/').Select(part => part.StartsWith('{') ? $"{Guid.NewGuid()}" : part)
        );
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path)
        {
            Content = new StringContent(body?.ToJsonString() ?? "null", Encoding.UTF8, "application/json"),
        };
        return await Admin.SendAsync(request);
    }

    /// <summary>The fields that a refusal names; none for any other answer.</summary>
    protected static async Task<IReadOnlyList<string>> Named(HttpResponseMessage answer)
    {
        var body = await Json(answer);
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateObject().Select(e => e.Name)]
            : [];
    }

    /// <summary>An endpoint with what it reads.</summary>
    internal sealed record Operation(string Method, string Path, Type Body)
    {
        /// <summary>The fields of the body, also those of objects in it and of the first element of lists.</summary>
        public IReadOnlyList<Field> Fields { get; } = [.. FieldsOf(Body, [])];

        /// <summary>A body with a fitting value in every field.</summary>
        public JsonObject Fitting() => FittingObject(Body);

        public override string ToString() => $"{Method} {Path}";

        private static IEnumerable<Field> FieldsOf(Type type, string[] at)
        {
            foreach (var property in BodyReview.Inner(type).Properties)
            {
                string[] path = [.. at, property.Name];
                yield return new(path, property);
                var inner = BodyReview.Inner(property.PropertyType);
                if (inner.Kind == JsonTypeInfoKind.Enumerable)
                {
                    path = [.. path, "0"];
                    inner = BodyReview.Inner(inner.ElementType!);
                }

                if (inner.Kind == JsonTypeInfoKind.Object)
                    foreach (var field in FieldsOf(inner.Type, path))
                        yield return field;
            }
        }

        private static JsonObject FittingObject(Type type)
        {
            var body = new JsonObject();
            foreach (var property in BodyReview.Inner(type).Properties)
                body[property.Name] = FittingValue(property.PropertyType, property.Name);
            return body;
        }

        private static JsonNode? FittingValue(Type declared, string name)
        {
            var type = Expected.Bare(declared);
            var info = BodyReview.Inner(declared);
            if (info.Kind == JsonTypeInfoKind.Object)
                return FittingObject(type);
            if (info.Kind == JsonTypeInfoKind.Enumerable)
                return new JsonArray(FittingValue(info.ElementType!, name));
            if (type.IsEnum)
                return Expected.Spellings(type)[0];
            if (type == typeof(Guid))
                return $"{Guid.NewGuid()}";
            if (type == typeof(bool))
                return false;
            if (type == typeof(DateTimeOffset))
                return "2026-02-01T10:00:00Z";
            if (type == typeof(DateOnly))
                return "2026-02-01";
            if (type != typeof(string))
                return name.EndsWith("max", StringComparison.Ordinal) ? 20 : 10;
            if (name.EndsWith("email", StringComparison.Ordinal))
                return NewEmail();
            if (name is "phone" or "whatsapp_number")
                return NewPhone();
            return name.EndsWith("handle", StringComparison.Ordinal)
                ? "some_body"
                : $"a fitting text {Interlocked.Increment(ref _texts)}";
        }
    }

    /// <summary>A field by the way to it.</summary>
    internal sealed record Field(string[] Path, JsonPropertyInfo Property)
    {
        /// <summary>As a refusal names it.</summary>
        public string Name => string.Join('.', Path).Replace(".0", "[0]", StringComparison.Ordinal);

        /// <summary>Whether one is part of the other.</summary>
        public bool Overlaps(Field other) => Path.Zip(other.Path).All(p => p.First == p.Second);

        public void Set(JsonObject body, JsonNode? value) => Owner(body)[Path[^1]] = value;

        public void Remove(JsonObject body) => Owner(body).Remove(Path[^1]);

        private JsonObject Owner(JsonNode body)
        {
            foreach (var step in Path[..^1])
                body = step == "0" ? body[0]! : body[step]!;
            return body.AsObject();
        }
    }
}
