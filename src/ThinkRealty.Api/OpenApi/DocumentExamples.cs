using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Endpoints;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Gives every body, answer and path an example. Comes after all that changes schemas.</summary>
internal sealed class DocumentExamples : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";

    public async Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var requests = new RequestExamples(await SampleRows.FindAsync(context.ApplicationServices, cancellationToken));
        foreach (var (path, item) in document.Paths)
        foreach (var operation in (item.Operations ?? []).Values)
        {
            var name = operation.OperationId ?? "";
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
                if (parameter.In == ParameterLocation.Path)
                    parameter.Example = requests.InPath(name, path, parameter.Name!);
                else if (parameter.Required)
                    parameter.Example = RequestExamples.InQuery(parameter.Name!);
            foreach (var body in operation.RequestBody?.Content?.Values ?? [])
                body.Example = requests.Body(name) ?? (body.Schema is { } sent ? Examples.Of(sent) : null);
            foreach (var answer in operation.Responses?.Values ?? Enumerable.Empty<IOpenApiResponse>())
                Answer(answer, document);
        }
    }

    private static void Answer(IOpenApiResponse answer, OpenApiDocument document)
    {
        if (answer.Content?.TryGetValue(Json, out var json) != true || json!.Schema is not { } schema)
            return;

        json.Example = Examples.Of(schema) ?? new JsonObject();
        if (answer.Content!.TryGetValue("text/csv", out var csv))
            csv.Example = Examples.Csv(json.Example);
        if (schema is OpenApiSchemaReference { Reference.Id: nameof(ExportAsJson) })
        {
            var lead = Examples.Of(new OpenApiSchemaReference("LeadView", document));
            json.Example = new JsonObject { ["dataset"] = "leads", ["data"] = new JsonArray(lead) };
            csv!.Example = Examples.Csv(lead);
        }
    }
}
