using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>
/// What can be free text is no part of a path: <c>..</c> is folded before routing, and the request then names another resource.
/// </summary>
public sealed class RoutesTests : ApiTest
{
    // Words of ours that are looked up in a list, and the files of the pages; none of them ends a path that changes something,
    // unless another word of ours comes after it.
    private static readonly string[] Reviewed =
    [
        "/api/v1/jobs/{name}",
        "/api/v1/jobs/{name}/pause",
        "/api/v1/jobs/{name}/resume",
        "/api/v1/jobs/{name}/runs",
        "/api/v1/jobs/{name}/runs/{id:guid}/retry",
        "/api/v1/jobs/{name}/trigger",
        "/jobs/files/{name}",
        "/jobs/{job}/pause",
        "/jobs/{job}/resume",
        "/jobs/{job}/runs/{run:guid}/retry",
        "/jobs/{job}/trigger",
        "/openapi/{documentName}.json",
    ];

    [Test]
    public void No_endpoint_takes_free_text_in_its_path()
    {
        var endpoints = Node.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        endpoints.Count.ShouldBeGreaterThan(10);
        FreeText(endpoints).Except(Reviewed).ShouldBeEmpty();
    }

    [Test]
    public void Every_reviewed_path_is_still_there()
    {
        var endpoints = Node.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Reviewed.Except(FreeText(endpoints)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_look_over_the_endpoints_sees_free_text()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/things/{id:guid}", (Guid id) => id);
        app.MapGet("/things/{no:int}/parts", (int no) => no);
        app.MapDelete("/things/{id:guid}/tags/{tag}", (Guid id, string tag) => tag);
        app.MapGet("/files/{*path}", (string path) => path);

        FreeText([.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)])
            .ShouldBe(["/things/{id:guid}/tags/{tag}", "/files/{*path}"], ignoreOrder: true);
    }

    private static IEnumerable<string> FreeText(IReadOnlyList<Endpoint> endpoints) =>
        endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Any(IsFree))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Distinct();

    private static bool IsFree(RoutePatternParameterPart part) =>
        !part.ParameterPolicies.Any(policy => policy.Content is "guid" or "int" or "long");
}
