namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>What must hold in the whole database at every moment, whatever requests came in parallel; counted from scratch.</summary>
public static class Invariants
{
    // Each query gives the rows that break the promise.
    private static readonly (string Promise, string Broken)[] Promises =
    [
        (
            "active_leads is what counting gives (rules §6)",
            """
            select s.agent_no || ': ' || s.active_leads || ' instead of ' || count(l.id)
              from agent_seats s
              left join leads l on l.assigned_agent_id = s.agent_id and is_active_lead(l.status, l.archived_at)
             group by s.agent_id having s.active_leads <> count(l.id)
            """
        ),
        (
            "nobody holds more than the maximum, unless it was lowered (rules §6)",
            """
            select agent_no || ': ' || active_leads || ' of ' || max_active_leads from agent_seats
             where active_leads > case when agent_id = any (@loweredAgents) then 50 else max_active_leads end
            """
        ),
        (
            "a seat is what its agent says",
            """
            select a.agent_no::text from agents a left join agent_seats s on s.agent_id = a.id
             where (a.agent_no, a.is_active, a.max_active_leads, a.weight, a.leave_from, a.leave_until)
                   is distinct from (s.agent_no, s.is_active, s.max_active_leads, s.weight, s.leave_from, s.leave_until)
            """
        ),
        (
            "a lead has one open assignment, to the agent it names, or neither (rules §6)",
            """
            select l.id::text from leads l left join lead_assignments a on a.lead_id = l.id and a.ended_at is null
             group by l.id
            having count(a.id) <> (l.assigned_agent_id is not null)::integer
                or bool_or(a.agent_id <> l.assigned_agent_id)
            """
        ),
        (
            "an active lead is assigned or waits, and no other one waits (rules §6)",
            """
            select id::text from leads
             where (queued_at is not null) <> (is_active_lead(status, archived_at) and assigned_agent_id is null)
            """
        ),
        (
            "the raw score is the sum of breakdown and ledger, the score that within 0–100 (rules §5)",
            """
            select l.id::text from leads l
             where l.raw_score <> (select coalesce(sum((e ->> 'points')::numeric), 0) from jsonb_array_elements(l.score_breakdown) e)
                                  + (select coalesce(sum(points), 0) from score_ledger where lead_id = l.id)
                or l.lead_score <> least(100, greatest(0, l.raw_score))
            """
        ),
        (
            "next_follow_up is the earliest pending one, and only active leads have any, with their agent (rules §8)",
            """
            select l.id::text from leads l left join follow_up_tasks t on t.lead_id = l.id and t.status = 'pending'
             group by l.id
            having l.next_follow_up is distinct from min(t.due_date)
                or bool_or(t.id is not null and t.agent_id is distinct from l.assigned_agent_id)
                or (count(t.id) > 0 and not is_active_lead(l.status, l.archived_at))
            """
        ),
        (
            "pending follow-ups of an agent are at least 30 minutes apart (rules §8)",
            """
            select agent_id || ' at ' || due_date from (
              select agent_id, due_date, lag(due_date) over (partition by agent_id order by due_date) as before
                from follow_up_tasks where status = 'pending') t
             where due_date < before + interval '30 minutes'
            """
        ),
        (
            "the history leads without a gap from nothing to the present status (rules §7)",
            """
            select l.id::text from leads l
              left join (select lead_id, status_from, status_to,
                                lag(status_to) over (partition by lead_id order by id) as previous,
                                row_number() over (partition by lead_id order by id desc) as back
                           from lead_conversion_history) h on h.lead_id = l.id
             where h.lead_id is null or h.status_from is distinct from h.previous or (h.back = 1 and h.status_to <> l.status)
            """
        ),
        (
            "one phone and source make one lead within 24 hours (rules §4)",
            """
            select phone from (
              select phone, created_at, lag(created_at) over (partition by phone, source_type order by created_at) as before
                from leads) l
             where created_at < before + interval '24 hours'
            """
        ),
        (
            "every lead holds a claim or has left it to a younger one, and no claim points nowhere (rules §4)",
            """
            select coalesce(l.phone, c.phone) from leads l
              full join phone_claims c on c.phone = l.phone and c.source_type = l.source_type
             where l.id is null or c.phone is null or (c.lead_id = l.id) <> (c.claimed_at = l.created_at)
            """
        ),
        (
            "a lead points at an older one with its phone (rules §4)",
            """
            select l.id::text from leads l join leads p on p.id = l.duplicate_of
             where p.phone <> l.phone or p.created_at > l.created_at
            """
        ),
        (
            "every lead has an audit row of its capture (rules §11)",
            """
            select l.id::text from leads l
              left join audit_log a on a.entity_id = l.id and a.action = 'lead_captured'
             group by l.id having count(a.id) <> 1
            """
        ),
        (
            "the last activity is the latest that happened, and stands beside the lead's agent",
            """
            select l.id::text from leads l left join lead_last_activity k on k.lead_id = l.id
             where k.last_activity_at is distinct from
                   (select max(a.occurred_at) from lead_activities a where a.lead_id = l.id and a.revises is null)
                or (k.lead_id is not null and k.agent_id is distinct from l.assigned_agent_id)
            """
        ),
        (
            "an intake row that is resolved has its lead (rules §4)",
            "select id::text from intake where status = 'resolved' and lead_id is null"
        ),
    ];

    /// <summary>Fails with the rows that break a promise.</summary>
    /// <param name="database">Where nothing is being written at this moment.</param>
    /// <param name="loweredAgents">Those whose maximum was lowered below their load.</param>
    public static async Task HoldIn(TestDatabase database, Guid[] loweredAgents)
    {
        var broken = new List<string>();
        foreach (var (promise, sql) in Promises)
            if (await database.Rows<string>(sql, new { loweredAgents }) is { Count: > 0 } rows)
                broken.Add($"{promise}: {string.Join(", ", rows.Take(5))}");
        broken.ShouldBeEmpty();
    }
}
