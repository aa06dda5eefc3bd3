namespace ThinkRealty.Domain.Leads;

/// <summary>What a lead refuses, by name.</summary>
public static class LeadErrors
{
    public static DomainException Duplicate(LeadId earlier) =>
        new(
            new DomainError("duplicate_lead", ErrorKind.Conflict, "This lead was captured already")
            {
                Detail =
                    "The same phone number came by the same source within Leads:DuplicateWindowHours. Read existing_lead_id.",
                Extensions = { ["existing_lead_id"] = earlier.Value },
            }
        );

    public static DomainException NotFound(Guid id) =>
        new(
            new DomainError("lead_not_found", ErrorKind.NotFound, $"There is no lead {id}")
            {
                Detail = "Check the id. GET /api/v1/leads lists the leads that you may see.",
            }
        );

    public static DomainException InvalidTransition(LeadStatus from, LeadStatus to) =>
        new(
            new DomainError(
                "invalid_status_transition",
                ErrorKind.Conflict,
                $"A lead cannot go from {from.Spelled()} to {to.Spelled()}"
            )
            {
                Detail = NextSteps(from),
                Extensions = { ["allowed"] = from.Next().Select(s => s.Spelled()).ToArray() },
            }
        );

    private static string NextSteps(LeadStatus from)
    {
        var next = string.Join(", ", from.Next().Select(s => s.Spelled()));
        return next.Length == 0
            ? $"{from.Spelled()} is final. A supervisor can reopen a lost lead."
            : $"The next status can be {next}.";
    }

    public static DomainException NotActive() =>
        new(
            new DomainError("lead_not_active", ErrorKind.Conflict, "The lead is closed")
            {
                Detail = "A converted or lost lead takes notes and interactions only; a lost one can be reopened.",
            }
        );

    public static DomainException Archived() =>
        new(
            new DomainError("lead_archived", ErrorKind.Conflict, "The lead is archived")
            {
                Detail = "Restore it first.",
            }
        );

    public static DomainException Locked() =>
        new(
            new DomainError("lead_locked", ErrorKind.Conflict, "The lead is with its sale")
            {
                Detail = "A transferred lead takes notes and interactions only; its sale decides the rest.",
                Extensions = { ["allowed"] = Array.Empty<string>() },
            }
        );

    public static DomainException NoteNotFound(Guid id) =>
        new(
            new DomainError("note_not_found", ErrorKind.NotFound, $"The lead has no note {id}")
            {
                Detail = "Check the id. A note that was struck out cannot be read or changed.",
            }
        );

    /// <summary>The schema decides it when the interest is written.</summary>
    public static DomainError UnknownProperty { get; } =
        new("property_not_found", ErrorKind.NotFound, "There is no such property")
        {
            Detail = "Check each property_id in property_interests.",
        };

    public static DomainException DealValueNeeded() =>
        CommonErrors.Invalid("deal_value", "Converting by force needs the deal's value in AED.");

    public const string SubStatusFits =
        "proposal and applied refine negotiation; callback any status from new to negotiation.";

    public static DomainException SubStatusDoesNotFit() => CommonErrors.Invalid("sub_status", SubStatusFits);

    public static DomainException OccurredOutside(DateTimeOffset created) =>
        CommonErrors.Invalid("occurred_at", $"It happened between the lead's creation ({created:O}) and now.");

    public static DomainException TooManyTags() =>
        CommonErrors.Invalid("tags", $"A lead has at most {Wishes.MostTags} tags.");

    public static DomainException Unassigned() =>
        new(
            new DomainError("lead_unassigned", ErrorKind.Conflict, "The lead has no agent yet")
            {
                Detail = "A follow-up needs an agent. Reassign the lead first, or wait until an agent has room.",
            }
        );

    public static DomainException AllFull(TimeSpan retryAfter) =>
        new(
            new DomainError("agent_overload", ErrorKind.Unavailable, "Every agent is full")
            {
                Detail = "The inquiry is kept in the intake. Try again later.",
                RetryAfter = retryAfter,
            }
        );
}
