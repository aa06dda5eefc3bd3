using ThinkRealty.Domain;

namespace ThinkRealty.Application.DataChecks;

/// <summary>E-mail addresses that are none, or that are not stored in the one form of rules §3.</summary>
internal sealed class EmailCheck(StoredTexts stored) : IDataCheck
{
    private static readonly string[] Tables = ["leads", "agents", "users"];

    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        Tables.ToAsyncEnumerable().SelectMany(table => stored.FindAsync(table, "email", Reason, cancellationToken));

    private static string? Reason(string text) =>
        !Email.TryParse(text, out var email) ? "This is not an e-mail address."
        : email != text ? "The same address is written differently today."
        : null;
}
