using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Writes refusals that many operations have in the same form once, under the names of their slugs.</summary>
internal sealed class SharedRefusals : IOpenApiDocumentTransformer
{
    private const string Problem = "application/problem+json";

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var refusals =
            from item in document.Paths.Values
            from operation in (item.Operations ?? []).Values
            from answer in operation.Responses ?? []
            where answer.Value is OpenApiResponse { Content: { Count: 1 } content } && content.ContainsKey(Problem)
            select (Responses: operation.Responses!, Status: answer.Key, Answer: (OpenApiResponse)answer.Value);
        // One name stands for the form that most operations have; a rarer form stays in its place.
        var forms = refusals
            .ToLookup(refusal => (Name: Name(refusal.Answer), refusal.Status, Headers: Headers(refusal.Answer)))
            .Where(same => same.Count() > 1)
            .OrderByDescending(same => same.Count())
            .DistinctBy(same => same.Key.Name)
            .ToList();
        foreach (var form in forms)
        {
            document.AddComponent<IOpenApiResponse>(form.Key.Name, form.First().Answer);
            foreach (var (responses, status, _) in form)
                responses[status] = new OpenApiResponseReference(form.Key.Name, document);
        }

        return Task.CompletedTask;
    }

    private static string Name(OpenApiResponse answer) =>
        string.Join('-', answer.Content![Problem].Examples?.Keys ?? Enumerable.Empty<string>());

    private static string Headers(OpenApiResponse answer) => string.Join(',', answer.Headers?.Keys ?? []);
}
