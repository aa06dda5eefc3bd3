using ThinkRealty.Domain;

namespace ThinkRealty.Application.Intake;

/// <summary>An inquiry that was refused.</summary>
/// <param name="Door">The path of the endpoint it came to.</param>
/// <param name="Body">As sent.</param>
/// <param name="Reason">The refusal's slug.</param>
/// <param name="Detail">The refusal as it was answered, JSON.</param>
public sealed record RefusedInquiry(string Door, string Body, string Reason, string Detail);

/// <summary>Keeps refused inquiries: nothing that arrives is lost (rules §4).</summary>
public interface IIntake
{
    /// <summary>
    /// Writes the refusal in a transaction of its own: one row per caller and inquiry in 24 hours, counting the attempts.
    /// A replay counts in the row that it replays, unless that is resolved.
    /// </summary>
    Task KeepAsync(RefusedInquiry inquiry, CancellationToken cancellationToken);

    /// <summary>Inside the running transaction, which holds the row: a later success resolves what was refused before.</summary>
    Task ResolveAsync(Guid inquiry, LeadId lead, CancellationToken cancellationToken);
}
