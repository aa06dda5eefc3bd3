using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Takes a lead one step along the pipeline, or past it by a supervisor's force (rules §7).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>forbidden</c>, <c>version_conflict</c>; <c>invalid_status_transition</c>, <c>lead_archived</c>,
/// <c>lead_locked</c>, <c>lead_not_active</c>, <c>lead_unassigned</c>, <c>follow_up_conflict</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Change">The step.</param>
public sealed record ChangeLeadStatus(Guid LeadId, SeenVersions? IfMatch, StatusChange Change) : ICommand<LeadChange>;

/// <summary>A step with what belongs to it.</summary>
public sealed record StatusChange : IStatusInput
{
    /// <summary>Where the lead is to stand (rules §7).</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>Refines the status; <c>callback</c> needs <c>next_follow_up</c>.</summary>
    public SubStatus? SubStatus { get; init; }

    /// <summary>Why, in free words of at most 500 characters; needed with <c>force</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Another name of `reason`; send one of them.</summary>
    public string? Notes { get; init; }

    /// <summary>When lost; missing = other.</summary>
    public LostReason? LostReason { get; init; }

    /// <summary>AED, above 0 and at most 5,000,000,000; when converting.</summary>
    public decimal? DealValue { get; init; }

    /// <summary>When converting.</summary>
    public ConversionType? ConversionType { get; init; }

    /// <summary>Moves the lead's earliest pending follow-up there, or makes one; not in the past (rules §8).</summary>
    public DateTimeOffset? NextFollowUp { get; init; }

    /// <summary>A supervisor's step past the pipeline; audited, and marked in the history.</summary>
    public bool? Force { get; init; }

    internal string? Why => OneText.Of(Reason, Notes);

    string? IStatusInput.Reason => Why;
}

internal sealed class ChangeLeadStatusValidator : AbstractValidator<ChangeLeadStatus>
{
    public ChangeLeadStatusValidator(TimeProvider clock) =>
        RuleFor(c => c.Change).SetValidator(new StatusChangeValidator(clock)).OverridePropertyName("");
}

internal sealed class StatusChangeValidator : AbstractValidator<StatusChange>
{
    public StatusChangeValidator(TimeProvider clock)
    {
        Include(new StatusInputValidator());
        RuleFor(c => c.Status)
            .NotNull()
            .WithMessage($"Name the status: {string.Join(", ", Domain.Spelling<LeadStatus>.All)}.");
        RuleFor(c => c.SubStatus)
            .Must((c, sub) => sub != Domain.Leads.SubStatus.Callback || c.NextFollowUp is not null)
            .WithMessage("callback needs next_follow_up: when to call back.");
        RuleFor(c => c.NextFollowUp).IsToCome(clock);
        RuleFor(c => c.Reason).IsSentOnce("reason", c => c.Notes);
        RuleFor(c => c.Why).IsAReason().When(c => c.Force == true).OverridePropertyName("reason");
    }
}

internal sealed class ChangeLeadStatusHandler(
    CallersLeads leads,
    Placement placement,
    ICalendars calendars,
    IRuleSets ruleSets,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<ChangeLeadStatus, LeadChange>
{
    public async Task<LeadChange> Handle(ChangeLeadStatus request, CancellationToken cancellationToken)
    {
        var change = request.Change;
        if (change.Force == true && !call.Caller.SeesEveryLead)
            throw AccessErrors.Forbidden("Only a supervisor may force a status");

        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        var (now, former, step) = (clock.Now(), lead.AssignedAgentId, change.ToStep(lead, call.ActorId));
        var before = lead.StatusChangedAt;
        if (change.Force == true)
            lead.ForceTo(step, rules, now);
        else
            lead.MoveTo(step, rules, now);

        if (lead.NeedsPlace)
            await placement.ReturnAsync(lead, former, AssignmentReason.Reopened, now, cancellationToken);
        if (change.NextFollowUp is { } moment)
            lead.FollowUpAt(moment.ToMicroseconds(), await calendars.OfHolderAsync(lead, cancellationToken), now);
        return new(lead.Id.Value, [.. change.ReasonNotKept(lead, before)]);
    }
}
