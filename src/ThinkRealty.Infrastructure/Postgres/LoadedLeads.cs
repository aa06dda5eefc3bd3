using Microsoft.EntityFrameworkCore;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Leads with everything that a rule of the aggregate looks at; activities and ledger only grow, so they are not loaded.
/// </summary>
internal static class LoadedLeads
{
    public static IQueryable<Lead> WholeLeads(this ThinkRealtyDbContext db) =>
        db.Set<Lead>()
            .Include(l => l.Assignments.Where(a => a.EndedAt == null))
            .Include(l => l.FollowUps.Where(f => f.Status == FollowUpStatus.Pending))
            .Include(l => l.Interests)
            .AsSingleQuery();

    /// <summary>With who held them before, too; many at once, so one query for each kind of part.</summary>
    public static IQueryable<Lead> WholeLeadsWithPast(this ThinkRealtyDbContext db) =>
        db.Set<Lead>()
            .Include(l => l.Assignments)
            .Include(l => l.FollowUps.Where(f => f.Status == FollowUpStatus.Pending))
            .Include(l => l.Interests)
            .AsSplitQuery();
}
