using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>The reports beside the thirteen in plain SQL.</summary>
internal static class PlainKin
{
    private const string Rate =
        "coalesce(round(100.0 * count(*) filter (where l.is_converted) / nullif(count(*), 0), 2), 0)";
    private const string ResponseHours = "coalesce(round(avg(l.response) / 3600, 2), 0)";
    private const string Stages =
        "array['new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'transferred', 'converted', 'lost']";
    private const string Bands = "array['0-20', '21-40', '41-60', '61-80', '81-100']";
    private const int HotAbove = 70;

    private const string AgentRows = $"""
        select a.id as agent_id, a.full_name, count(*) as total_leads, count(*) filter (where l.is_converted) as converted_leads,
               {Rate} as conversion_rate
          from created l join agents a on a.id = l.assigned_agent_id
         group by a.id order by count(*) desc, a.id limit 10
        """;

    private static readonly string Sources = $"array['{string.Join("', '", Spelling<LeadSource>.All)}']";

    public static PlainReport Dashboard { get; } =
        new(
            "analytics/dashboard",
            Filters.Period,
            $"""
            select (select count(*) from lead) as total_leads, count(*) as new_leads,
                   count(*) filter (where l.is_converted) as converted_leads, {Rate} as conversion_rate,
                   (select count(*) from interaction i cross join params p where i.day between p.since and p.until) as recent_interactions,
                   {ResponseHours} as avg_response_hours,
                   (select json_object_agg(s, (select count(*) from lead where status = s)) from unnest({Stages}) s) as leads_by_status,
                   (select json_object_agg(s, (select count(*) from lead where source_type = s)) from unnest({Sources}) s) as leads_by_source,
                   (select coalesce(json_agg(row_to_json(a)), '[]') from ({AgentRows}) a) as agent_performance
              from created l
            """,
            Order: "1",
            IsObject: true
        );

    public static PlainReport LeadsTrend { get; } =
        new(
            "analytics/leads-trend",
            Filters.Period,
            """
            select to_char(d, 'YYYY-MM-DD') as day, (select count(*) from created where day = d::date) as leads,
                   (select count(*) from converted where conversion_day = d::date) as conversions
              from params p cross join generate_series(p.since::timestamp, p.until::timestamp, interval '1 day') d
            """,
            Order: "day"
        );

    public static PlainReport SourcePerformance { get; } =
        new(
            "analytics/source-performance",
            Filters.Period,
            $"""
            select l.source_type, count(*) as total_leads, count(*) filter (where l.is_converted) as converted_leads,
                   {Rate} as conversion_rate, round(avg(l.lead_score), 2) as avg_score,
                   count(*) filter (where l.priority in ('high', 'urgent')) as high_priority_leads
              from created l group by l.source_type
            """,
            Order: "total_leads desc, source_type collate \"C\""
        );

    public static PlainReport AgentComparison { get; } =
        new(
            "analytics/agent-comparison",
            Filters.Period,
            $"""
            select a.id as agent_id, a.full_name, count(*) as total_leads, count(*) filter (where l.is_converted) as converted_leads,
                   {Rate} as conversion_rate, round(avg(l.lead_score), 2) as avg_lead_score,
                   sum((select count(*) from interaction i where i.lead_id = l.id)) as total_interactions,
                   {ResponseHours} as avg_response_hours
              from created l join agents a on a.id = l.assigned_agent_id
             group by a.id
            """,
            Order: "total_leads desc, agent_id"
        );

    public static PlainReport PropertyPerformance { get; } =
        new(
            "analytics/property-performance",
            Filters.Period,
            $"""
            select p.id as property_id, p.title, p.price, p.area, count(*) as inquiries,
                   count(*) filter (where l.is_converted) as conversions, {Rate} as conversion_rate,
                   round(avg(l.lead_score), 2) as avg_lead_score
              from created l join lead_property_interests i on i.lead_id = l.id join properties p on p.id = i.property_id
             group by p.id
            """,
            Order: "inquiries desc, property_id"
        );

    public static PlainReport Funnel { get; } =
        new(
            "analytics/funnel",
            Filters.Period,
            $"""
            , reached as (
              select s as stage,
                     (select count(*) from created l
                       where exists (select from lead_conversion_history h where h.lead_id = l.id and h.status_to = s)) as lead_count
                from unnest({Stages}) s
            )
            select stage, lead_count, coalesce(round(100.0 * lead_count / nullif((select count(*) from created), 0), 2), 0) as rate_of_total
              from reached
            """,
            Order: $"array_position({Stages}, stage)"
        );

    public static PlainReport LeadScoring { get; } =
        new(
            "analytics/lead-scoring",
            Filters.Period,
            $"""
            select b as band, count(l.id) as lead_count, count(l.id) filter (where l.is_converted) as converted_leads,
                   coalesce(round(100.0 * count(l.id) filter (where l.is_converted) / nullif(count(l.id), 0), 2), 0) as conversion_rate
              from unnest({Bands}) b
              left join created l on l.lead_score between split_part(b, '-', 1)::integer and split_part(b, '-', 2)::integer
             group by b
            """,
            Order: $"array_position({Bands}, band)",
            Beside: $"""
            select json_object_agg(s, (select coalesce(round(avg(lead_score), 2), 0) from created where status = s)) as average_score_by_status
              from unnest({Stages}) s
            """
        );

    public static PlainReport TimeInStage { get; } =
        new(
            "analytics/time-in-stage",
            Filters.Period,
            $"""
            , stay as (
              select h.status_to as status, (h.changed_at at time zone 'Asia/Dubai')::date as day,
                     lead(h.seconds_in_previous) over (partition by h.lead_id order by h.id) as seconds
                from lead_conversion_history h join lead l on l.id = h.lead_id
            ), entered as (
              select s.* from stay s cross join params p where s.day between p.since and p.until
            )
            select st as status, count(e.status) as entered, coalesce(round(avg(e.seconds) / 3600, 2), 0) as avg_hours,
                   coalesce(round(percentile_cont(0.5) within group (order by e.seconds)::numeric / 3600, 2), 0) as median_hours,
                   coalesce(round(percentile_cont(0.9) within group (order by e.seconds)::numeric / 3600, 2), 0) as p90_hours,
                   (select count(*) from lead l where l.status = st) as open_now
              from unnest({Stages}) st left join entered e on e.status = st
             group by st
            """,
            Order: $"array_position({Stages}, status)"
        );

    public static PlainReport Statistics { get; } =
        new(
            "leads/stats",
            Filters.Statistics,
            $"""
            select count(*) as total_leads, coalesce(round(avg(l.lead_score), 2), 0) as average_lead_score,
                   count(*) filter (where l.lead_score > {HotAbove}) as hot_leads_count, {Rate} as conversion_rate,
                   (select json_object_agg(s, (select count(*) from created where status = s)) from unnest({Stages}) s) as leads_by_status,
                   (select json_object_agg(s, (select count(*) from created where source_type = s)) from unnest({Sources}) s) as leads_by_source
              from created l
            """,
            Order: "1",
            IsObject: true
        );

    public static IReadOnlyList<PlainReport> All { get; } =
    [
        Dashboard,
        LeadsTrend,
        SourcePerformance,
        AgentComparison,
        PropertyPerformance,
        Funnel,
        LeadScoring,
        TimeInStage,
        Statistics,
    ];
}
