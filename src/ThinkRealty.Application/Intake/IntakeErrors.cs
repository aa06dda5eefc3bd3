using ThinkRealty.Domain;

namespace ThinkRealty.Application.Intake;

/// <summary>Refusals around refused inquiries (rules §4).</summary>
public static class IntakeErrors
{
    public static DomainException NotFound() =>
        new(
            new DomainError("intake_not_found", ErrorKind.NotFound, "There is no such inquiry in the intake")
            {
                Detail = "Check the id. Inquiries are deleted after Jobs:KeepIntakeDays.",
            }
        );

    public static DomainException AlreadyReplayed() =>
        new(
            new DomainError("already_replayed", ErrorKind.Conflict, "This inquiry has become a lead already")
            {
                Detail = "Read it again: it names the lead.",
            }
        );
}
