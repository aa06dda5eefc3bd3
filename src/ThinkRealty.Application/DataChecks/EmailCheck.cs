using ThinkRealty.Domain;

namespace ThinkRealty.Application.DataChecks;

/// <summary>E-mail addresses that would be refused or written differently today (rules §3).</summary>
internal sealed class EmailCheck(StoredTexts stored) : IDataCheck
{
    private static readonly StoredColumn[] Columns =
    [
        new("leads", "email"),
        new("agents", "email"),
        new("users", "email"),
    ];

    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync(Columns, Reason, cancellationToken);

    private static string? Reason(string text) =>
        !Email.TryParse(text, out var email) ? Email.Problem
        : email != text ? "The same address is written differently today."
        : null;
}
