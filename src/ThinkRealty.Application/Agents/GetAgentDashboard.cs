using System.Data.Common;
using System.Text.Json;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Caching;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>An agent's dashboard; an agent sees only the own one (rules §11).</summary>
/// <param name="AgentId">Whose.</param>
/// <param name="Range">Which leads the performance is about.</param>
/// <param name="StartDate">First day, Asia/Dubai; only with a custom range.</param>
/// <param name="EndDate">Last day, Asia/Dubai; only with a custom range.</param>
/// <param name="Status">Which recent leads; nothing else is filtered by it.</param>
/// <param name="Source">Of this source only, everywhere; null: of all.</param>
/// <exception cref="DomainException"><c>agent_not_found</c>; <c>forbidden</c>: another agent's dashboard.</exception>
public sealed record GetAgentDashboard(
    Guid AgentId,
    DashboardRange Range,
    DateOnly? StartDate,
    DateOnly? EndDate,
    RecentLeadsFilter Status,
    LeadSource? Source
) : IQuery<AgentDashboard>;

/// <summary>Which recent leads to show.</summary>
public enum RecentLeadsFilter
{
    All,

    /// <summary>New … negotiation.</summary>
    Active,
    Converted,
    Lost,
}

internal sealed class GetAgentDashboardValidator : AbstractValidator<GetAgentDashboard>
{
    private const string Start = "start_date";
    private const string End = "end_date";
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    public GetAgentDashboardValidator()
    {
        RuleFor(q => q.StartDate).Must(IsADay).WithMessage(OutOfRange).OverridePropertyName(Start);
        RuleFor(q => q.EndDate).Must(IsADay).WithMessage(OutOfRange).OverridePropertyName(End);
        When(
                q => q.Range == DashboardRange.Custom,
                () =>
                {
                    RuleFor(q => q.StartDate)
                        .NotNull()
                        .WithMessage("A custom range needs it.")
                        .OverridePropertyName(Start);
                    RuleFor(q => q.EndDate)
                        .NotNull()
                        .WithMessage("A custom range needs it.")
                        .Must((q, end) => end is null || q.StartDate is null || q.StartDate <= end)
                        .WithMessage("Not before start_date.")
                        .OverridePropertyName(End);
                }
            )
            .Otherwise(() =>
            {
                RuleFor(q => q.StartDate)
                    .Null()
                    .WithMessage("Only with date_range=custom.")
                    .OverridePropertyName(Start);
                RuleFor(q => q.EndDate).Null().WithMessage("Only with date_range=custom.").OverridePropertyName(End);
            });
    }

    private static string OutOfRange => $"A day from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}.";

    private static bool IsADay(DateOnly? day) => day is null || (day >= Earliest && day <= Latest);
}

/// <summary>
/// Gives the dashboard from the cache while nothing of the agent has changed, for five minutes at most. The token it was kept
/// with is compared with PostgreSQL's each time, and that changes in the same transaction as whatever the dashboard shows:
/// nobody sees the own change late, and a cache that comes back from a hang cannot serve the past.
/// </summary>
internal sealed class GetAgentDashboardHandler(
    DbDataSource db,
    ICache cache,
    DashboardNumbers numbers,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<GetAgentDashboard, AgentDashboard>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public async Task<AgentDashboard> Handle(GetAgentDashboard request, CancellationToken cancellationToken)
    {
        if (!call.Caller.MaySee(request.AgentId))
            throw AccessErrors.Forbidden("This dashboard belongs to another agent");
        var key = KeyOf(request);
        var asked = cache.GetAsync(key); // meanwhile PostgreSQL is asked
        var token = await TokenAsync(request.AgentId, cancellationToken) ?? throw AgentErrors.NotFound(request.AgentId);
        if (Read(await asked) is { } kept && kept.Token == token && (clock.Now() - kept.ReadAt).Duration() < Lifetime)
            return kept.Dashboard;

        var (dashboard, readAt) = await numbers.ReadAsync(
            request.AgentId,
            new(request.Range, request.StartDate, request.EndDate, request.Source),
            Statuses(request.Status),
            cancellationToken
        );
        if (Lifetime - (clock.Now() - readAt) is var rest && rest > TimeSpan.Zero)
            cache.Keep(key, JsonSerializer.Serialize(new Kept(token, readAt, dashboard)), rest);
        return dashboard;
    }

    // On a connection of its own that is given back before anything is counted.
    private async Task<Guid?> TokenAsync(Guid agent, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(
            new(
                "select token from agent_tokens where agent_id = @agent",
                new { agent },
                cancellationToken: cancellationToken
            )
        );
    }

    // The number says which form the text has: another form gets another one.
    private static string KeyOf(GetAgentDashboard request) =>
        $"dashboard:1:{request.AgentId:N}:{request.Range.Spelled()}:{request.StartDate:yyyyMMdd}:"
        + $"{request.EndDate:yyyyMMdd}:{request.Status.Spelled()}:{request.Source?.Spelled()}";

    // What cannot be read was not written by us, and is as good as nothing.
    private static Kept? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<Kept>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static LeadStatus[]? Statuses(RecentLeadsFilter filter) =>
        filter switch
        {
            RecentLeadsFilter.Active => [.. Enum.GetValues<LeadStatus>().Where(s => s.IsOpen())],
            RecentLeadsFilter.Converted => [LeadStatus.Converted],
            RecentLeadsFilter.Lost => [LeadStatus.Lost],
            _ => null,
        };

    private sealed record Kept(Guid Token, DateTimeOffset ReadAt, AgentDashboard Dashboard);
}
