using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>How long leads take from coming to converting, by property type; by day of conversion (rules §10).</summary>
public sealed record AvgConversionTime(ReportFilter Filter, ReportPage Page) : IReport<AvgConversionTimeRow>;

/// <summary>One property type.</summary>
/// <param name="PropertyType">What the leads look for; null: not known.</param>
/// <param name="AvgDaysToConversion">Days of 24 hours from creation to conversion on average, two decimals.</param>
/// <param name="MedianDaysToConversion">Days of 24 hours that half of the conversions took at most, two decimals.</param>
/// <param name="TotalConversions">Conversions.</param>
public sealed record AvgConversionTimeRow(
    string? PropertyType,
    decimal AvgDaysToConversion,
    decimal MedianDaysToConversion,
    long TotalConversions
);

internal sealed class AvgConversionTimeValidator()
    : ReportValidator<AvgConversionTime, AvgConversionTimeRow>(AvgConversionTimeHandler.Columns);

internal sealed class AvgConversionTimeHandler(ReportReader reports)
    : IRequestHandler<AvgConversionTime, Report<AvgConversionTimeRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "avg-conversion-time",
            [OrderColumn.MostFirst("total_conversions"), OrderColumn.Text("property_type")],
            [OrderColumn.Text("property_type")]
        );

    public Task<Report<AvgConversionTimeRow>> Handle(AvgConversionTime request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select nullif(property_type, '') as property_type, total_conversions,
                   round(conversion_us / total_conversions / 86400000000, 2) as avg_days_to_conversion,
                   round(median_us / 86400000000, 2) as median_days_to_conversion
              from ({(request.Filter.AgentId is null ? ByIndex(request.Filter) : OfOneAgent(request.Filter))}) types
            """,
            Columns,
            request,
            cancellationToken
        );

    // The number of conversions is known, so the one or two in the middle are found by walking the index up to them.
    private static string ByIndex(ReportFilter filter) =>
        $"""
            select types.*, median.us as median_us
              from (select property_type, sum(conversions)::bigint as total_conversions, sum(conversion_us) as conversion_us
                      from {ReportTables.DaySums(filter)}
                     group by property_type having sum(conversions) > 0) types
             cross join lateral (
               select avg(conversion_us) as us
                 from (select conversion_us from reporting.lead_facts
                        where property_type = types.property_type and {Converted(filter)}
                        order by conversion_us
                       offset (types.total_conversions - 1) / 2 limit 2 - types.total_conversions % 2) middle) median
            """;

    private static string OfOneAgent(ReportFilter filter) =>
        $"""
            select property_type, total_conversions, conversion_us,
                   (in_order[(total_conversions + 1) / 2] + in_order[total_conversions / 2 + 1]) / 2.0 as median_us
              from (select property_type, count(*) as total_conversions, sum(conversion_us) as conversion_us,
                           array_agg(conversion_us order by conversion_us) as in_order
                      from reporting.lead_facts where {Converted(filter)}
                     group by property_type) types
            """;

    private static string Converted(ReportFilter filter) =>
        $"conversion_us is not null and {ReportTables.Days(filter, "converted_day")} and {ReportTables.Chosen(filter)}";
}
