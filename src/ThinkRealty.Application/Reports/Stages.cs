using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Reports;

/// <summary>The eight statuses as reports show them.</summary>
internal static class Stages
{
    private static readonly LeadStatus[] InOrder =
    [
        LeadStatus.New,
        LeadStatus.Contacted,
        LeadStatus.Qualified,
        LeadStatus.ViewingScheduled,
        LeadStatus.Negotiation,
        LeadStatus.Transferred,
        LeadStatus.Converted,
        LeadStatus.Lost,
    ];

    /// <summary>Rows <c>(stage, stage_no)</c> along the pipeline.</summary>
    public static string Rows { get; } =
        $"unnest({Texts(InOrder.Select(s => s.Spelled()))}) with ordinality stages (stage, stage_no)";

    /// <summary>A condition that is always true, and lets an index by status and moment find the moments.</summary>
    public static string IsAny(string status) => $"{status} = any ({Texts(Spelling<LeadStatus>.All)})";

    /// <summary>A list of columns or values, one for every status.</summary>
    public static string Each(Func<string, string> column) =>
        string.Join(", ", Spelling<LeadStatus>.All.Select(column));

    /// <summary>How many leads of each source have which status: rows <c>(source_type, status, leads)</c>, zeros too.</summary>
    public static string BySource(ReportFilter filter) =>
        $"""
            (select c.source_type, s.status, s.leads::bigint
               from (select source_type, {Sums} from {ReportTables.LeadSums(
                filter,
                bySource: true
            )} group by source_type) c
              cross join lateral (values {Values}) s (status, leads)) cells
            """;

    /// <summary>How many leads have which status: rows <c>(status, leads)</c>.</summary>
    public static string Now(ReportFilter filter) =>
        $"""
            (select s.status, s.leads::bigint
               from (select {Sums} from {ReportTables.LeadSums(filter)}) c
              cross join lateral (values {Values}) s (status, leads)) cells
            """;

    private static string Sums { get; } = Each(s => $"sum(status_{s}) as {s}_now");

    private static string Values { get; } = Each(s => $"('{s}', {s}_now)");

    private static string Texts(IEnumerable<string> texts) => $"array['{string.Join("', '", texts)}']";
}
