using System.Text.Json.Serialization;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Application.Agents;

/// <summary>An agent as the API shows it.</summary>
public sealed record AgentView : IWarns
{
    public Guid AgentId { get; init; }

    /// <summary>Short number for people and explanations.</summary>
    public int AgentNo { get; init; }

    public string FullName { get; init; } = "";

    /// <summary>Unique among the agents.</summary>
    public string Email { get; init; } = "";

    /// <summary>E.164.</summary>
    public string Phone { get; init; } = "";

    /// <summary>E.164.</summary>
    public string? WhatsappNumber { get; init; }

    /// <summary>What the agent speaks, in the spellings of a lead's language.</summary>
    public string[] Languages { get; init; } = [];

    /// <summary>Property types the agent is known for; none: no points for the type (rules §6).</summary>
    public string[] SpecializationPropertyType { get; init; } = [];

    /// <summary>Areas the agent is known for, by their full names.</summary>
    public string[] SpecializationAreas { get; init; } = [];

    /// <summary>An inactive agent is given no leads.</summary>
    public bool IsActive { get; init; }

    /// <summary>First day of leave, Asia/Dubai.</summary>
    public DateOnly? LeaveFrom { get; init; }

    /// <summary>Last day of leave; null with a first day: until further notice.</summary>
    public DateOnly? LeaveUntil { get; init; }

    /// <summary>Leads held at most at a time, 1–50.</summary>
    public int MaxActiveLeads { get; init; }

    /// <summary>Leads held now.</summary>
    public int ActiveLeads { get; init; }

    /// <summary>1–10: twice the weight, twice the leads.</summary>
    public int Weight { get; init; }

    /// <summary>Who looks after the agent; null: all supervisors.</summary>
    public Guid? SupervisorUserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What became of the active leads; only where <c>reassign=true</c> deactivated the agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReassignedLeads? Reassigned { get; init; }

    /// <summary>The agent's user; only where <c>is_active</c> false was sent and the agent has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgentUser? User { get; init; }

    /// <summary>The pending follow-ups that are due during the leave; only where a leave was set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeaveFollowUps? LeaveFollowUps { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    /// <summary>What <c>ETag</c> shows.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>An agent who has just joined, and so holds no lead yet.</summary>
    internal static AgentView Of(Agent joined) =>
        new()
        {
            AgentId = joined.Id.Value,
            AgentNo = joined.AgentNo,
            FullName = joined.Profile.FullName.Value,
            Email = joined.Profile.Email.Value,
            Phone = joined.Profile.Phone.Value,
            WhatsappNumber = joined.Profile.WhatsappNumber?.Value,
            Languages = joined.Profile.Languages,
            SpecializationPropertyType = joined.Profile.SpecializationPropertyType,
            SpecializationAreas = joined.Profile.SpecializationAreas,
            IsActive = joined.Profile.IsActive,
            LeaveFrom = joined.Profile.LeaveFrom,
            LeaveUntil = joined.Profile.LeaveUntil,
            MaxActiveLeads = joined.Profile.MaxActiveLeads,
            Weight = joined.Profile.Weight,
            SupervisorUserId = joined.Profile.SupervisorUserId,
            CreatedAt = joined.CreatedAt,
            UpdatedAt = joined.UpdatedAt,
        };

    internal const string Select = """
        select a.id as agent_id, a.agent_no, a.full_name, a.email, a.phone, a.whatsapp_number, a.languages,
               a.specialization_property_type, a.specialization_areas, a.is_active, a.leave_from, a.leave_until,
               a.max_active_leads, s.active_leads, a.weight, a.supervisor_user_id, a.created_at, a.updated_at,
               a.xmin::text::bigint as version
          from agents a
          join agent_seats s on s.agent_id = a.id
        """;
}
