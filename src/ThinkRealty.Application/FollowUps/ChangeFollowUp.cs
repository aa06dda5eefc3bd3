using FluentValidation;
using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.FollowUps;

/// <summary>Completes, cancels or moves a task (rules §8). What is over already stays as it is.</summary>
/// <exception cref="DomainException">
/// <c>task_not_found</c>, <c>forbidden</c>; <c>follow_up_conflict</c>; <c>invalid_status_transition</c>: it is over; with
/// <c>next_follow_up</c> on a task that is over also <c>lead_not_active</c>, <c>lead_unassigned</c>, <c>lead_archived</c>,
/// <c>lead_locked</c>.
/// </exception>
/// <param name="TaskId">Which task.</param>
/// <param name="Change">What is to become of it.</param>
public sealed record ChangeFollowUp(Guid TaskId, FollowUpChange Change) : ICommand<ChangedFollowUp>;

/// <summary>A task that was changed.</summary>
/// <param name="TaskId">Which one.</param>
/// <param name="Warnings">What the caller should know about it.</param>
public sealed record ChangedFollowUp(Guid TaskId, IReadOnlyList<string> Warnings);

/// <summary>Either how the task ends, or its new date.</summary>
public sealed record FollowUpChange
{
    /// <summary>completed or cancelled.</summary>
    public FollowUpStatus? Status { get; init; }

    /// <summary>The moment it is moved to, UTC; not in the past.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>With a status: moves the lead's earliest other follow-up there, or makes one; not in the past, UTC.</summary>
    public DateTimeOffset? NextFollowUp { get; init; }

    /// <summary>What came of it; kept as a note of the lead, at most 5,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Note { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Message { get; init; }

    internal string? Text => OneText.Of(Notes, Note, Message);
}

internal sealed class ChangeFollowUpValidator : AbstractValidator<ChangeFollowUp>
{
    public ChangeFollowUpValidator(TimeProvider clock)
    {
        RuleFor(c => c.Change.Status)
            .Must(s => s != FollowUpStatus.Pending)
            .WithMessage("completed or cancelled; a pending task is moved with due_date.")
            .Must((c, s) => s is null != c.Change.DueDate is null)
            .WithMessage("Send either a status or a due_date.")
            .OverridePropertyName("status");
        RuleFor(c => c.Change.DueDate).IsToCome(clock).OverridePropertyName("due_date");
        RuleFor(c => c.Change.NextFollowUp)
            .IsToCome(clock)
            .Must((c, next) => next is null || c.Change.Status is not null)
            .WithMessage("It belongs to completing or cancelling: send a status with it.")
            .OverridePropertyName("next_follow_up");
        RuleFor(c => c.Change.Notes)
            .FitsANote()
            .IsSentOnce("notes", c => c.Change.Note, c => c.Change.Message)
            .OverridePropertyName("notes");
        RuleFor(c => c.Change.Note).FitsANote().OverridePropertyName("note");
        RuleFor(c => c.Change.Message).FitsANote().OverridePropertyName("message");
    }
}

internal sealed class ChangeFollowUpHandler(
    CallersLeads leads,
    ICalendars calendars,
    LeadNotes notes,
    TimeProvider clock
) : IRequestHandler<ChangeFollowUp, ChangedFollowUp>
{
    public async Task<ChangedFollowUp> Handle(ChangeFollowUp request, CancellationToken cancellationToken)
    {
        var (id, change) = (request.TaskId, request.Change);
        var known = await calendars.FindAsync(id, cancellationToken) ?? throw FollowUpErrors.NotFound(id);
        var lead = await leads.FindAsync(known.Lead, ifMatch: null, cancellationToken);
        var warnings = new List<string>();
        if (lead.FollowUps.FirstOrDefault(f => f.Id == id) is { } pending)
        {
            await ChangeAsync(lead, pending, change, cancellationToken);
            if (!string.IsNullOrWhiteSpace(change.Text))
                await notes.AddAsync(lead, change.Text, cancellationToken);
        }
        else
        {
            RefuseAnythingNew((await calendars.FindAsync(id, cancellationToken))!.Status, change);
            if (!string.IsNullOrWhiteSpace(change.Text))
                warnings.Add(LeadWarnings.NotesNotKept($"the task is {change.Status!.Value.Spelled()} already"));
        }

        if (change.NextFollowUp is { } next)
            await FollowUpAsync(lead, id, next.ToMicroseconds(), cancellationToken);
        if (change.Status is not null && lead.HasNoNextStep)
            warnings.Add(LeadWarnings.NoNextStep);
        return new(id, warnings);
    }

    private async Task ChangeAsync(
        Lead lead,
        FollowUp pending,
        FollowUpChange change,
        CancellationToken cancellationToken
    )
    {
        var now = clock.Now();
        if (change.DueDate is { } moment)
            lead.MoveFollowUp(
                pending,
                moment.ToMicroseconds(),
                await calendars.OfHolderAsync(lead, cancellationToken),
                now
            );
        else if (change.Status == FollowUpStatus.Completed)
            lead.CompleteFollowUp(pending, now);
        else
            lead.CancelFollowUp(pending, now);
    }

    private async Task FollowUpAsync(Lead lead, Guid ended, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var calendar = await calendars.OfHolderAsync(lead, cancellationToken);
        calendar.Release(ended); // not saved yet, so the calendar still has it
        lead.FollowUpAt(at, calendar, clock.Now());
    }

    private static void RefuseAnythingNew(FollowUpStatus stands, FollowUpChange change)
    {
        if (change.Status != stands)
            throw FollowUpErrors.Over(stands, change.Status ?? FollowUpStatus.Pending);
    }
}
