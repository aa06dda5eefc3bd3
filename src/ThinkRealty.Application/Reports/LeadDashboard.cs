using System.Data;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>The desk on one page: all leads as they are now, and what came in the period (rules §10).</summary>
/// <param name="Days">How many days in Dubai, today included; null: dates are given, or the usual 30.</param>
/// <param name="Filter">Which leads.</param>
public sealed record LeadDashboard(int? Days, ReportFilter Filter) : IQuery<LeadDashboardView>;

/// <summary>The desk on one page.</summary>
public sealed record LeadDashboardView
{
    /// <summary>Leads now, whenever they came.</summary>
    public long TotalLeads { get; init; }

    /// <summary>Leads that came in the period; the next three numbers are of these.</summary>
    public long NewLeads { get; init; }

    /// <summary>New leads that are converted.</summary>
    public long ConvertedLeads { get; init; }

    /// <summary>Percent of the new leads that are converted, two decimals; 0 without leads.</summary>
    public decimal ConversionRate { get; init; }

    /// <summary>Interactions in the period with any lead; no assignments, no automatic ones.</summary>
    public long RecentInteractions { get; init; }

    /// <summary>Hours from creation to the first contact, mean over new leads that had one, two decimals; 0 without any.</summary>
    public decimal AvgResponseHours { get; init; }

    /// <summary>For every status, how many leads have it now, whenever they came.</summary>
    public IReadOnlyDictionary<string, long> LeadsByStatus { get; init; } = new Dictionary<string, long>();

    /// <summary>For every source, how many leads came by it, whenever.</summary>
    public IReadOnlyDictionary<string, long> LeadsBySource { get; init; } = new Dictionary<string, long>();

    /// <summary>The ten agents with most of the new leads, most first.</summary>
    public IReadOnlyList<AgentPerformance> AgentPerformance { get; init; } = [];

    /// <summary>Every change that was committed before this moment is in the numbers.</summary>
    public DateTimeOffset AsOf { get; init; }
}

/// <summary>What an agent made of the new leads.</summary>
public sealed record AgentPerformance
{
    /// <summary>Who holds the leads now, or held them last.</summary>
    public Guid AgentId { get; init; }

    /// <summary>The agent's name.</summary>
    public string FullName { get; init; } = "";

    /// <summary>New leads that the agent holds.</summary>
    public long TotalLeads { get; init; }

    /// <summary>Those of them that are converted.</summary>
    public long ConvertedLeads { get; init; }

    /// <summary>Percent of these leads, two decimals.</summary>
    public decimal ConversionRate { get; init; }
}

internal sealed class LeadDashboardValidator : AbstractValidator<LeadDashboard>
{
    public LeadDashboardValidator()
    {
        this.DaysAreInOrder(q => q.Days, q => q.Filter);
        this.PeriodIsInOrder(q => q.Filter.DateFrom, q => q.Filter.DateTo);
    }
}

internal sealed class LeadDashboardHandler(ReportDatabase database, TimeProvider clock)
    : IRequestHandler<LeadDashboard, LeadDashboardView>
{
    public async Task<LeadDashboardView> Handle(LeadDashboard request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());
        var always = filter with { DateFrom = null, DateTo = null };
        var sql = $"""
            select p.as_of,
                   (select coalesce(sum(interactions), 0)::bigint from {ReportTables.DaySums(
                filter
            )}) as recent_interactions
              from reporting.progress p;

            select source_type, status, leads from {Stages.BySource(always)};

            -- The first row is of all leads together.
            select g.*, a.full_name
              from (select agent_id, grouping(agent_id) = 1 as is_everybody, count(*) as total_leads,
                           count(*) filter (where status = 'converted') as converted_leads,
                           coalesce(round(100.0 * count(*) filter (where status = 'converted') / nullif(count(*), 0), 2), 0)
                             as conversion_rate,
                           coalesce(round(avg(response_us) / 3600000000, 2), 0) as avg_response_hours
                      from {ReportTables.Facts(filter)}
                     group by grouping sets ((agent_id), ())) g
              left join agents a on a.id = g.agent_id
             where is_everybody or agent_id is not null
             order by is_everybody desc, total_leads desc, agent_id
             limit 11;
            """;

        // Three statements of one moment.
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        await using var grid = await connection.QueryMultipleAsync(
            new(sql, ReportReader.Parameters(filter), moment, cancellationToken: cancellationToken)
        );
        var view = await grid.ReadSingleAsync<LeadDashboardView>();
        var cells = (await grid.ReadAsync<SourceStatus>()).AsList();
        var holders = (await grid.ReadAsync<Holder>()).AsList();
        var everybody = holders[0];
        return view with
        {
            TotalLeads = cells.Sum(c => c.Leads),
            NewLeads = everybody.TotalLeads,
            ConvertedLeads = everybody.ConvertedLeads,
            ConversionRate = everybody.ConversionRate,
            AvgResponseHours = everybody.AvgResponseHours,
            LeadsByStatus = cells.ByStatus(),
            LeadsBySource = cells.BySource(),
            AgentPerformance =
            [
                .. holders
                    .Skip(1)
                    .Select(h => new AgentPerformance
                    {
                        AgentId = h.AgentId,
                        FullName = h.FullName,
                        TotalLeads = h.TotalLeads,
                        ConvertedLeads = h.ConvertedLeads,
                        ConversionRate = h.ConversionRate,
                    }),
            ],
        };
    }

    private sealed record Holder
    {
        public Guid AgentId { get; init; }
        public string FullName { get; init; } = "";
        public long TotalLeads { get; init; }
        public long ConvertedLeads { get; init; }
        public decimal ConversionRate { get; init; }
        public decimal AvgResponseHours { get; init; }
    }
}
