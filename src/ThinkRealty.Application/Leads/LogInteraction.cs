using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Writes down what happened with a lead, or is arranged, and books its points (rules §5, §8).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>forbidden</c>, <c>agent_not_found</c>; <c>lead_archived</c>; with <c>next_follow_up</c> also
/// <c>lead_not_active</c>, <c>lead_locked</c>, <c>lead_unassigned</c>, <c>follow_up_conflict</c>.
/// </exception>
/// <param name="LeadId">With which lead.</param>
/// <param name="Interaction">What it was.</param>
public sealed record LogInteraction(Guid LeadId, NewInteraction Interaction) : ICommand<InteractionView>;

/// <summary>What happened, or is arranged.</summary>
public sealed record NewInteraction
{
    /// <summary>What it was; <c>assignment</c> is written by the program itself.</summary>
    public ActivityType? Type { get; init; }

    /// <summary>By which means or account, at most 50 characters.</summary>
    public string? Channel { get; init; }

    /// <summary>Default outbound: from us to the person.</summary>
    public Direction? Direction { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>What was said or written, at most 5,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>The older name of `notes`; send one of them.</summary>
    public string? Message { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Note { get; init; }

    /// <summary>Addresses of files, at most 20 of 2,000 characters.</summary>
    public IReadOnlyList<string>? Attachments { get; init; }

    /// <summary>A program sent it: no contact, and not counted. Default false.</summary>
    public bool? IsAutomated { get; init; }

    /// <summary>How it went; positive is worth points (rules §5).</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What is to be done next, at most 500 characters.</summary>
    public string? NextAction { get; init; }

    /// <summary>When it is arranged for; ahead and not completed, it is no contact yet and brings no points.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When it was over, between the lead's creation and now; up to 60 seconds ahead count as now.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Moves the lead's earliest pending follow-up there, or makes one; not in the past (rules §8).</summary>
    public DateTimeOffset? NextFollowUp { get; init; }

    /// <summary>
    /// The moment that rules and reports use, between the lead's creation and now; up to 60 seconds ahead count as now. Default
    /// completed_at, else now.
    /// </summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who did it; default the agent who writes it down, else the agent who holds the lead.</summary>
    public Guid? AgentId { get; init; }
}

internal sealed class LogInteractionValidator : AbstractValidator<LogInteraction>
{
    public LogInteractionValidator(TimeProvider clock) =>
        RuleFor(c => c.Interaction).SetValidator(new NewInteractionValidator(clock)).OverridePropertyName("");
}

internal sealed class NewInteractionValidator : AbstractValidator<NewInteraction>
{
    private const int MostAttachments = 20;
    private const int LongestAddress = 2_000;

    public NewInteractionValidator(TimeProvider clock)
    {
        RuleFor(i => i.Type).IsLogged();
        RuleFor(i => i.Channel).MaximumLength(50).WithMessage("At most 50 characters.");
        RuleFor(i => i.Subject).MaximumLength(200).WithMessage("At most 200 characters.");
        RuleFor(i => i.Notes).FitsANote().IsSentOnce("notes", i => i.Message, i => i.Note);
        RuleFor(i => i.Message).FitsANote();
        RuleFor(i => i.Note).FitsANote();
        RuleFor(i => i.NextAction).MaximumLength(500).WithMessage("At most 500 characters.");
        RuleFor(i => i.Attachments)
            .Must(a => a is null or { Count: <= MostAttachments })
            .WithMessage("At most 20 addresses.");
        RuleForEach(i => i.Attachments)
            .Must(x => x is { Length: > 0 and <= LongestAddress })
            .WithMessage("An address has 1–2,000 characters.");
        RuleFor(i => i.ScheduledAt).IsWithinReach(clock);
        RuleFor(i => i.CompletedAt).HasHappened(clock);
        RuleFor(i => i.OccurredAt).HasHappened(clock);
        RuleFor(i => i.NextFollowUp).IsWithinReach(clock);
    }
}

internal static class ActivityInput
{
    public static IRuleBuilderOptions<T, ActivityType?> IsLogged<T>(this IRuleBuilder<T, ActivityType?> rule) =>
        rule.Must(t => t is not (null or ActivityType.Assignment))
            .WithMessage(
                "Name what it was: "
                    + string.Join(", ", Spelling<ActivityType>.All.Where(t => t != ActivityType.Assignment.Spelled()))
                    + "."
            );
}

internal sealed class LogInteractionHandler(
    CallersLeads leads,
    IAgentRepository agents,
    ICalendars calendars,
    IRuleSets ruleSets,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<LogInteraction, InteractionView>
{
    public async Task<InteractionView> Handle(LogInteraction request, CancellationToken cancellationToken)
    {
        var said = request.Interaction;
        var agent = said.AgentId ?? call.Caller.AgentId;
        if (!call.Caller.SeesEveryLead && agent != call.Caller.AgentId)
            throw AccessErrors.Forbidden("An agent writes down the own interactions only");

        var lead = await leads.FindAsync(request.LeadId, ifMatch: null, cancellationToken);
        if (said.AgentId is { } named && !await agents.ExistsAsync(new(named), cancellationToken))
            throw AgentErrors.NotFound(named);

        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        var now = clock.Now();
        var activity = new LeadActivity
        {
            Id = Guid.CreateVersion7(now),
            AgentId = agent is { } id ? new(id) : null,
            Type = said.Type!.Value,
            Outcome = said.Outcome,
            Direction = said.Direction ?? Domain.Leads.Direction.Outbound,
            IsAutomated = said.IsAutomated ?? false,
            Channel = said.Channel,
            Subject = said.Subject,
            Notes = OneText.Of(said.Notes, said.Message, said.Note),
            Attachments = said.Attachments is { } attached ? [.. attached] : null,
            NextAction = said.NextAction,
            ScheduledAt = said.ScheduledAt?.ToMicroseconds(),
            CompletedAt = said.CompletedAt?.ToMicroseconds(),
            OccurredAt = (said.OccurredAt ?? said.CompletedAt)?.ToMicroseconds() ?? now,
            RecordedAt = now,
            RecordedBy = call.ActorId,
        };
        lead.Log(activity, rules, now);
        if (said.NextFollowUp is { } moment)
            lead.FollowUpAt(moment.ToMicroseconds(), await calendars.OfHolderAsync(lead, cancellationToken), now);
        return InteractionView.Of(lead.Activities[^1]);
    }
}
