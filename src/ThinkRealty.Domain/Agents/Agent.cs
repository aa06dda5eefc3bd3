using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Domain.Agents;

/// <summary>An assignable broker (rules §1, §6).</summary>
public sealed class Agent : AggregateRoot<AgentId>
{
    private Agent() { } // EF Core builds it from a row; everyone else calls Join.

    public override Guid Identity => Id.Value;

    /// <summary>Short number for people and explanations; given by the database.</summary>
    public int AgentNo { get; private init; }

    public AgentProfile Profile { get; private set; } = null!;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Agent Join(AgentProfile profile, DateTimeOffset now)
    {
        var agent = new Agent { Id = AgentId.New(now), CreatedAt = now };
        agent.Take(profile, now);
        agent.Raise(new AgentJoined(agent.Id, now));
        return agent;
    }

    public void Change(AgentProfile profile, DateTimeOffset now)
    {
        Take(profile, now);
        Raise(new AgentChanged(Id, now));
    }

    private void Take(AgentProfile profile, DateTimeOffset now)
    {
        Profile = profile with
        {
            SpecializationAreas = [.. profile.SpecializationAreas.Select(Areas.Canonical).Distinct()],
        };
        UpdatedAt = now;
    }
}

/// <summary>What is told of an agent.</summary>
public sealed record AgentProfile
{
    /// <summary>Default and ceiling of <see cref="MaxActiveLeads"/> (rules §6).</summary>
    public const int MostActiveLeads = 50;

    public required PersonName FullName { get; init; }
    public required EmailAddress Email { get; init; }
    public required PhoneNumber Phone { get; init; }
    public PhoneNumber? WhatsappNumber { get; init; }

    /// <summary>Canonical spellings of languages (rules §2); of old agents also what an older version let in.</summary>
    public string[] Languages { get; init; } = [];

    /// <summary>Canonical spellings of property types; none: no points for the type.</summary>
    public string[] SpecializationPropertyType { get; init; } = [];
    public string[] SpecializationAreas { get; init; } = [];
    public bool IsActive { get; init; } = true;

    /// <summary>First day of leave, Asia/Dubai.</summary>
    public DateOnly? LeaveFrom { get; init; }

    /// <summary>Last day of leave; without one the leave is open.</summary>
    public DateOnly? LeaveUntil { get; init; }

    /// <summary>The leave as a whole; null: none.</summary>
    public Leave? Leave => LeaveFrom is { } from ? new(from, LeaveUntil) : null;

    public int MaxActiveLeads { get; init; } = MostActiveLeads;

    /// <summary>1–10: a weight of 2 is given twice the leads of a weight of 1.</summary>
    public int Weight { get; init; } = 1;

    public Guid? SupervisorUserId { get; init; }
}

/// <summary>A new agent has joined: there may be room for those who wait.</summary>
public sealed record AgentJoined(AgentId Agent, DateTimeOffset At) : DomainEvent(At);

/// <summary>An agent's profile has changed: there may be room for those who wait.</summary>
public sealed record AgentChanged(AgentId Agent, DateTimeOffset At) : DomainEvent(At);

/// <summary>What an agent refuses, by name.</summary>
public static class AgentErrors
{
    public static DomainException NotFound(Guid id) =>
        new(
            new DomainError("agent_not_found", ErrorKind.NotFound, $"There is no agent {id}")
            {
                Detail = "Check the id. GET /api/v1/agents lists the agents.",
            }
        );

    /// <summary>What becomes of the follow-ups of a leave needs a leave …</summary>
    public static DomainException NoLeave() =>
        CommonErrors.Invalid("follow_ups", "Only setting a leave has follow-ups to move or reassign: send leave_from.");

    /// <summary>… and moving them needs its end.</summary>
    public static DomainException LeaveWithoutEnd() =>
        CommonErrors.Invalid("follow_ups", "Moving needs the last day of the leave: send leave_until.");

    public static DomainException LeaveTooLong(int days) =>
        CommonErrors.Invalid(
            "follow_ups",
            $"Follow-ups are moved at most {days:#,0} days ahead; the leave ends later."
        );

    public static DomainException LeaveOutOfOrder() =>
        CommonErrors.Invalid("leave_until", "A leave has a first day, and ends on it or later.");

    /// <summary>An inactive agent is given nothing, not even by hand (rules §6).</summary>
    public static DomainException Inactive() =>
        new(
            new DomainError("agent_inactive", ErrorKind.Conflict, "The agent is not active")
            {
                Detail = "Activate the agent first, or choose another one.",
            }
        );

    /// <summary>By hand nobody is given more than the maximum (rules §6).</summary>
    public static DomainException Full() =>
        new(
            new DomainError("agent_overload", ErrorKind.Conflict, "The agent holds as many leads as allowed")
            {
                Detail = "Choose another agent, or let the best one be chosen.",
            }
        );

    /// <summary>Nobody else is eligible and has room (rules §6).</summary>
    public static DomainException NobodyElse() =>
        new(
            new DomainError("agent_overload", ErrorKind.Conflict, "No other agent has room")
            {
                Detail = "Raise max_active_leads of an agent, or try again when a lead has been closed.",
            }
        );

    /// <summary>Deactivated while holding active leads; the schema decides it at the commit (rules §6).</summary>
    public static DomainError HasLeads { get; } =
        new("agent_has_leads", ErrorKind.Conflict, "The agent still holds active leads")
        {
            Detail = "Send reassign=true to move them in the same step, or reassign them first.",
        };

    public static DomainError Duplicate { get; } =
        new("duplicate_agent", ErrorKind.Conflict, "An agent with this e-mail exists already")
        {
            Detail =
                "Each agent has an e-mail of their own. Change the existing agent instead, or send another e-mail.",
        };
}
