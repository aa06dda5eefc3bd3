using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Desk;

/// <summary>
/// The newest tenth of <see cref="YearsOfLeads"/> as leads that nobody ever looked after: new, assigned long ago, without a
/// contact, silent for up to fifteen weeks, each with a follow-up that is overdue for more than 29 days. With 25 for each
/// agent, everybody is half full.
/// </summary>
internal static class NeglectedLeads
{
    public const int OfEachAgent = 25;

    private const string Neglect = """
        update leads
           set status = 'new', status_changed_at = created_at, lost_reason = null, deal_value = null, conversion_type = null,
               first_contact_at = null, last_contact_at = null
         where created_at >= (select created_at from leads order by created_at desc offset $1 - 1 limit 1);
        """;

    private const string CloseTheOthers = """
        update leads set status = 'lost', lost_reason = 'no_response' where status <> 'new' and is_active_lead(status, archived_at)
        """;

    private const string Traces = """
        insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, created_at, updated_at)
        select overlay(id::text placing 'a' from 20 for 1)::uuid, id, assigned_agent_id, 'call', 'high', 'pending',
               now() - interval '30 days' + row_number() over (partition by assigned_agent_id order by created_at) * interval '30 minutes',
               created_at, created_at
          from leads where is_active_lead(status, archived_at);
        update leads l set next_follow_up = t.due_date from follow_up_tasks t where t.lead_id = l.id and t.status = 'pending';
        update agent_seats s
           set active_leads = (select count(*) from leads l
                                where l.assigned_agent_id = s.agent_id and is_active_lead(l.status, l.archived_at));
        """;

    public static async Task MakeAsync(BenchDatabase database, int count, CancellationToken cancellationToken)
    {
        Progress.Say($"neglecting {count:N0} leads");
        await database.ExecutePastTriggersAsync(Neglect, cancellationToken, count);
        await database.ExecutePastTriggersAsync(CloseTheOthers, cancellationToken);
        await database.ExecutePastTriggersAsync(Traces, cancellationToken);
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }
}
