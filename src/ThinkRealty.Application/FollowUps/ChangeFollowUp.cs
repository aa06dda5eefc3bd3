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
/// <c>task_not_found</c>, <c>forbidden</c>; <c>follow_up_conflict</c>; <c>invalid_status_transition</c>: it is over.
/// </exception>
/// <param name="TaskId">Which task.</param>
/// <param name="Change">What is to become of it.</param>
public sealed record ChangeFollowUp(Guid TaskId, FollowUpChange Change) : ICommand<Guid>;

/// <summary>Either how the task ends, or its new date.</summary>
public sealed record FollowUpChange
{
    /// <summary>completed or cancelled.</summary>
    public FollowUpStatus? Status { get; init; }

    /// <summary>The moment it is moved to, UTC; not in the past.</summary>
    public DateTimeOffset? DueDate { get; init; }
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
    }
}

internal sealed class ChangeFollowUpHandler(CallersLeads leads, ICalendars calendars, TimeProvider clock)
    : IRequestHandler<ChangeFollowUp, Guid>
{
    public async Task<Guid> Handle(ChangeFollowUp request, CancellationToken cancellationToken)
    {
        var (id, change) = (request.TaskId, request.Change);
        var known = await calendars.FindAsync(id, cancellationToken) ?? throw FollowUpErrors.NotFound(id);
        var lead = await leads.FindAsync(known.Lead, ifMatch: null, cancellationToken);
        if (lead.FollowUps.FirstOrDefault(f => f.Id == id) is { } pending)
            await ChangeAsync(lead, pending, change, cancellationToken);
        else
            RefuseAnythingNew((await calendars.FindAsync(id, cancellationToken))!.Status, change);
        return id;
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

    private static void RefuseAnythingNew(FollowUpStatus stands, FollowUpChange change)
    {
        if (change.Status != stands)
            throw FollowUpErrors.Over(stands, change.Status ?? FollowUpStatus.Pending);
    }
}
