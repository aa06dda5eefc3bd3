using System.Data.Common;
using Dapper;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>Reads an agent's dashboard from the leads: what it costs does not grow with other agents' leads.</summary>
internal sealed class DashboardNumbers(DbDataSource db, ResponseTimes responseTimes, TimeProvider clock)
{
    // A converted lead stays converted, and the history is written with the row's own status_changed_at: so the row tells
    // the moment of its conversion, by an index of the agent.
    private const string Numbers = """
        with active as (
          select count(*)::integer as total_active_leads, coalesce(round(avg(l.lead_score)), 0)::integer as lead_score_average
            from leads l
           where l.assigned_agent_id = @AgentId and is_active_lead(l.status, l.archived_at)
             and (@Source::text is null or l.source_type = @Source)
        ), overdue as (
          select count(*)::integer as overdue_follow_ups
            from follow_up_tasks t join leads l on l.id = t.lead_id
           where t.agent_id = @AgentId and t.status = 'pending' and t.due_date < @Now
             and (@Source::text is null or l.source_type = @Source)
        ), month as (
          select count(*)::integer as this_month_conversions
            from leads l
           where l.assigned_agent_id = @AgentId and l.status = 'converted' and l.status_changed_at >= @MonthStart
             and l.status_changed_at < @MonthEnd and l.archived_at is null and (@Source::text is null or l.source_type = @Source)
        ), period as (
          select coalesce(round(100.0 * count(*) filter (where l.status = 'converted') / nullif(count(*), 0), 2), 0) as conversion_rate,
                 coalesce(round(avg(l.deal_value) filter (where l.status = 'converted'), 2), 0) as average_deal_size,
                 count(l.first_contact_at)::integer as leads,
                 coalesce((extract(epoch from sum(l.first_contact_at - l.created_at)) * 1000000)::bigint, 0) as microseconds
            from leads l
           where l.assigned_agent_id = @AgentId and l.created_at >= @From and l.created_at < @To and l.archived_at is null
             and (@Source::text is null or l.source_type = @Source)
        )
        select * from active, overdue, month, period;
        """;

    // The latest ten are among the ten with the latest activity and the ten newest, in whom nothing may have happened yet.
    private const string Recent = """
        with candidates as (
          (select a.lead_id from lead_last_activity a join leads l on l.id = a.lead_id
            where a.agent_id = @AgentId and l.archived_at is null
              and (@Source::text is null or l.source_type = @Source) and (@Statuses::text[] is null or l.status = any (@Statuses))
            order by a.last_activity_at desc, a.lead_id desc limit 10)
          union
          (select l.id from leads l
            where l.assigned_agent_id = @AgentId and l.archived_at is null
              and (@Source::text is null or l.source_type = @Source) and (@Statuses::text[] is null or l.status = any (@Statuses))
            order by l.created_at desc, l.id desc limit 10)
        )
        select l.id as lead_id, nullif(concat_ws(' ', l.first_name, l.last_name), '') as name, l.phone,
               replace(l.source_type, '_', '') as source, replace(l.status, '_', '') as status, l.lead_score as score,
               coalesce(a.last_activity_at, l.created_at) as last_activity, l.next_follow_up
          from candidates c
          join leads l on l.id = c.lead_id
          left join lead_last_activity a on a.lead_id = l.id
         order by last_activity desc, lead_id desc
         limit 10;
        """;

    private const string Pending = """
        select t.id as task_id, nullif(concat_ws(' ', l.first_name, l.last_name), '') as lead_name, t.task_type, t.due_date, t.priority
          from follow_up_tasks t join leads l on l.id = t.lead_id
         where t.agent_id = @AgentId and t.status = 'pending' and (@Source::text is null or l.source_type = @Source)
         order by t.due_date, t.id
         limit 20;
        """;

    /// <summary>The dashboard, and when the oldest part of it was read.</summary>
    public async Task<(AgentDashboard Dashboard, DateTimeOffset ReadAt)> ReadAsync(
        Guid agent,
        DashboardPeriod period,
        IReadOnlyList<LeadStatus>? statuses,
        CancellationToken cancellationToken
    )
    {
        var (everybody, readAt) = await responseTimes.InAsync(period, cancellationToken);
        var now = clock.Now();
        var (from, to) = period.At(now);
        var today = now.DubaiDay();
        var month = today.AddDays(1 - today.Day);
        var parameters = new
        {
            AgentId = agent,
            Source = period.Source?.Spelled(),
            Statuses = statuses?.Select(s => s.Spelled()).ToArray(),
            From = from,
            To = to,
            Now = now.UtcDateTime,
            MonthStart = month.DubaiMidnight().UtcDateTime,
            MonthEnd = month.AddMonths(1).DubaiMidnight().UtcDateTime,
        };

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(Numbers + Recent + Pending, parameters, cancellationToken: cancellationToken)
        );
        var numbers = await grid.ReadSingleAsync<Row>();
        var recent = (await grid.ReadAsync<RecentLead>()).ToList();
        var pending = (await grid.ReadAsync<PendingTask>()).ToList();

        var responses = new AgentResponses
        {
            AgentId = agent,
            Leads = numbers.Leads,
            Microseconds = numbers.Microseconds,
        };
        var dashboard = new AgentDashboard
        {
            AgentSummary = new()
            {
                TotalActiveLeads = numbers.TotalActiveLeads,
                OverdueFollowUps = numbers.OverdueFollowUps,
                ThisMonthConversions = numbers.ThisMonthConversions,
                AverageResponseTime = responses.Average(),
                LeadScoreAverage = numbers.LeadScoreAverage,
            },
            RecentLeads = recent,
            PendingTasks = pending,
            PerformanceMetrics = new()
            {
                ConversionRate = numbers.ConversionRate,
                AverageDealSize = numbers.AverageDealSize,
                ResponseTimeRank = responses.RankAmong(everybody),
            },
        };
        return (dashboard, readAt);
    }

    private sealed record Row
    {
        public int TotalActiveLeads { get; init; }
        public int OverdueFollowUps { get; init; }
        public int ThisMonthConversions { get; init; }
        public int LeadScoreAverage { get; init; }
        public decimal ConversionRate { get; init; }
        public decimal AverageDealSize { get; init; }
        public int Leads { get; init; }
        public long Microseconds { get; init; }
    }
}
