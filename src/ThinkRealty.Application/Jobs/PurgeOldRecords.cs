using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>What is kept for a time only.</summary>
public enum OldRecord
{
    /// <summary>First answers under an <c>Idempotency-Key</c>: 24 hours.</summary>
    FirstAnswer,

    /// <summary>Refresh tokens that have run out.</summary>
    RefreshToken,

    /// <summary>Sign-ins that have no refresh token left.</summary>
    SignIn,

    /// <summary>Failed sign-ins that do not count any more.</summary>
    SignInFailure,

    /// <summary>Refused inquiries, from their last attempt (rules §4).</summary>
    Inquiry,

    /// <summary>
    /// Which inquiries are the same: as long as the inquiry, because a success that comes late still resolves it.
    /// </summary>
    InquiryClaim,

    /// <summary>Runs of jobs; the latest of each job stays.</summary>
    JobRun,

    /// <summary>Agents' former figures; the newest of each agent stay.</summary>
    AgentMetrics,
}

/// <summary>Forgets what has been kept for long enough, one kind after the other, a thousand rows at a time.</summary>
/// <param name="Kind">What this batch forgets.</param>
public sealed record PurgeOldRecords(OldRecord Kind = OldRecord.FirstAnswer) : IJobBatch;

internal sealed class PurgeOldRecordsHandler(
    IOldRecords records,
    JobSettings settings,
    AccessSettings access,
    TimeProvider clock
) : IRequestHandler<PurgeOldRecords, JobStep>
{
    private const int AtOnce = 1_000;

    public async Task<JobStep> Handle(PurgeOldRecords batch, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var gone = await records.ForgetAsync(batch.Kind, now - Kept(batch.Kind), now, AtOnce, cancellationToken);
        return new(gone, gone)
        {
            Next =
                gone == AtOnce ? batch
                : Enum.IsDefined(batch.Kind + 1) ? new PurgeOldRecords(batch.Kind + 1)
                : null,
        };
    }

    private TimeSpan Kept(OldRecord kind) =>
        kind switch
        {
            OldRecord.FirstAnswer => FirstAnswer.Remembered,
            OldRecord.SignInFailure => TimeSpan.FromHours(access.ForgetFailuresHours),
            OldRecord.Inquiry => TimeSpan.FromDays(settings.KeepIntakeDays),
            OldRecord.JobRun or OldRecord.AgentMetrics => TimeSpan.FromDays(settings.KeepRunsDays),
            _ => TimeSpan.Zero, // these say themselves when they run out, or go with what they belong to
        };
}

/// <summary>The tables of what is kept for a time only.</summary>
public interface IOldRecords
{
    /// <summary>Deletes the rows of a kind from before a moment, some at most; how many there were.</summary>
    Task<int> ForgetAsync(
        OldRecord kind,
        DateTimeOffset before,
        DateTimeOffset now,
        int most,
        CancellationToken cancellationToken
    );
}
