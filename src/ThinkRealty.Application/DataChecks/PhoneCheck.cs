using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Phone and WhatsApp numbers that would be refused or written differently today (rules §3).</summary>
internal sealed class PhoneCheck(StoredTexts stored) : IDataCheck
{
    private static readonly StoredColumn[] Columns =
    [
        new("leads", "phone"),
        new("leads", "whatsapp_number"),
        new("agents", "phone"),
        new("agents", "whatsapp_number"),
    ];

    public IAsyncEnumerable<DataFinding> FindAsync(CancellationToken cancellationToken) =>
        stored.FindAsync(Columns, Reason, cancellationToken);

    private static string? Reason(string text) =>
        !PhoneNumber.TryParse(text, out var number, out var problem) ? problem
        : number.Value != text ? "The same number is written differently today."
        : null;
}
