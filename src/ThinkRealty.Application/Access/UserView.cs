using System.Text.Json.Serialization;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Access;

/// <summary>A user as the API shows it; never with the password.</summary>
public sealed record UserView : IWarns
{
    public Guid UserId { get; init; }

    /// <summary>Trimmed, lower case.</summary>
    public string Email { get; init; } = "";

    public string FullName { get; init; } = "";
    public Role Role { get; init; }

    /// <summary>The agent of a user with role agent; null for everybody else.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>A deactivated user cannot sign in.</summary>
    public bool IsActive { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    internal const string Columns =
        "u.id as user_id, u.email, u.full_name, u.role, u.agent_id, u.is_active, u.created_at, u.updated_at";

    internal static UserView Of(User user) =>
        new()
        {
            UserId = user.Id.Value,
            Email = user.Email,
            FullName = user.FullName.Value,
            Role = user.Role,
            AgentId = user.AgentId,
            IsActive = user.IsActive,
            CreatedAt = user.CreatedAt,
            UpdatedAt = user.UpdatedAt,
        };
}
