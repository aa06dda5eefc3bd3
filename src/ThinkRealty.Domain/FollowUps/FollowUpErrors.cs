namespace ThinkRealty.Domain.FollowUps;

/// <summary>What a follow-up refuses, by name.</summary>
public static class FollowUpErrors
{
    public static DomainException NotFound(Guid id) =>
        new(
            new DomainError("task_not_found", ErrorKind.NotFound, $"There is no task {id}")
            {
                Detail = "GET /api/v1/tasks lists the tasks that you may see.",
            }
        );

    public static DomainException Conflict(Appointment other) =>
        new(
            new DomainError("follow_up_conflict", ErrorKind.Conflict, "The agent has another follow-up then")
            {
                Detail = $"Pending follow-ups of an agent lie at least {FollowUp.Apart.TotalMinutes:0} minutes apart.",
                Extensions = { ["conflicting_task_id"] = other.FollowUp, ["conflicting_due_date"] = other.DueDate },
            }
        );

    public static DomainException InThePast(string field) => CommonErrors.Invalid(field, "It lies in the past.");

    /// <summary>A completed or cancelled follow-up stays as it is.</summary>
    public static DomainException Over(FollowUpStatus status, FollowUpStatus wanted) =>
        new(
            new DomainError(
                "invalid_status_transition",
                ErrorKind.Conflict,
                $"A follow-up cannot go from {status.Spelled()} to {wanted.Spelled()}"
            )
            {
                Detail = "A completed or cancelled task stays as it is. Plan a new one.",
                Extensions = { ["allowed"] = Array.Empty<string>() },
            }
        );
}
