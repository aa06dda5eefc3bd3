using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Reports;

/// <summary>How many leads of one source have one status; from <see cref="Stages.BySource"/>.</summary>
internal sealed record SourceStatus
{
    public string SourceType { get; init; } = "";
    public string Status { get; init; } = "";
    public long Leads { get; init; }
}

internal static class SourceStatuses
{
    /// <summary>For every status, zeros too.</summary>
    public static IReadOnlyDictionary<string, long> ByStatus(this IEnumerable<SourceStatus> cells) =>
        Filled<LeadStatus>(cells, c => c.Status);

    /// <summary>For every source, zeros too.</summary>
    public static IReadOnlyDictionary<string, long> BySource(this IEnumerable<SourceStatus> cells) =>
        Filled<LeadSource>(cells, c => c.SourceType);

    private static Dictionary<string, long> Filled<T>(IEnumerable<SourceStatus> cells, Func<SourceStatus, string> of)
        where T : struct, Enum
    {
        var known = cells.ToLookup(of, c => c.Leads);
        return Spelling<T>.All.ToDictionary(value => value, value => known[value].Sum());
    }
}
