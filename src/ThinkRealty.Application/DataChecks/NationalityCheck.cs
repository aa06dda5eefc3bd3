using ThinkRealty.Domain.Countries;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Nationalities that name no country for certain, and therefore form groups of their own in reports (rules §2).</summary>
internal sealed class NationalityCheck(StoredTexts stored) : IDataCheck
{
    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync([new("leads", "nationality")], Reason, cancellationToken);

    private static string? Reason(string text) => Country.Of(text) is null ? "No country was recognised." : null;
}
