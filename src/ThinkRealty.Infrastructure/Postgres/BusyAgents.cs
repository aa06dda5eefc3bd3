using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class BusyAgents(ThinkRealtyDbContext db) : IBusyAgents
{
    private const string Next = """
        select agent_id, agent_no, active_leads, max_active_leads
          from agent_seats
         where agent_no > $1 and active_leads * 100 > $2 * max_active_leads
         order by agent_no
         limit 1
        """;

    // As the lead itself judges (Lead.IsUntouched), but only to find them.
    private const string Look = """
        select id, created_at
          from leads
         where assigned_agent_id = $1 and status = 'new' and archived_at is null and not needs_supervisor
           and first_contact_at is null and activity_count = 0
         order by created_at, id
         limit $2
        """;

    private const string Take = $"""
        with found as materialized (
        {Look}
        ), locked as materialized (
          select l.id from leads l join found f on f.id = l.id order by l.id for no key update of l skip locked
        )
        select f.id, k.id is not null from found f left join locked k on k.id = f.id
        """;

    // After the leads, like everybody.
    private const string LockSeat = """
        select agent_id, agent_no, active_leads, max_active_leads
          from agent_seats
         where agent_id = $1
           for no key update
        """;

    private const string Surplus = """
        select coalesce(sum(active_leads - max_active_leads * $1 / 100), 0)
          from agent_seats
         where active_leads * 100 > $1 * max_active_leads
        """;

    public async Task<BusyAgent?> NextAsync(int afterAgentNo, int abovePercent, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(Next, afterAgentNo, abovePercent);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public async Task<UntouchedLeads> TakeAsync(BusyAgent agent, int atMost, CancellationToken cancellationToken)
    {
        var (locked, passedOver) = (new List<LeadId>(), 0);
        await using var batch = db.Batch();
        batch.Add(Take, agent.Agent.Value, atMost);
        batch.Add(LockSeat, agent.Agent.Value);
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                if (reader.GetBoolean(1))
                    locked.Add(new(reader.GetGuid(0)));
                else
                    passedOver++;
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            agent = Read(reader);
        }

        // Locked first and read afterwards, so that what is read is what the lock protects.
        return new(agent, await ReadAsync(db.WholeLeadsWithPast(), locked, cancellationToken), passedOver);
    }

    public async Task<IReadOnlyList<Lead>> LookAsync(AgentId agent, int atMost, CancellationToken cancellationToken)
    {
        var found = new List<LeadId>();
        await using (var batch = db.Batch())
        {
            batch.Add(Look, agent.Value, atMost);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                found.Add(new(reader.GetGuid(0)));
        }

        return await ReadAsync(db.WholeLeadsWithPast().AsNoTrackingWithIdentityResolution(), found, cancellationToken);
    }

    public async Task<long> CountSurplusAsync(int abovePercent, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(Surplus, abovePercent);
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    private static Task<List<Lead>> ReadAsync(
        IQueryable<Lead> whole,
        List<LeadId> wanted,
        CancellationToken cancellationToken
    ) =>
        whole
            .Where(l => wanted.Contains(l.Id))
            .OrderBy(l => l.CreatedAt)
            .ThenBy(l => l.Id)
            .ToListAsync(cancellationToken);

    private static BusyAgent Read(DbDataReader reader) =>
        new(new(reader.GetGuid(0)), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
}
