using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class StaleLeadRepository(ThinkRealtyDbContext db) : IStaleLeads
{
    // As the lead itself judges (Lead.StalenessBy), but only to find them: a lead is no older than its assignments, so the index
    // leads_going_stale is read from its beginning to that moment, and whoever is in touch costs a look and no more.
    private const string Stale = """
          from leads l
          join lead_assignments a on a.lead_id = l.id and a.ended_at is null
         where l.status in ('new', 'contacted') and l.archived_at is null and l.assigned_agent_id is not null
           and not l.needs_supervisor and l.created_at <= $1
           and a.assigned_at <= $1 and (l.last_contact_at is null or l.last_contact_at < a.assigned_at)
        """;

    private const string Count = $"select count(*) {Stale}";

    private const string Take = $"""
        with found as materialized (
          select l.id, l.created_at {Stale}
             and (l.created_at, l.id) > ($2, $3)
           order by l.created_at, l.id
           limit $4
        ), locked as materialized (
          select l.id from leads l join found f on f.id = l.id order by l.id for no key update of l skip locked
        )
        select f.id, f.created_at, k.id is not null
          from found f left join locked k on k.id = f.id
         order by f.created_at, f.id
        """;

    public async Task<long> CountAsync(DateTimeOffset heldSince, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(Count, heldSince);
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<StaleLeads> TakeAsync(
        StalePlace? after,
        DateTimeOffset heldSince,
        int atMost,
        CancellationToken cancellationToken
    )
    {
        var found = await LockAsync(
            after ?? new(DateTimeOffset.MinValue, Guid.Empty),
            heldSince,
            atMost,
            cancellationToken
        );
        var ids = found.Where(f => f.IsLocked).Select(f => new LeadId(f.Place.LeadId)).ToList();
        // Locked first and read afterwards, so that what is read is what the lock protects.
        var leads = await db.WholeLeadsWithPast()
            .Where(l => ids.Contains(l.Id))
            .OrderBy(l => l.CreatedAt)
            .ThenBy(l => l.Id)
            .ToListAsync(cancellationToken);
        return new(leads, found.Count - ids.Count, found.Count == atMost ? found[^1].Place : null);
    }

    private async Task<List<(StalePlace Place, bool IsLocked)>> LockAsync(
        StalePlace after,
        DateTimeOffset heldSince,
        int atMost,
        CancellationToken cancellationToken
    )
    {
        await using var batch = db.Batch();
        batch.Add(Take, heldSince, after.CreatedAt, after.LeadId, atMost);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<(StalePlace, bool)>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(
                (
                    new(await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken), reader.GetGuid(0)),
                    reader.GetBoolean(2)
                )
            );
        return found;
    }
}
