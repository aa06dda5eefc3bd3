using System.ComponentModel.DataAnnotations;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.People;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>Changes what is given and leaves the rest (rules §6).</summary>
/// <exception cref="DomainException">
/// <c>agent_not_found</c>; <c>duplicate_agent</c>: the e-mail is taken; <c>agent_has_leads</c>: deactivated while holding
/// active leads, and they are not to be reassigned; <c>user_not_found</c>: no such supervisor; <c>version_conflict</c>.
/// </exception>
/// <param name="AgentId">Whom.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Changes">What is to be different.</param>
/// <param name="Reassign">A deactivated agent's active leads go to others in the same step.</param>
/// <param name="DeactivateUser">A deactivated agent's user loses access in the same step.</param>
/// <param name="FollowUps">What becomes of the follow-ups that are due during the leave; they stay if it is null.</param>
public sealed record ChangeAgent(
    Guid AgentId,
    SeenVersions? IfMatch,
    AgentChanges Changes,
    bool Reassign,
    bool DeactivateUser = false,
    FollowUpsOnLeave? FollowUps = null
) : ICommand<ChangedAgent>;

/// <summary>The agent that was changed.</summary>
/// <param name="AgentId">Whom.</param>
/// <param name="Reassigned">What became of the active leads, where they were reassigned.</param>
/// <param name="User">The agent's user, where the agent was deactivated.</param>
/// <param name="LeaveFollowUps">What is due during the leave, where one was set.</param>
public sealed record ChangedAgent(
    Guid AgentId,
    ReassignedLeads? Reassigned,
    AgentUser? User,
    LeaveFollowUps? LeaveFollowUps
);

/// <summary>The user who signs in as an agent.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Email">What the user signs in with.</param>
/// <param name="IsActive">False: the user cannot sign in any more.</param>
public sealed record AgentUser(Guid UserId, string Email, bool IsActive);

/// <summary>What may be changed of an agent; what is left out stays, null clears.</summary>
public sealed record AgentChanges
{
    /// <summary>1–100 characters, any script.</summary>
    public Patch<string?> FullName { get; init; }

    /// <summary>Unique among the agents.</summary>
    public Patch<string?> Email { get; init; }

    /// <summary>UAE national or international.</summary>
    public Patch<string?> Phone { get; init; }

    /// <summary>UAE national or international.</summary>
    public Patch<string?> WhatsappNumber { get; init; }

    /// <summary>What the agent speaks; ISO 639 codes are read, too.</summary>
    public Patch<IReadOnlyList<Language>?> Languages { get; init; }

    /// <summary>Property types the agent is known for.</summary>
    public Patch<IReadOnlyList<PropertyType>?> SpecializationPropertyType { get; init; }

    /// <summary>Areas the agent is known for.</summary>
    public Patch<IReadOnlyList<string>?> SpecializationAreas { get; init; }

    /// <summary>False: no more leads; refused while the agent holds active ones.</summary>
    public Patch<bool> IsActive { get; init; }

    /// <summary>First day of leave, Asia/Dubai.</summary>
    public Patch<DateOnly?> LeaveFrom { get; init; }

    /// <summary>Last day of leave.</summary>
    public Patch<DateOnly?> LeaveUntil { get; init; }

    /// <summary>1–50; below the present load it only stops new leads.</summary>
    [Range(1, AgentProfile.MostActiveLeads)]
    public Patch<int?> MaxActiveLeads { get; init; }

    /// <summary>1–10.</summary>
    [Range(1, 10)]
    public Patch<int?> Weight { get; init; }

    /// <summary>Who looks after the agent; null: all supervisors.</summary>
    public Patch<Guid?> SupervisorUserId { get; init; }

    internal bool Deactivate => IsActive is { HasValue: true, Value: false };
    internal bool ChangeLeave => LeaveFrom.HasValue || LeaveUntil.HasValue;
}

internal sealed class ChangeAgentValidator : AbstractValidator<ChangeAgent>
{
    private const string Kept = "It cannot be cleared.";

    public ChangeAgentValidator()
    {
        RuleFor(c => c.Reassign)
            .Must((c, reassign) => !reassign || c.Changes.Deactivate)
            .WithMessage("Leads are reassigned when the agent is deactivated: send is_active false with it.")
            .OverridePropertyName("reassign");
        RuleFor(c => c.DeactivateUser)
            .Must((c, deactivate) => !deactivate || c.Changes.Deactivate)
            .WithMessage("The user loses access together with the agent: send is_active false with it.")
            .OverridePropertyName("deactivate_user");
        RuleFor(c => c.Changes.FullName.Value)
            .IsPersonName()
            .OverridePropertyName("full_name")
            .When(c => c.Changes.FullName.HasValue);
        RuleFor(c => c.Changes.Email.Value).IsEmail().OverridePropertyName("email").When(c => c.Changes.Email.HasValue);
        RuleFor(c => c.Changes.Phone.Value).IsPhone().OverridePropertyName("phone").When(c => c.Changes.Phone.HasValue);
        RuleFor(c => c.Changes.WhatsappNumber.Value)
            .IsPhone()
            .OverridePropertyName("whatsapp_number")
            .When(c => c.Changes.WhatsappNumber.Or(null) is not null);
        RuleFor(c => c.Changes.Languages.Value).AtMostFifty().OverridePropertyName("languages");
        RuleFor(c => c.Changes.SpecializationPropertyType.Value)
            .AtMostFifty()
            .OverridePropertyName("specialization_property_type");
        RuleFor(c => c.Changes.SpecializationAreas.Value).Words().OverridePropertyName("specialization_areas");
        RuleFor(c => c.Changes.MaxActiveLeads.Value)
            .NotNull()
            .WithMessage(Kept)
            .MaxActiveLeads()
            .OverridePropertyName("max_active_leads")
            .When(c => c.Changes.MaxActiveLeads.HasValue);
        RuleFor(c => c.Changes.Weight.Value)
            .NotNull()
            .WithMessage(Kept)
            .Weight()
            .OverridePropertyName("weight")
            .When(c => c.Changes.Weight.HasValue);
    }
}

