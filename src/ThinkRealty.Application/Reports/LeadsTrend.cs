using FluentValidation;
using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>
/// How many leads came and how many were converted on each day of the period, each by its own day (rules §10). Without a last
/// day it ends today, without a first one it begins when something happened first.
/// </summary>
public sealed record LeadsTrend(int? Days, ReportFilter Filter, ReportPage Page) : IRecentReport<LeadsTrendRow>;

/// <summary>One day, also one on which nothing happened.</summary>
/// <param name="Day">Day in Dubai, <c>YYYY-MM-DD</c>.</param>
/// <param name="Leads">Leads that came on it.</param>
/// <param name="Conversions">Leads that were converted on it, whenever they came.</param>
public sealed record LeadsTrendRow(string Day, long Leads, long Conversions);

internal sealed class LeadsTrendValidator : RecentReportValidator<LeadsTrend, LeadsTrendRow>
{
    private const int MostDays = 3660; // each of them is a row, also where nothing happened

    public LeadsTrendValidator()
        : base(LeadsTrendHandler.Columns) =>
        RuleFor(q => q.Filter.DateTo)
            .Must(
                (q, to) =>
                    to is null || q.Filter.DateFrom is not { } from || to.Value.DayNumber - from.DayNumber < MostDays
            )
            .WithMessage($"At most {MostDays} days.")
            .OverridePropertyName("date_to");
}

internal sealed class LeadsTrendHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<LeadsTrend, Report<LeadsTrendRow>>
{
    public static ReportColumns Columns { get; } =
        new("leads-trend", [OrderColumn.Text("day")], [OrderColumn.Text("day")]);

    public Task<Report<LeadsTrendRow>> Handle(LeadsTrend request, CancellationToken cancellationToken)
    {
        var today = clock.Now().DubaiDay();
        var filter = request.Filter.Recent(request.Days, today);
        return reports.ReadAsync(
            $"""
            with sums as materialized (
              select day, sum(leads)::bigint as leads, sum(conversions)::bigint as conversions
                from {ReportTables.DaySums(filter)}
               where leads > 0 or conversions > 0
               group by day
            )
            select to_char(d.day, 'YYYY-MM-DD') collate "C" as day, coalesce(s.leads, 0) as leads,
                   coalesce(s.conversions, 0) as conversions
              from generate_series(coalesce(@DateFrom::date, (select min(day) from sums))::timestamp,
                                   coalesce(@DateTo::date, @Today::date)::timestamp, interval '1 day') d (day)
              left join sums s on s.day = d.day::date
            """,
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken,
            new { Today = today }
        );
    }
}
