namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>The thirteen reports in plain SQL.</summary>
internal static class PlainReports
{
    private const string Rate =
        "coalesce(round(100.0 * count(*) filter (where l.is_converted) / nullif(count(*), 0), 2), 0)";

    private const string Bucket = """
        case when seconds <= 1 * 3600 then '0-1 hours' when seconds <= 4 * 3600 then '1-4 hours'
             when seconds <= 24 * 3600 then '4-24 hours' when seconds <= 72 * 3600 then '1-3 days' else '3+ days' end
        """;

    private const string Buckets = "array['0-1 hours', '1-4 hours', '4-24 hours', '1-3 days', '3+ days']";
    private const string Source = "source_type collate \"C\"";
    private const string Profile = $"""
        {Source}, nationality collate "C", budget_band collate "C", property_type collate "C"
        """;

    public static PlainReport ConversionRates { get; } =
        new(
            "analytics/conversion-rates",
            Filters.AllFive,
            $"""
            select l.source_type, l.assigned_agent_id as agent_id, a.full_name as agent_name, count(*) as total_leads,
                   count(*) filter (where l.is_converted) as converted_leads, {Rate} as conversion_rate
              from created l left join agents a on a.id = l.assigned_agent_id
             group by l.source_type, l.assigned_agent_id, a.full_name
            """,
            Order: $"total_leads desc, {Source}, agent_id",
            Key: $"{Source}, agent_id"
        );

    public static PlainReport AvgConversionTime { get; } =
        new(
            "analytics/avg-conversion-time",
            Filters.AllFive,
            """
            select property_type, round(avg(extract(epoch from converted_at - created_at)) / 86400, 2) as avg_days_to_conversion,
                   round(percentile_cont(0.5) within group (order by extract(epoch from converted_at - created_at))::numeric / 86400, 2)
                     as median_days_to_conversion,
                   count(*) as total_conversions
              from converted group by property_type
            """,
            Order: "total_conversions desc, property_type collate \"C\"",
            Key: "property_type collate \"C\""
        );

    public static PlainReport MonthlyTrends { get; } =
        new(
            "analytics/monthly-trends",
            Filters.AllFive,
            """
            select month, sum(came) as lead_volume, sum(won) as converted_volume
              from (select to_char(day, 'YYYY-MM') as month, 1 as came, 0 as won from created
                    union all
                    select to_char(conversion_day, 'YYYY-MM'), 0, 1 from converted) each
             group by month
            """,
            Order: "month",
            Key: "month"
        );

    public static PlainReport AgentRankings { get; } =
        new(
            "analytics/agent-rankings",
            Filters.AllFive,
            $"""
            select rank() over (order by conversion_rate desc, conversions desc) as rank, r.*
              from (select a.id as agent_id, a.full_name, count(*) as leads_assigned,
                           count(*) filter (where l.is_converted) as conversions, {Rate} as conversion_rate,
                           coalesce(round(avg(l.revenue), 2), 0) as average_deal_size,
                           coalesce(round(avg(l.response) / 3600, 2), 0) as avg_response_hours
                      from created l join agents a on a.id = l.assigned_agent_id
                     group by a.id) r
            """,
            Order: "rank, agent_id",
            Key: "agent_id"
        );

    public static PlainReport RevenueAttribution { get; } =
        new(
            "analytics/revenue-attribution",
            Filters.AllFive,
            """
            select source_type, coalesce(sum(revenue), 0) as total_revenue, count(*) as converted_leads,
                   coalesce(round(avg(revenue), 2), 0) as average_deal_size
              from converted group by source_type
            """,
            Order: $"total_revenue desc, {Source}",
            Key: Source
        );

    public static PlainReport HighScoreNotConverted { get; } =
        new(
            "analytics/high-score-not-converted",
            Filters.AllFive,
            """
            select source_type, nation as nationality, budget_band, property_type, status, lost_reason, count(*) as lead_count,
                   round(avg(lead_score), 2) as avg_score, min(created_at) as earliest_lead, max(created_at) as latest_lead
              from created l cross join params p
             where l.lead_score > p.threshold and not l.is_converted
             group by source_type, nation, budget_band, property_type, status, lost_reason
            """,
            Order: $"lead_count desc, {Profile}, status collate \"C\", lost_reason collate \"C\"",
            Key: $"{Profile}, status collate \"C\", lost_reason collate \"C\"",
            Threshold: 80
        );

    public static PlainReport LowScoreConverted { get; } =
        new(
            "analytics/low-score-converted",
            Filters.AllFive,
            """
            select source_type, nation as nationality, budget_band, property_type, count(*) as lead_count,
                   round(avg(lead_score), 2) as avg_score, coalesce(round(avg(revenue), 2), 0) as avg_deal_value
              from created l cross join params p
             where l.lead_score < p.threshold and l.is_converted
             group by source_type, nation, budget_band, property_type
            """,
            Order: $"lead_count desc, {Profile}",
            Key: Profile,
            Threshold: 50
        );

