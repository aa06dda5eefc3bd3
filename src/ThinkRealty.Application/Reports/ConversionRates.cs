using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>How many of the leads of each source and agent were converted; by day of creation (rules §10).</summary>
public sealed record ConversionRates(ReportFilter Filter, ReportPage Page) : IReport<ConversionRatesRow>;

/// <summary>One source with one agent.</summary>
/// <param name="SourceType">The channel.</param>
/// <param name="AgentId">Who holds the leads; null: nobody.</param>
/// <param name="AgentName">The agent's name; null: nobody.</param>
/// <param name="TotalLeads">Leads.</param>
/// <param name="ConvertedLeads">Those of them that are converted.</param>
/// <param name="ConversionRate">Percent of the leads, two decimals.</param>
public sealed record ConversionRatesRow(
    string SourceType,
    Guid? AgentId,
    string? AgentName,
    long TotalLeads,
    long ConvertedLeads,
    decimal ConversionRate
);

internal sealed class ConversionRatesValidator()
    : ReportValidator<ConversionRates, ConversionRatesRow>(ConversionRatesHandler.Columns);

internal sealed class ConversionRatesHandler(ReportReader reports)
    : IRequestHandler<ConversionRates, Report<ConversionRatesRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "conversion-rates",
            [OrderColumn.MostFirst("total_leads"), OrderColumn.Text("source_type"), OrderColumn.Id("agent_id")],
            [OrderColumn.Text("source_type"), OrderColumn.Id("agent_id")]
        );

    public Task<Report<ConversionRatesRow>> Handle(ConversionRates request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            Groups(request.Filter),
            Columns,
            request,
            cancellationToken,
            shown: """
            select rows.*, a.full_name as agent_name, round(100.0 * converted_leads / total_leads, 2) as conversion_rate
              from rows left join agents a on a.id = rows.agent_id
            """
        );

    // What is kept is of one source and agent already.
    private static string Groups(ReportFilter filter) =>
        filter.HasDates
            ? $"""
                select source_type, agent_id, sum(leads)::bigint as total_leads, sum(converted)::bigint as converted_leads
                  from {ReportTables.LeadSums(filter, bySource: true)}
                 group by source_type, agent_id
                """
            : $"""
                select source_type, agent_id, leads as total_leads, converted as converted_leads
                  from {ReportTables.LeadSums(filter, bySource: true)}
                """;
}
