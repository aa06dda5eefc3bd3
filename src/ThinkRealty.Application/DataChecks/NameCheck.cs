using ThinkRealty.Domain;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Names of people that would be refused today (rules §3).</summary>
internal sealed class NameCheck(StoredTexts stored) : IDataCheck
{
    private static readonly StoredColumn[] Columns =
    [
        new("leads", "first_name"),
        new("leads", "last_name"),
        new("agents", "full_name"),
        new("users", "full_name"),
    ];

    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync(Columns, Reason, cancellationToken);

    private static string? Reason(string text) => PersonName.TryParse(text, out _, out var problem) ? null : problem;
}
