using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Intake;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class IntakeStore(ThinkRealtyDbContext db, DbDataSource source, CallContext call, TimeProvider clock)
    : IIntake
{
    // One row per caller and inquiry in 24 hours: whoever writes the claim says which row it is, so several attempts at
    // the same instant count up one row.
    private const string Keep = """
        with claim as (
          insert into intake_claims (caller_id, inquiry_key, intake_id, claimed_at)
          values (@CallerId, @InquiryKey, @Id, @Now)
          on conflict (caller_id, inquiry_key) do update
             set intake_id = case when intake_claims.claimed_at <= excluded.claimed_at - interval '24 hours'
                                  then excluded.intake_id else intake_claims.intake_id end,
                 claimed_at = case when intake_claims.claimed_at <= excluded.claimed_at - interval '24 hours'
                                   then excluded.claimed_at else intake_claims.claimed_at end
          returning intake_id
        )
        insert into intake (id, caller_kind, caller_id, inquiry_key, door, body, reason, detail, attempts, status, first_at, last_at)
        select intake_id, @CallerKind, @CallerId, @InquiryKey, @Door, @Body, @Reason, @Detail::jsonb, 1, 'refused', @Now, @Now
          from claim
        on conflict (id) do update
           set attempts = intake.attempts + 1, last_at = excluded.last_at,
               body = excluded.body, reason = excluded.reason, detail = excluded.detail
        """;

    private const string KeepReplay = """
        update intake
           set attempts = attempts + 1, last_at = @Now, body = @Body, reason = @Reason, detail = @Detail::jsonb
         where id = @Replays and status = 'refused'
        """;

    private const string Resolve = "update intake set status = 'resolved', lead_id = $2 where id = $1";

    public async Task KeepAsync(RefusedInquiry inquiry, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                call.Replays is null ? Keep : KeepReplay,
                new
                {
                    call.Replays,
                    Id = Guid.CreateVersion7(now),
                    CallerKind = call.Caller.Kind.Spelled(),
                    CallerId = call.Caller.Id,
                    call.InquiryKey,
                    inquiry.Door,
                    inquiry.Body,
                    inquiry.Reason,
                    // jsonb holds no NUL, not even as an escape.
                    Detail = inquiry.Detail.Replace("\\u0000", "\\ufffd", StringComparison.Ordinal),
                    Now = now.UtcDateTime,
                },
                cancellationToken: cancellationToken
            )
        );
    }

    public async Task ResolveAsync(Guid inquiry, LeadId lead, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(Resolve, inquiry, lead.Value);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
