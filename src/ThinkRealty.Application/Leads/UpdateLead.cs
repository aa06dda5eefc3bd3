using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What an agent has to say about a lead after looking after it, in one step (rules §5–§8).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>forbidden</c>, <c>version_conflict</c>; <c>invalid_status_transition</c>, <c>lead_archived</c>,
/// <c>lead_locked</c>, <c>lead_not_active</c>, <c>lead_unassigned</c>, <c>follow_up_conflict</c>;
/// <c>property_not_found</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Update">What is new.</param>
public sealed record UpdateLead(Guid LeadId, SeenVersions? IfMatch, LeadUpdate Update) : ICommand<UpdatedLead>;

/// <summary>All parts are optional; they are taken together or not at all.</summary>
public sealed record LeadUpdate : IStatusInput
{
    /// <summary>Where the lead is to stand (rules §7).</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>Refines the status; <c>callback</c> needs <c>activity.next_follow_up</c>.</summary>
    public SubStatus? SubStatus { get; init; }

    /// <summary>AED, above 0 and at most 5,000,000,000; when converting.</summary>
    public decimal? DealValue { get; init; }

    /// <summary>When converting.</summary>
    public ConversionType? ConversionType { get; init; }

    /// <summary>When lost; missing = other.</summary>
    public LostReason? LostReason { get; init; }

    /// <summary>Why, in free words of at most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>What happened with the lead just now.</summary>
    public ActivityUpdate? Activity { get; init; }

    /// <summary>Properties the lead likes, at most 50; what is known already is changed.</summary>
    public IReadOnlyList<InterestUpdate>? PropertyInterests { get; init; }
}

/// <summary>What happened, and when the agent is to follow up.</summary>
public sealed record ActivityUpdate
{
    /// <summary>What it was; <c>assignment</c> is written by the program itself.</summary>
    public ActivityType? Type { get; init; }

    /// <summary>What was said, at most 5,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Message { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Note { get; init; }

    /// <summary>How it went; positive is worth points (rules §5).</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Moves the lead's earliest pending follow-up there, or makes one; not in the past (rules §8).</summary>
    public DateTimeOffset? NextFollowUp { get; init; }
}

/// <summary>A property that the lead likes.</summary>
public sealed record InterestUpdate
{
    /// <summary>A property of the catalogue.</summary>
    public Guid? PropertyId { get; init; }

    /// <summary>How much.</summary>
    public InterestLevel? InterestLevel { get; init; }
}

/// <summary>The lead in short, as it stands now.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Score">Points, 0–100 (rules §5).</param>
/// <param name="NextFollowUp">The earliest pending follow-up.</param>
public sealed record UpdatedLead(Guid LeadId, LeadStatus Status, int Score, DateTimeOffset? NextFollowUp) : IWarns
{
    /// <summary>Always true; a refusal is a problem instead.</summary>
    [JsonPropertyOrder(-1)]
    public bool Success { get; init; } = true;

    /// <summary>What was accepted, and what the caller should know about it: `slug` or `slug: detail`.</summary>
    [AllowNull]
    public IReadOnlyList<string> Warnings
    {
        get;
        set => field = value ?? [];
    } = [];

    /// <summary>What <c>ETag</c> shows.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}

internal sealed class UpdateLeadValidator : AbstractValidator<UpdateLead>
{
    public UpdateLeadValidator(TimeProvider clock) =>
        RuleFor(c => c.Update).SetValidator(new LeadUpdateValidator(clock)).OverridePropertyName("");
}

internal sealed class LeadUpdateValidator : AbstractValidator<LeadUpdate>
{
    private const int MostInterests = 50;

    public LeadUpdateValidator(TimeProvider clock)
    {
        Include(new StatusInputValidator());
        RuleFor(u => u.SubStatus)
            .Must((u, sub) => sub != Domain.Leads.SubStatus.Callback || u.Activity?.NextFollowUp is not null)
            .WithMessage("callback needs activity.next_follow_up: when to call back.");
        RuleFor(u => u.Activity!.Type).IsLogged().When(u => u.Activity is not null);
        RuleFor(u => u.Activity!.Notes)
            .FitsANote()
            .IsSentOnce("notes", u => u.Activity!.Message, u => u.Activity!.Note)
            .When(u => u.Activity is not null);
        RuleFor(u => u.Activity!.Message).FitsANote().When(u => u.Activity is not null);
        RuleFor(u => u.Activity!.Note).FitsANote().When(u => u.Activity is not null);
        RuleFor(u => u.Activity!.NextFollowUp).IsToCome(clock).When(u => u.Activity is not null);
        RuleFor(u => u.PropertyInterests)
            .Must(i => i is null || i.Count <= MostInterests)
            .WithMessage("At most 50 properties at a time.");
        RuleForEach(u => u.PropertyInterests)
            .NotNull()
            .WithMessage("Name the property and how much.")
            .ChildRules(interest =>
            {
                interest.RuleFor(i => i.PropertyId).NotNull().WithMessage("Name the property.");
                interest.RuleFor(i => i.InterestLevel).NotNull().WithMessage("How much: low, medium or high.");
            });
    }
}

internal sealed class UpdateLeadHandler(
    CallersLeads leads,
    ILeadRepository versions,
    IUnitOfWork work,
    ICalendars calendars,
    IRuleSets ruleSets,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<UpdateLead, UpdatedLead>
{
    public async Task<UpdatedLead> Handle(UpdateLead request, CancellationToken cancellationToken)
    {
        var update = request.Update;
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        var (now, before) = (clock.Now(), lead.StatusChangedAt);

        // What happened comes before what it led to: a contact counts while the lead is still active.
        if (update.Activity is { } activity)
            lead.Log(Activity(activity, now), rules, now);
        if (update.Status is not null || update.SubStatus is not null)
            lead.MoveTo(update.ToStep(lead, call.ActorId), rules, now);
        foreach (var interest in update.PropertyInterests ?? [])
            lead.Like(new(interest.PropertyId!.Value), interest.InterestLevel!.Value, now);
        if (update.Activity?.NextFollowUp is { } moment)
            lead.FollowUpAt(moment.ToMicroseconds(), await calendars.OfHolderAsync(lead, cancellationToken), now);

        await work.SaveAsync(cancellationToken); // which gives the version
        return new(lead.Id.Value, lead.Status, lead.LeadScore, lead.NextFollowUp)
        {
            Version = versions.VersionOf(lead),
            Warnings =
            [
                .. update.ReasonNotKept(lead, before),
                .. lead.HasNoNextStep ? [LeadWarnings.NoNextStep] : Array.Empty<string>(),
            ],
        };
    }

    private LeadActivity Activity(ActivityUpdate said, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Type = said.Type!.Value,
            Outcome = said.Outcome,
            Notes = OneText.Of(said.Notes, said.Message, said.Note),
            AgentId = call.Caller.AgentId is { } own ? new(own) : null,
            OccurredAt = now,
            RecordedAt = now,
            RecordedBy = call.ActorId,
        };
}
