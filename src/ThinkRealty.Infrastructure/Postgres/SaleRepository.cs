using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Sales;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Sales;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class SaleRepository(ThinkRealtyDbContext db) : ISaleRepository
{
    // The one that the reports count (reporting.counted_leads).
    public async Task<Sale?> PaidOfAsync(LeadId lead, CancellationToken cancellationToken)
    {
        var paid = db.Set<Sale>()
            .FromSql(
                $"""
                select * from sales where lead_id = {lead.Value} and stage = 'paid'
                 order by updated_at desc, id limit 1 for no key update
                """
            );
        return (await paid.ToListAsync(cancellationToken)).SingleOrDefault();
    }
}
