using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>Which properties people ask for, and what becomes of them; by the leads' day of creation (rules §10).</summary>
public sealed record PropertyPerformance(int? Days, ReportFilter Filter, ReportPage Page)
    : IRecentReport<PropertyPerformanceRow>;

/// <summary>One property that at least one of the leads is interested in.</summary>
/// <param name="PropertyId">The property.</param>
/// <param name="Title">As the catalogue shows it.</param>
/// <param name="Price">AED; a year's rent where it is to rent.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Inquiries">Leads that are interested in it, at any level.</param>
/// <param name="Conversions">Those of them that are converted, whatever they took in the end.</param>
/// <param name="ConversionRate">Percent of the inquiries, two decimals.</param>
/// <param name="AvgLeadScore">Mean score of these leads now in points, 0–100, two decimals.</param>
public sealed record PropertyPerformanceRow(
    Guid PropertyId,
    string Title,
    decimal Price,
    string Area,
    long Inquiries,
    long Conversions,
    decimal ConversionRate,
    decimal AvgLeadScore
);

internal sealed class PropertyPerformanceValidator()
    : RecentReportValidator<PropertyPerformance, PropertyPerformanceRow>(PropertyPerformanceHandler.Columns);

internal sealed class PropertyPerformanceHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<PropertyPerformance, Report<PropertyPerformanceRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "property-performance",
            [OrderColumn.MostFirst("inquiries"), OrderColumn.Id("property_id")],
            [OrderColumn.Id("property_id")]
        );

    public Task<Report<PropertyPerformanceRow>> Handle(PropertyPerformance request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());
        return reports.ReadAsync(
            $"""
            select g.*, p.title, p.price, p.area
              from (select i.property_id, count(*) as inquiries, count(*) filter (where facts.status = 'converted') as conversions,
                           round(100.0 * count(*) filter (where facts.status = 'converted') / count(*), 2) as conversion_rate,
                           round(avg(facts.score), 2) as avg_lead_score
                      from {ReportTables.Facts(filter)}
                      join lead_property_interests i on i.lead_id = facts.lead_id
                     group by i.property_id) g
              join properties p on p.id = g.property_id
            """,
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken
        );
    }
}
