using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Instagram handles that would be refused today, such as Instagram's own ids of people (rules §3).</summary>
internal sealed class InstagramHandleCheck(StoredTexts stored) : IDataCheck
{
    private static readonly StoredColumn[] Columns = [new("leads", "instagram_handle")];

    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync(Columns, Reason, cancellationToken);

    private static string? Reason(string text) =>
        InstagramHandle.TryParse(text, out _) ? null : InstagramHandle.Problem;
}