internal sealed class ChangeAgentHandler(
    IAgentRepository agents,
    ILeadRepository leads,
    IUserRepository users,
    Offboarding offboarding,
    LeaveSettlement leaves,
    TimeProvider clock
) : IRequestHandler<ChangeAgent, ChangedAgent>
{
    public async Task<ChangedAgent> Handle(ChangeAgent request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        if (request.Reassign || request.FollowUps == FollowUpsOnLeave.Reassign)
            await leads.LockMovesAsync(cancellationToken);
        var agent =
            await agents.FindAsync(new(request.AgentId), cancellationToken)
            ?? throw AgentErrors.NotFound(request.AgentId);
        if (request.IfMatch?.Include(agents.VersionOf(agent)) == false)
            throw CommonErrors.VersionConflict();
        await agents.MustSuperviseAsync(changes.SupervisorUserId.Or(null), cancellationToken);

        var changed = Changed(agent.Profile, changes);
        if (changed.LeaveUntil < changed.LeaveFrom || (changed.LeaveUntil is not null && changed.LeaveFrom is null))
            throw AgentErrors.LeaveOutOfOrder();
        var now = clock.Now();
        var reassigned = request.Reassign ? await offboarding.MoveAllAsync(agent.Id, now, cancellationToken) : null;
        var followUps = await SettleLeaveAsync(agent, changed, request, now, cancellationToken);
        agent.Change(changed, now);
        return new(agent.Id.Value, reassigned, await UserAsync(request, now, cancellationToken), followUps);
    }

    private async Task<LeaveFollowUps?> SettleLeaveAsync(
        Agent agent,
        AgentProfile changed,
        ChangeAgent request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (request.Changes.ChangeLeave && changed.Leave is { } leave)
            return await leaves.SettleAsync(agent.Id, leave, request.FollowUps, now, cancellationToken);
        return request.FollowUps is null ? null : throw AgentErrors.NoLeave();
    }

    // An agent's user is no admin, so there is always one left.
    private async Task<AgentUser?> UserAsync(
        ChangeAgent request,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (
            !request.Changes.Deactivate
            || await users.FindOfAgentAsync(request.AgentId, cancellationToken) is not { } user
        )
            return null;

        if (request.DeactivateUser)
        {
            user.Deactivate(now);
            await users.EndSignInsAsync(user.Id, now, cancellationToken);
        }

        return new(user.Id.Value, user.Email, user.IsActive);
    }

    private static AgentProfile Changed(AgentProfile present, AgentChanges changes) =>
        present with
        {
            FullName = changes.FullName.HasValue ? PersonName.Parse(changes.FullName.Value!) : present.FullName,
            Email = changes.Email.HasValue ? EmailAddress.Parse(changes.Email.Value!) : present.Email,
            Phone = changes.Phone.HasValue ? PhoneNumber.Parse(changes.Phone.Value!) : present.Phone,
            WhatsappNumber = changes.WhatsappNumber switch
            {
                { HasValue: false } => present.WhatsappNumber,
                { Value: null } => null,
                { Value: var number } => PhoneNumber.Parse(number),
            },
            Languages = changes.Languages.HasValue ? AgentInput.Languages(changes.Languages.Value) : present.Languages,
            SpecializationPropertyType = changes.SpecializationPropertyType.HasValue
                ? AgentInput.Types(changes.SpecializationPropertyType.Value)
                : present.SpecializationPropertyType,
            SpecializationAreas = changes.SpecializationAreas.HasValue
                ? AgentInput.Areas(changes.SpecializationAreas.Value)
                : present.SpecializationAreas,
            IsActive = changes.IsActive.Or(present.IsActive),
            LeaveFrom = changes.LeaveFrom.Or(present.LeaveFrom),
            LeaveUntil = changes.LeaveUntil.Or(present.LeaveUntil),
            MaxActiveLeads = changes.MaxActiveLeads.Or(null) ?? present.MaxActiveLeads,
            Weight = changes.Weight.Or(null) ?? present.Weight,
            SupervisorUserId = changes.SupervisorUserId.Or(present.SupervisorUserId),
        };
}
