using Microsoft.AspNetCore.Authorization;
using ThinkRealty.Api.JobsPage;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Access;

/// <summary>
/// Who may come to an endpoint (rules §11). Every endpoint names one of them, or says openly that it takes anybody. Which
/// lead it may be is decided behind the door: an agent's own (<see cref="Caller.SeesEveryLead"/>).
/// </summary>
internal static class Policies
{
    /// <summary>Any user and any key.</summary>
    public const string Known = nameof(Known);

    /// <summary>Any user, no key.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Look at leads, dashboards and reports: any user.</summary>
    public const string SeeLeads = nameof(SeeLeads);

    /// <summary>Capture, create, inquiries: any user, or a key with scope <c>capture</c>.</summary>
    public const string CaptureLeads = nameof(CaptureLeads);

    /// <summary>Change leads, act on them, tasks and sales: any user.</summary>
    public const string WorkOnLeads = nameof(WorkOnLeads);

    /// <summary>What only admins and supervisors may do.</summary>
    public const string Supervise = nameof(Supervise);

    /// <summary>The page of the jobs: the same people, signed in at that page and in no other way.</summary>
    public const string JobsPage = nameof(JobsPage);

    /// <summary>Export: any user, or a key with scope <c>export</c>.</summary>
    public const string Export = nameof(Export);

    /// <summary>Metrics: an admin, a supervisor, or a key with scope <c>metrics</c>.</summary>
    public const string SeeMetrics = nameof(SeeMetrics);

    /// <summary>Users, keys, rule sets, policies, settings, erasing: admins.</summary>
    public const string Administer = nameof(Administer);

    private static readonly Dictionary<string, Func<Caller, bool>> Rules = new()
    {
        [Known] = _ => true,
        [SignedIn] = IsUser,
        [SeeLeads] = IsUser,
        [CaptureLeads] = caller => IsUser(caller) || caller.Has(Scope.Capture),
        [WorkOnLeads] = IsUser,
        [Supervise] = IsSupervising,
        [Export] = caller => IsUser(caller) || caller.Has(Scope.Export),
        [SeeMetrics] = caller => IsSupervising(caller) || caller.Has(Scope.Metrics),
        [Administer] = caller => caller.Role == Role.Admin,
    };

    public static void Configure(AuthorizationOptions options)
    {
        foreach (var (name, rule) in Rules)
            options.AddPolicy(
                name,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(c => rule(c.User.Caller()))
            );
        options.AddPolicy(
            JobsPage,
            policy =>
                policy
                    .AddAuthenticationSchemes(PageSignIn.Scheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(c => IsSupervising(c.User.Caller()))
        );
    }

    private static bool IsUser(Caller caller) => caller.Kind == CallerKind.User;

    private static bool IsSupervising(Caller caller) => caller.Role is Role.Admin or Role.Supervisor;
}
