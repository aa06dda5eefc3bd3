using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Agents;

/// <summary>How much an agent has to do at this moment; an agent asks for the own work (rules §11).</summary>
/// <exception cref="DomainException"><c>agent_not_found</c>; <c>forbidden</c>: another agent.</exception>
public sealed record GetWorkload(Guid AgentId) : IQuery<WorkloadView>;

/// <summary>What an agent has to do at this moment.</summary>
public sealed record WorkloadView
{
    public Guid AgentId { get; init; }
    public int ActiveLeads { get; init; }
    public int MaxActiveLeads { get; init; }

    /// <summary>Active leads in percent of the maximum, two decimals; above 100 after the maximum was lowered.</summary>
    public decimal Utilization { get; init; }

    /// <summary>Pending tasks past their date.</summary>
    public long OverdueFollowUps { get; init; }

    /// <summary>Pending tasks that are due today, Asia/Dubai, whether past or still to come.</summary>
    public long ScheduledToday { get; init; }

    /// <summary>Active leads of priority high or urgent.</summary>
    public long HighPriorityLeads { get; init; }

    /// <summary>Active, not on leave today and with room: new leads may come (rules §6).</summary>
    public bool CanTakeMoreLeads { get; init; }
}

internal sealed class GetWorkloadHandler(DbDataSource db, CallContext call, TimeProvider clock)
    : IRequestHandler<GetWorkload, WorkloadView>
{
    private const string Sql = """
        select s.agent_id, s.active_leads, s.max_active_leads,
               round(100.0 * s.active_leads / s.max_active_leads, 2) as utilization,
               (select count(*) from follow_up_tasks t
                 where t.agent_id = s.agent_id and t.status = 'pending' and t.due_date < @Now) as overdue_follow_ups,
               (select count(*) from follow_up_tasks t
                 where t.agent_id = s.agent_id and t.status = 'pending'
                   and t.due_date >= @DayBegins and t.due_date < @DayEnds) as scheduled_today,
               (select count(*) from leads l
                 where l.assigned_agent_id = s.agent_id and is_active_lead(l.status, l.archived_at)
                   and l.priority in ('high', 'urgent')) as high_priority_leads,
               seat_exclusion(s, @Today, null) is null as can_take_more_leads
          from agent_seats s
         where s.agent_id = @AgentId
        """;

    public async Task<WorkloadView> Handle(GetWorkload request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAgentAsync(call.Caller, request.AgentId, cancellationToken);
        var now = clock.Now();
        var today = now.DubaiDay();
        return await connection.QuerySingleAsync<WorkloadView>(
            new(
                Sql,
                new
                {
                    request.AgentId,
                    Now = now.UtcDateTime,
                    Today = today,
                    DayBegins = today.DubaiMidnight().UtcDateTime,
                    DayEnds = today.AddDays(1).DubaiMidnight().UtcDateTime,
                },
                cancellationToken: cancellationToken
            )
        );
    }
}