    public static PlainReport SourceQuality { get; } =
        new(
            "analytics/source-quality",
            Filters.AllFive,
            """
            select to_char(day, 'YYYY-MM') as month, source_type, round(avg(lead_score), 2) as avg_score, count(*) as lead_count,
                   count(*) filter (where is_converted) as converted_count
              from created group by to_char(day, 'YYYY-MM'), source_type
            """,
            Order: $"month, {Source}",
            Key: $"month, {Source}"
        );

    public static PlainReport FollowUpTiming { get; } =
        new(
            "analytics/follow-up-timing",
            Filters.AllFive,
            $"""
            , gap as (
              select c.lead_id, c.day, c.outcome,
                     extract(epoch from c.occurred_at - lag(c.occurred_at) over (partition by c.lead_id order by c.occurred_at, c.id)) as seconds
                from contact c
            ), judged as (
              select {Bucket} as time_bucket, coalesce(g.outcome = 'positive', false) or l.is_converted as is_positive
                from gap g join lead l on l.id = g.lead_id cross join params p
               where g.seconds is not null and g.day between p.since and p.until
            )
            select time_bucket, count(*) as total_follow_ups, count(*) filter (where is_positive) as positive_outcomes,
                   round(100.0 * count(*) filter (where is_positive) / count(*), 2) as positive_outcome_rate
              from judged group by time_bucket
            """,
            Order: $"array_position({Buckets}, time_bucket)",
            Key: $"array_position({Buckets}, time_bucket)"
        );

    public static PlainReport WorkloadDistribution { get; } =
        new(
            "analytics/workload-distribution",
            Filters.AgentOnly,
            """
            select a.id as agent_id, a.full_name, s.active_leads, a.max_active_leads,
                   round(100.0 * s.active_leads / a.max_active_leads, 2) as utilization,
                   a.specialization_property_type, a.specialization_areas
              from agents a join agent_seats s on s.agent_id = a.id cross join params p
             where a.is_active and (p.agent is null or a.id = p.agent)
            """,
            Order: "active_leads desc, agent_id",
            Key: "agent_id"
        );

    public static PlainReport ApproachingCapacity { get; } =
        new(
            "analytics/approaching-capacity",
            Filters.AgentOnly,
            """
            select a.id as agent_id, a.full_name, s.active_leads, greatest(0, a.max_active_leads - s.active_leads) as remaining_capacity
              from agents a join agent_seats s on s.agent_id = a.id cross join params p
             where a.is_active and (p.agent is null or a.id = p.agent)
               and s.active_leads > p.threshold * a.max_active_leads / 50.0
            """,
            Order: "active_leads desc, agent_id",
            Key: "agent_id",
            Threshold: 40
        );

    public static PlainReport SpecializedVsGeneral { get; } =
        new(
            "analytics/specialized-vs-general",
            Filters.AllFive,
            $"""
            select case when cardinality(a.specialization_property_type) > 0 then 'specialized' else 'general' end as agent_category,
                   count(distinct a.id) as agent_count, count(*) as total_leads_handled,
                   count(*) filter (where l.is_converted) as total_conversions, {Rate} as avg_conversion_rate
              from created l join agents a on a.id = l.assigned_agent_id
             group by 1
            """,
            Order: "total_leads_handled desc, agent_category",
            Key: "agent_category"
        );

    // Pearson by its own formula, in exact numbers: over equal times nothing is left of a variance but 0.
    public static PlainReport ResponseTimeCorrelation { get; } =
        new(
            "analytics/response-time-correlation",
            Filters.AllFive,
            $"""
            , responded as (select l.*, l.response as seconds from created l where l.response is not null)
            select {Bucket} as response_time_bucket, count(distinct l.assigned_agent_id) as agent_count, count(*) as total_leads,
                   {Rate} as avg_conversion_rate
              from responded l group by 1
            """,
            Order: $"array_position({Buckets}, response_time_bucket)",
            Key: $"array_position({Buckets}, response_time_bucket)",
            Beside: """
            , sums as (
              select count(*) as n, sum(response) as x, sum(response * response) as xx, sum(is_converted::integer)::numeric as y,
                     sum(response * is_converted::integer) as xy
                from created where response is not null
            )
            select case when n >= 2 and n * xx > x * x and n * y > y * y
                        then round((n * xy - x * y) / (sqrt(n * xx - x * x) * sqrt(n * y - y * y)), 4) end as correlation
              from sums
            """
        );

    public static IReadOnlyList<PlainReport> Thirteen { get; } =
    [
        ConversionRates,
        AvgConversionTime,
        MonthlyTrends,
        AgentRankings,
        RevenueAttribution,
        HighScoreNotConverted,
        LowScoreConverted,
        SourceQuality,
        FollowUpTiming,
        WorkloadDistribution,
        ApproachingCapacity,
        SpecializedVsGeneral,
        ResponseTimeCorrelation,
    ];
}
