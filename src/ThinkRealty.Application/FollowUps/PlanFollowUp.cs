using FluentValidation;
using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.FollowUps;

/// <summary>Plans a task for the agent who holds a lead (rules §8).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>forbidden</c>; <c>follow_up_conflict</c>: less than 30 minutes from another of the agent's;
/// <c>lead_unassigned</c>, <c>lead_not_active</c>, <c>lead_archived</c>, <c>lead_locked</c>.
/// </exception>
public sealed record PlanFollowUp : ICommand<TaskView>
{
    /// <summary>An active lead that an agent holds.</summary>
    public Guid? LeadId { get; init; }

    /// <summary>What is to be done; default call.</summary>
    public FollowUpType? TaskType { get; init; }

    /// <summary>When it is due, UTC; not in the past.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>Default medium.</summary>
    public Priority? Priority { get; init; }
}

internal sealed class PlanFollowUpValidator : AbstractValidator<PlanFollowUp>
{
    public PlanFollowUpValidator(TimeProvider clock)
    {
        RuleFor(c => c.LeadId).NotNull().WithMessage("Name the lead.");
        RuleFor(c => c.DueDate).NotNull().WithMessage("Say when it is due.").IsWithinReach(clock);
    }
}

internal sealed class PlanFollowUpHandler(CallersLeads leads, ICalendars calendars, TimeProvider clock)
    : IRequestHandler<PlanFollowUp, TaskView>
{
    public async Task<TaskView> Handle(PlanFollowUp request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId!.Value, ifMatch: null, cancellationToken);
        var planned = lead.PlanFollowUp(
            request.TaskType ?? FollowUpType.Call,
            request.Priority ?? Priority.Medium,
            request.DueDate!.Value.ToMicroseconds(),
            await calendars.OfHolderAsync(lead, cancellationToken),
            clock.Now()
        );
        return TaskView.Of(planned, lead.Person);
    }
}
