namespace ThinkRealty.Application.Reports;

/// <summary>
/// Where a report finds its sums: in those that are kept, or lead by lead where the filter is narrower than any of them. The
/// columns are the same either way (docs/schema.md), so that a report is one statement.
/// </summary>
internal static class ReportTables
{
    /// <summary>Sums over leads by creation: <c>agent_id, source_type, property_type</c> and the columns of <c>agent_sums</c>.</summary>
    /// <param name="filter">Which leads.</param>
    /// <param name="bySource">Whether the report looks at each source.</param>
    public static string LeadSums(ReportFilter filter, bool bySource = false)
    {
        if (filter.HasDates)
            return $"(select * from reporting.lead_sums where {Days(filter, "created_day")} and {Chosen(filter)}) sums";

        var level =
            filter.PropertyType is not null ? "type"
            : bySource || filter.SourceType is not null ? "source"
            : "agent";
        return $"(select * from reporting.agent_sums where level = '{level}' and leads > 0 and {Chosen(filter)}) sums";
    }

    /// <summary>
    /// Sums by day: <c>day, source_type, property_type</c> and the columns of <c>day_sums</c>; of whole months where no day is
    /// asked for.
    /// </summary>
    public static string DaySums(ReportFilter filter)
    {
        if (filter.AgentId is not null)
            return $"(select * from reporting.lead_days where {Days(filter, "day")} and {Chosen(filter)}) sums";

        var grain = filter.HasDates ? "day" : "month";
        return $"(select * from reporting.day_sums where grain = '{grain}' and {Days(filter, "day")} and {Chosen(filter)}) sums";
    }

    /// <summary>The month of what is grouped by <c>date_trunc('month', day)</c>.</summary>
    public const string Month = "to_char(date_trunc('month', day), 'YYYY-MM') collate \"C\"";

    /// <summary>Whether the groups of the two reports on surprising scores are kept for this filter.</summary>
    public static bool HasProfiles(ReportFilter filter) => !filter.HasDates && filter.AgentId is null;

    /// <summary>Those groups at the usual thresholds.</summary>
    /// <param name="filter">Without days and agent.</param>
    /// <param name="kind"><c>high</c> or <c>low</c>.</param>
    public static string Profiles(ReportFilter filter, string kind) =>
        $"(select * from reporting.profile_sums where class = '{kind}' and leads > 0 and {Chosen(filter)}) profiles";

    /// <summary>Each lead's facts, by creation.</summary>
    public static string Facts(ReportFilter filter) =>
        $"(select * from reporting.lead_facts where {Days(filter, "created_day")} and {Chosen(filter)}) facts";

    /// <summary>The condition on the agent, the source and the type.</summary>
    public static string Chosen(ReportFilter filter)
    {
        string?[] conditions =
        [
            filter.AgentId is null ? null : "agent_id = @AgentId",
            filter.SourceType is null ? null : "source_type = @SourceType",
            filter.PropertyType is null ? null : "property_type = @PropertyType",
        ];
        return All(conditions);
    }

    /// <summary>The condition on a day.</summary>
    public static string Days(ReportFilter filter, string day)
    {
        string?[] conditions =
        [
            filter.DateFrom is null ? null : $"{day} >= @DateFrom",
            filter.DateTo is null ? null : $"{day} <= @DateTo",
        ];
        return All(conditions);
    }

    // Only what is asked for stands in the statement, so that each has a plan of its own.
    private static string All(string?[] conditions) =>
        string.Join(" and ", conditions.OfType<string>().DefaultIfEmpty("true"));
}
