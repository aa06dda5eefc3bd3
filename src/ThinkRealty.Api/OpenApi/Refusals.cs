namespace ThinkRealty.Api.OpenApi;

/// <summary>The slugs with which an endpoint may refuse, besides those that every endpoint has.</summary>
internal sealed record Refusals(int Status, IReadOnlyList<string> Slugs);

internal static class RefusalsExtensions
{
    /// <summary>Declares an endpoint's own refusals for OpenAPI.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, int status, params string[] slugs)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Refusals(status, slugs));
}
