using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Api.Access;
using ThinkRealty.Application.Access;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class PoliciesTests : AccessTest
{
    private static readonly Dictionary<string, Caller> Callers = new()
    {
        ["admin"] = new(CallerKind.User, Guid.NewGuid(), Role.Admin),
        ["supervisor"] = new(CallerKind.User, Guid.NewGuid(), Role.Supervisor),
        ["agent"] = new(CallerKind.User, Guid.NewGuid(), Role.Agent, Guid.NewGuid()),
        ["capture"] = new(CallerKind.Key, Guid.NewGuid(), Scopes: [Scope.Capture]),
        ["export"] = new(CallerKind.Key, Guid.NewGuid(), Scopes: [Scope.Export]),
        ["metrics"] = new(CallerKind.Key, Guid.NewGuid(), Scopes: [Scope.Metrics]),
    };

    [TestCase(Policies.Known, "admin supervisor agent capture export metrics")]
    [TestCase(Policies.SignedIn, "admin supervisor agent")]
    [TestCase(Policies.SeeLeads, "admin supervisor agent")]
    [TestCase(Policies.CaptureLeads, "admin supervisor agent capture")]
    [TestCase(Policies.WorkOnLeads, "admin supervisor agent")]
    [TestCase(Policies.Supervise, "admin supervisor")]
    [TestCase(Policies.JobsPage, "admin supervisor")]
    [TestCase(Policies.Export, "admin supervisor agent export")]
    [TestCase(Policies.SeeMetrics, "admin supervisor metrics")]
    [TestCase(Policies.Administer, "admin")]
    public async Task A_policy_lets_in_whom_the_rules_name_and_nobody_else(string policy, string letIn)
    {
        var authorization = Node.Services.GetRequiredService<IAuthorizationService>();

        var allowed = new List<string>();
        foreach (var (name, caller) in Callers)
            if ((await authorization.AuthorizeAsync(new ClaimsPrincipal(new CallerIdentity(caller)), policy)).Succeeded)
                allowed.Add(name);

        allowed.ShouldBe(letIn.Split(' '));
        (
            await authorization.AuthorizeAsync(new ClaimsPrincipal(new ClaimsIdentity()), policy)
        ).Succeeded.ShouldBeFalse();
    }

    [Test]
    public void Every_endpoint_declares_its_policy_or_takes_anybody_openly()
    {
        var endpoints = Node.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        endpoints.Count.ShouldBeGreaterThan(10);
        Undeclared(endpoints).ShouldBeEmpty();
    }

    [Test]
    public async Task The_walk_over_the_endpoints_sees_one_without_a_policy()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/open", () => "").AllowAnonymous();
        app.MapGet("/closed", () => "").RequireAuthorization(Policies.SeeLeads);
        app.MapGet("/forgotten", () => "");
        app.MapGet("/vague", () => "").RequireAuthorization();
        app.MapGet("/unknown", () => "").RequireAuthorization("NoSuchPolicy");

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);

        Undeclared([.. endpoints]).ShouldBe(["HTTP: GET /forgotten", "HTTP: GET /vague", "HTTP: GET /unknown"]);
    }

    private List<string?> Undeclared(IReadOnlyList<Endpoint> endpoints)
    {
        var options = Node
            .Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AuthorizationOptions>>()
            .Value;
        return
        [
            .. endpoints
                .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
                .Where(e =>
                    !e
                        .Metadata.GetOrderedMetadata<IAuthorizeData>()
                        .Any(a => a.Policy is { } p && options.GetPolicy(p) is not null)
                )
                .Select(e => e.DisplayName),
        ];
    }
}
