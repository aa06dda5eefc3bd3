using System.Data;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>The leads in numbers, by day of creation; an agent's are the own ones (rules §10, §11).</summary>
/// <param name="Filter">Agent and days; no days: all time.</param>
/// <exception cref="DomainException"><c>forbidden</c>: an agent asks for another one's.</exception>
public sealed record LeadStatistics(ReportFilter Filter) : IQuery<LeadStatisticsView>;

/// <summary>Leads in numbers.</summary>
public sealed record LeadStatisticsView
{
    /// <summary>Leads.</summary>
    public long TotalLeads { get; init; }

    /// <summary>Mean score now in points, 0–100, two decimals; 0 without leads.</summary>
    public decimal AverageLeadScore { get; init; }

    /// <summary>Leads that are hot now: their score is above the setting <c>Leads:HotAbove</c> (rules §5).</summary>
    public long HotLeadsCount { get; init; }

    /// <summary>Percent of the leads that are converted, two decimals; 0 without leads.</summary>
    public decimal ConversionRate { get; init; }

    /// <summary>For every status, how many of the leads have it now.</summary>
    public IReadOnlyDictionary<string, long> LeadsByStatus { get; init; } = new Dictionary<string, long>();

    /// <summary>For every source, how many of the leads came by it.</summary>
    public IReadOnlyDictionary<string, long> LeadsBySource { get; init; } = new Dictionary<string, long>();

    /// <summary>Every change that was committed before this moment is in the numbers.</summary>
    public DateTimeOffset AsOf { get; init; }
}

internal sealed class LeadStatisticsValidator : AbstractValidator<LeadStatistics>
{
    public LeadStatisticsValidator() => this.PeriodIsInOrder(q => q.Filter.DateFrom, q => q.Filter.DateTo);
}

internal sealed class LeadStatisticsHandler(ReportDatabase database, CallContext call, LeadSettings settings)
    : IRequestHandler<LeadStatistics, LeadStatisticsView>
{
    public async Task<LeadStatisticsView> Handle(LeadStatistics request, CancellationToken cancellationToken)
    {
        if (request.Filter.AgentId is { } asked && !call.Caller.MaySee(asked))
            throw AccessErrors.Forbidden("These are another agent's leads");

        var filter = request.Filter with { AgentId = request.Filter.AgentId ?? call.Caller.OnlyAgent };
        var sql = $"""
            select p.as_of, s.average_lead_score, s.conversion_rate,
                   (select count(*) from {ReportTables.Facts(filter)} where score > @HotAbove) as hot_leads_count
              from reporting.progress p
             cross join (
               select coalesce(round(sum(score) / nullif(sum(leads), 0), 2), 0) as average_lead_score,
                      coalesce(round(100.0 * sum(converted) / nullif(sum(leads), 0), 2), 0) as conversion_rate
                 from {ReportTables.LeadSums(filter)}) s;

            select source_type, status, leads from {Stages.BySource(filter)};
            """;
        var parameters = ReportReader.Parameters(filter);
        parameters.Add(nameof(settings.HotAbove), settings.HotAbove);

        // Two statements of one moment.
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        await using var grid = await connection.QueryMultipleAsync(
            new(sql, parameters, moment, cancellationToken: cancellationToken)
        );
        var view = await grid.ReadSingleAsync<LeadStatisticsView>();
        var cells = (await grid.ReadAsync<SourceStatus>()).AsList();
        return view with
        {
            TotalLeads = cells.Sum(c => c.Leads),
            LeadsByStatus = cells.ByStatus(),
            LeadsBySource = cells.BySource(),
        };
    }
}
