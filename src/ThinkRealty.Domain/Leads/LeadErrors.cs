namespace ThinkRealty.Domain.Leads;

/// <summary>What a lead refuses, by name.</summary>
public static class LeadErrors
{
    public static DomainException Duplicate(LeadId earlier) =>
        new(
            new DomainError("duplicate_lead", ErrorKind.Conflict, "This lead was captured already")
            {
                Detail = "The same phone number came by the same source less than 24 hours ago.",
                Extensions = { ["existing_lead_id"] = earlier.Value },
            }
        );

    public static DomainException NotFound(Guid id) =>
        new(new DomainError("lead_not_found", ErrorKind.NotFound, $"There is no lead {id}"));

    public static DomainException InvalidTransition(LeadStatus from, LeadStatus to) =>
        new(
            new DomainError(
                "invalid_status_transition",
                ErrorKind.Conflict,
                $"A lead cannot go from {from.Spelled()} to {to.Spelled()}"
            )
            {
                Extensions = { ["allowed"] = from.Next().Select(s => s.Spelled()).ToArray() },
            }
        );

    public static DomainException NotActive() =>
        new(new DomainError("lead_not_active", ErrorKind.Conflict, "The lead is not active"));

    public static DomainException Unassigned() =>
        new(new DomainError("lead_unassigned", ErrorKind.Conflict, "The lead has no agent yet"));

    public static DomainException AllFull(TimeSpan retryAfter) =>
        new(
            new DomainError("agent_overload", ErrorKind.Unavailable, "Every agent is full")
            {
                Detail = "The inquiry is kept in the intake. Try again later.",
                RetryAfter = retryAfter,
            }
        );
}
