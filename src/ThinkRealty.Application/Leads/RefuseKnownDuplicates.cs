using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Caching;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Refuses an inquiry that was captured a while ago without opening a transaction for it (rules §4). The cache only hints:
/// PostgreSQL confirms every hit, and whatever the cache does not know is decided by the claim inside the transaction.
/// </summary>
internal sealed class RefuseKnownDuplicates(
    ICache cache,
    DbDataSource db,
    CallContext call,
    LeadSettings settings,
    TimeProvider clock
) : IPipelineBehavior<CaptureLead, CapturedLead>
{
    private const string Holder = """
        select lead_id from phone_claims where phone = @Phone and source_type = @Source and claimed_at > @Since
        """;

    public async Task<CapturedLead> Handle(
        CaptureLead request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<CapturedLead> next
    )
    {
        var (phone, source) = (PhoneNumber.Parse(request.LeadData!.Phone!).Value, request.SourceType!.Value.Spelled());
        var key = KeyOf(phone, source);
        // Who repeats a request under its key gets the first answer again, and a replay that was done already is told so; only
        // the transaction knows that.
        if (
            call is { IdempotencyKey: null, Replays: null }
            && await cache.GetAsync(key) is not null
            && await HolderAsync(phone, source, cancellationToken) is { } earlier
        )
            throw LeadErrors.Duplicate(new(earlier));

        var captured = await next();
        cache.Keep(key, captured.LeadId.ToString(), settings.DuplicateWindow);
        return captured;
    }

    private async Task<Guid?> HolderAsync(string phone, string source, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            phone,
            source,
            Since = (clock.Now() - settings.DuplicateWindow).UtcDateTime,
        };
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(
            new(Holder, parameters, cancellationToken: cancellationToken)
        );
    }

    // A phone is personal data and stays in PostgreSQL.
    private static string KeyOf(string phone, string source) =>
        "captured:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{phone} {source}")));
}
