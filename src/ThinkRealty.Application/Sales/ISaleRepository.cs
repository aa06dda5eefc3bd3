using ThinkRealty.Domain;
using ThinkRealty.Domain.Sales;

namespace ThinkRealty.Application.Sales;

/// <summary>The closings of transferred leads (rules §9).</summary>
public interface ISaleRepository
{
    /// <summary>
    /// The paid sale whose amount counts as the lead's revenue, locked until the transaction ends; null: there is none. Its lead
    /// is locked already.
    /// </summary>
    Task<Sale?> PaidOfAsync(LeadId lead, CancellationToken cancellationToken);
}
