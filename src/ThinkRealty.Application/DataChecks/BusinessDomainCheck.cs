using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Business domains from the time when any text was accepted (rules §2).</summary>
internal sealed class BusinessDomainCheck(StoredTexts stored) : IDataCheck
{
    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync([new("leads", "business_domain")], Reason, cancellationToken);

    private static string? Reason(string text) =>
        Spelling<BusinessDomain>.All.Contains(text)
            ? null
            : $"The business domain is not one of {string.Join(", ", Spelling<BusinessDomain>.All)}.";
}
