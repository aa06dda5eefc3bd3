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

    /// <summary>A past moment of an activity: it lies between the lead's creation and now (rules §8).</summary>
    public static DomainException Outside(string field, DateTimeOffset created) =>
        CommonErrors.Invalid(
            field,
            $"Send a moment from the lead's creation ({created.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'}) until now; up to "
                + $"{LeadActivity.ClockTolerance.TotalSeconds:0} seconds ahead count as now."
        );

    /// <summary>A converted lead's deal is corrected, not converted again (rules §7).</summary>
    public static DomainException CorrectInstead(LeadId lead, string field) =>
        CommonErrors.Invalid(
            field,
            $"The lead is converted already, with another value. A supervisor corrects it: PATCH /api/v1/leads/{lead.Value} with "
                + $"{field} and a reason."
        );

    /// <summary>A lost lead keeps the reason it was lost for (rules §7).</summary>
    public static DomainException LostAlready(LostReason reason) =>
        CommonErrors.Invalid(
            "lost_reason",
            $"The lead is lost already, for the reason {reason.Spelled()}. Reopen it first to lose it for another one."
        );

    public static DomainException NoDeal(LeadStatus status, string field) =>
        CommonErrors.Invalid(field, $"Only a converted lead has a deal to correct; this one is {status.Spelled()}.");

    public static DomainException DealValueKept(string why) =>
        CommonErrors.Invalid("deal_value", $"It cannot be cleared: {why}");

    /// <summary>The schema's limit, where an older program let a higher value in.</summary>
    public static DomainError DealTooHigh { get; } =
        new("validation_error", ErrorKind.Invalid, "Some fields need another look")
        {
            Detail = "Each field's complaint is in errors.",
            Extensions =
            {
                ["errors"] = new Dictionary<string, string[]>
                {
                    ["deal_value"] = [$"At most {Amounts.MostDeal:#,0} AED."],
                },
            },
        };

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
