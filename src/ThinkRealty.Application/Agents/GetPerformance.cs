using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>
/// What became of an agent's leads of the last days. A lead counts for the agent who holds it now, or held it last; archived
/// ones are out (rules §10). An agent asks for the own figures (rules §11).
/// </summary>
/// <param name="AgentId">Whose leads.</param>
/// <param name="Days">How many days of 24 hours back from now a lead may have come, 1–3650.</param>
/// <exception cref="DomainException"><c>agent_not_found</c>; <c>forbidden</c>: another agent.</exception>
public sealed record GetPerformance(Guid AgentId, int Days) : IQuery<PerformanceView>;

/// <summary>What became of the leads that came in the last days.</summary>
public sealed record PerformanceView
{
    public Guid AgentId { get; init; }

    /// <summary>How many days of 24 hours back from now it is about.</summary>
    public int Days { get; init; }

    /// <summary>For every status, how many of these leads have it now.</summary>
    public IReadOnlyDictionary<string, long> LeadsByStatus { get; init; } = new Dictionary<string, long>();

    /// <summary>Leads that came in these days.</summary>
    public long NewLeads { get; init; }

    /// <summary>Interactions with these leads, without assignments and automatic entries.</summary>
    public long Interactions { get; init; }

    /// <summary>
    /// Mean of the minutes from the lead's coming to the first contact, two decimals, over the leads that had one; 0 where
    /// none had.
    /// </summary>
    public decimal AvgResponseTimeMinutes { get; init; }

    /// <summary>Leads that are converted now.</summary>
    public long ConvertedLeads { get; init; }

    /// <summary>Converted leads in percent of these leads, two decimals; 0 without leads.</summary>
    public decimal ConversionRate { get; init; }
}

internal sealed class GetPerformanceValidator : AbstractValidator<GetPerformance>
{
    public GetPerformanceValidator() => RuleFor(q => q.Days).InclusiveBetween(1, 3650).OverridePropertyName("days");
}

internal sealed class GetPerformanceHandler(DbDataSource db, CallContext call, TimeProvider clock)
    : IRequestHandler<GetPerformance, PerformanceView>
{
    private const string Sql = """
        select l.status, count(*) as leads, sum(l.activity_count) as interactions,
               count(l.first_contact_at) as responses,
               coalesce(sum(extract(epoch from l.first_contact_at - l.created_at) / 60), 0) as minutes
          from leads l
         where l.assigned_agent_id = @AgentId and l.created_at >= @From and l.archived_at is null
         group by l.status
        """;

    public async Task<PerformanceView> Handle(GetPerformance request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAgentAsync(call.Caller, request.AgentId, cancellationToken);
        var from = clock.Now().AddHours(-24 * request.Days).UtcDateTime;
        var groups = (
            await connection.QueryAsync<StatusGroup>(
                new(Sql, new { request.AgentId, From = from }, cancellationToken: cancellationToken)
            )
        ).ToDictionary(group => group.Status);

        var (leads, responses) = (groups.Values.Sum(g => g.Leads), groups.Values.Sum(g => g.Responses));
        var converted = groups.GetValueOrDefault(LeadStatus.Converted.Spelled())?.Leads ?? 0;
        return new()
        {
            AgentId = request.AgentId,
            Days = request.Days,
            LeadsByStatus = Spelling<LeadStatus>.All.ToDictionary(s => s, s => groups.GetValueOrDefault(s)?.Leads ?? 0),
            NewLeads = leads,
            Interactions = groups.Values.Sum(g => g.Interactions),
            AvgResponseTimeMinutes = Share(groups.Values.Sum(g => g.Minutes), responses),
            ConvertedLeads = converted,
            ConversionRate = Share(100m * converted, leads),
        };
    }

    // Half a hundredth goes up, as in PostgreSQL.
    private static decimal Share(decimal sum, long of) =>
        of == 0 ? 0 : Math.Round(sum / of, 2, MidpointRounding.AwayFromZero);

    private sealed record StatusGroup
    {
        public string Status { get; init; } = "";
        public long Leads { get; init; }
        public long Interactions { get; init; }
        public long Responses { get; init; }
        public decimal Minutes { get; init; }
    }
}
