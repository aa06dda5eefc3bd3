using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class LeadRepository(ThinkRealtyDbContext db) : ILeadRepository
{
    // Taken before the phone by attempts and replays alike, or one of each could wait for the other.
    private const string LockRefused = """
        select i.id
          from intake_claims c
          join intake i on i.id = c.intake_id
         where c.caller_id = $1 and c.inquiry_key = $2 and i.status = 'refused'
           for no key update of i
        """;

    private const string LockReplayed =
        "select i.id from intake i where i.id = $1 and i.status = 'refused' for no key update";

    // Captures of one phone go one after another, whatever their source.
    private const string LockPhone = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    // Later than every claim of this phone before it, also those of a node whose clock is ahead: what is created from it
    // follows the order in which claims were decided.
    private const string TakeWindow = """
        insert into phone_claims (phone, source_type, lead_id, claimed_at)
        select $1, $2, $3,
               greatest($4, (select max(c.claimed_at) + interval '1 microsecond' from phone_claims c where c.phone = $1))
        on conflict (phone, source_type) do update set lead_id = excluded.lead_id, claimed_at = excluded.claimed_at
         where phone_claims.claimed_at <= excluded.claimed_at - $5
        """;

    private const string WindowHolder =
        "select lead_id, claimed_at from phone_claims where phone = $1 and source_type = $2";

    // The newest open lead with this phone, else the newest inside the window, whatever its source.
    private const string Previous = """
        select id, status, assigned_agent_id from leads
         where phone = $1
           and (status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation') or created_at > $2)
         order by status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation') desc, created_at desc
         limit 1
        """;

    private const string Surroundings = """
        select exists (select from leads where queued_at is not null),
               r.name, r.version,
               (select a.id from agents a where a.id = $1),
               (select p.id from properties p where p.id = $2 or (p.source = $3 and p.source_id = $4) limit 1)
          from lead_scoring_rules r
         where r.is_active
        """;

    private const string LongestWaiting = """
        select id from leads
         where queued_at is not null
         order by queued_at, id
         limit 1
           for no key update
        """;

    // Drains go one after another: with skipping, the second would take the place that the first is about to take.
    private const string LockQueue = "select pg_advisory_xact_lock(hashtextextended('queue of leads', 0))";

    private const string LockMoves = "select pg_advisory_xact_lock(hashtextextended('moves between agents', 0))";

    private const string LockActive = """
        select id from leads
         where assigned_agent_id = @Agent and is_active_lead(status, archived_at)
         order by id
           for no key update
        """;

    // An agent's pending ones are few, so their days need no index.
    private const string DueDuring = """
        from follow_up_tasks t
         where t.agent_id = @Agent and t.status = 'pending'
           and (t.due_date at time zone 'Asia/Dubai')::date between @From::date and coalesce(@Until::date, 'infinity')
        """;

    private const string LockDueDuring = $"""
        select l.id from leads l
         where l.assigned_agent_id = @Agent and is_active_lead(l.status, l.archived_at)
           and l.id in (select t.lead_id {DueDuring})
         order by l.id
           for no key update
        """;

    private const string LastHolder = """
        select agent_id from lead_assignments where lead_id = $1 order by assigned_at desc, id desc limit 1
        """;

    private const string HoldersOfPerson = """
        select assigned_agent_id from leads
         where phone = $1 and id <> $2 and assigned_agent_id is not null
           and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')
         group by assigned_agent_id
         order by max(created_at) desc
        """;

    private const string EnteredBy = """
        select u.agent_id from lead_conversion_history h join users u on u.id = h.actor_id
         where h.lead_id = $1 and h.status_from is null
        """;

    // A note without words in its newest revision is struck out.
    private const string Note = """
        select n.recorded_by, coalesce(r.recorded_at, n.recorded_at) from lead_activities n
          left join lateral (select r.id, r.notes, r.recorded_at from lead_activities r
                              where r.revises = n.id order by r.recorded_at desc, r.id desc limit 1) r on true
         where n.id = $2 and n.lead_id = $1 and n.type = 'note' and n.revises is null
           and (r.id is null or r.notes is not null)
        """;

    public async Task<ClaimedLead> ClaimAsync(LeadClaim claim, CancellationToken cancellationToken)
    {
        var (phone, source) = (claim.Phone.Value, claim.Source.Spelled());
        await using var batch = db.Batch();
        if (claim.Replays is { } replayed)
            batch.Add(LockReplayed, replayed);
        else
            batch.Add(LockRefused, claim.Caller, claim.InquiryKey ?? "");
        batch.Add(LockPhone, phone);
        batch.Add(TakeWindow, phone, source, claim.Lead.Value, claim.Now, claim.Window);
        batch.Add(WindowHolder, phone, source);
        batch.Add(Previous, phone, claim.Now - claim.Window);
        batch.Add(Surroundings, Uuid(claim.ReferrerAgentId), Uuid(claim.PropertyId), source, claim.PropertyId ?? "");

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        Guid? refused = await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : null;

        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken); // past the phone's lock
        await reader.ReadAsync(cancellationToken);
        var holder = new LeadId(reader.GetGuid(0));
        var at = await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken);

        await reader.NextResultAsync(cancellationToken);
        var previous = await reader.ReadAsync(cancellationToken) ? ReadPrevious(reader) : null;

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(
            holder == claim.Lead ? null : holder,
            at,
            previous,
            reader.GetBoolean(0),
            reader.GetString(1),
            reader.GetInt32(2),
            reader.IsDBNull(3) ? null : new(reader.GetGuid(3)),
            reader.IsDBNull(4) ? null : new(reader.GetGuid(4)),
            refused
        );
    }

    public void Add(Lead lead) => db.Add(lead);

    public Task<Lead?> FindAsync(LeadId id, CancellationToken cancellationToken) =>
        LockedAsync("select id from leads where id = @Id for no key update", new { Id = id.Value }, cancellationToken);

    public async Task<Lead?> NextWaitingAsync(CancellationToken cancellationToken)
    {
        await using (var batch = db.Batch())
        {
            batch.Add(LockQueue);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        // Where the first one was given away by hand while we waited for it, the next one is the first.
        Lead? first;
        do first = await LockedAsync(LongestWaiting, new { }, cancellationToken);
        while (first is null && await SomeoneWaitsAsync(cancellationToken));
        return first;
    }

    public async Task<long> QueuePositionAsync(Lead lead, CancellationToken cancellationToken) =>
        await db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<long>(
                db.Command(
                    "select count(*) + 1 from leads where queued_at is not null and (queued_at, id) < (@QueuedAt, @Id)",
                    new { QueuedAt = lead.QueuedAt!.Value.UtcDateTime, Id = lead.Id.Value },
                    cancellationToken
                )
            );

    public async Task<IReadOnlyList<AgentId>> HoldersOfPersonAsync(
        PhoneNumber phone,
        LeadId except,
        CancellationToken cancellationToken
    )
    {
        await using var batch = db.Batch();
        batch.Add(HoldersOfPerson, phone.Value, except.Value);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var holders = new List<AgentId>();
        while (await reader.ReadAsync(cancellationToken))
            holders.Add(new(reader.GetGuid(0)));
        return holders;
    }

    public uint VersionOf(Lead lead) => db.Entry(lead).Property<uint>("xmin").CurrentValue;

    public async Task<bool> SomeoneWaitsAsync(CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select exists (select from leads where queued_at is not null)");
        return (bool)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<long> CountWaitingAsync(CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select count(*) from leads where queued_at is not null");
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<AgentId?> LastHolderAsync(LeadId id, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(LastHolder, id.Value);
        return await batch.ExecuteScalarAsync(cancellationToken) is Guid agent ? new AgentId(agent) : null;
    }

    public async Task<AgentId?> EnteredByAsync(LeadId id, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(EnteredBy, id.Value);
        return await batch.ExecuteScalarAsync(cancellationToken) is Guid agent ? new AgentId(agent) : null;
    }

    public async Task LockMovesAsync(CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(LockMoves);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // Leads before seats, like everybody. What the agent was given between the two locks is taken in a second look: rare,
    // and a deadlock there runs the command once more.
    public async Task<IReadOnlyList<Lead>> ActiveOfAsync(AgentId agent, CancellationToken cancellationToken)
    {
        await LockActiveAsync(agent, cancellationToken);
        await using (var batch = db.Batch())
        {
            batch.Add("select from agent_seats where agent_id = $1 for no key update", agent.Value);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var ids = await LockActiveAsync(agent, cancellationToken);
        return await db.WholeLeads()
            .Where(l => ids.Contains(l.Id))
            .OrderBy(l => l.CreatedAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Lead>> WithFollowUpsDuringAsync(
        AgentId agent,
        Leave leave,
        CancellationToken cancellationToken
    )
    {
        var locked = await db
            .Database.GetDbConnection()
            .QueryAsync<Guid>(db.Command(LockDueDuring, Days(agent, leave), cancellationToken));
        var ids = locked.Select(id => new LeadId(id)).ToList();
        return await db.WholeLeads().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Id).ToListAsync(cancellationToken);
    }

    public Task<int> CountFollowUpsDuringAsync(AgentId agent, Leave leave, CancellationToken cancellationToken) =>
        db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<int>(
                db.Command($"select count(*)::integer {DueDuring}", Days(agent, leave), cancellationToken)
            );

    public async Task<StandingNote?> FindNoteAsync(LeadId lead, Guid note, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(Note, lead.Value, note);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.IsDBNull(0) ? null : reader.GetGuid(0),
                await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken)
            )
            : null;
    }

    // Locked first and read afterwards, so that what is read is what the lock protects.
    private async Task<Lead?> LockedAsync(string lockSql, object parameters, CancellationToken cancellationToken)
    {
        var id = await db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<Guid?>(db.Command(lockSql, parameters, cancellationToken));
        if (id is null)
            return null;

        var lead = new LeadId(id.Value);
        return await db.WholeLeads().SingleAsync(l => l.Id == lead, cancellationToken);
    }

    private async Task<List<LeadId>> LockActiveAsync(AgentId agent, CancellationToken cancellationToken)
    {
        var ids = await db
            .Database.GetDbConnection()
            .QueryAsync<Guid>(db.Command(LockActive, new { Agent = agent.Value }, cancellationToken));
        return [.. ids.Select(id => new LeadId(id))];
    }

    private static PreviousLead ReadPrevious(DbDataReader reader) =>
        new(
            new(reader.GetGuid(0)),
            Spelling<LeadStatus>.Parse(reader.GetString(1)),
            reader.IsDBNull(2) ? null : new AgentId(reader.GetGuid(2))
        );

    private static object Days(AgentId agent, Leave leave) =>
        new
        {
            Agent = agent.Value,
            leave.From,
            leave.Until,
        };

    private static Guid Uuid(string? reference) => Guid.TryParse(reference, out var id) ? id : Guid.Empty;
}
