using System.Text.Json.Serialization;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.FollowUps;

/// <summary>A dated task for an agent (rules §8).</summary>
public sealed record TaskView : IWarns
{
    /// <summary>The task.</summary>
    public Guid TaskId { get; init; }

    /// <summary>The lead it is about.</summary>
    public Guid LeadId { get; init; }

    /// <summary>First and last name, as far as known.</summary>
    public string? LeadName { get; init; }

    /// <summary>Whose task it is.</summary>
    public Guid AgentId { get; init; }

    /// <summary>What is to be done.</summary>
    public FollowUpType TaskType { get; init; }

    /// <summary>When it is due, UTC.</summary>
    public DateTimeOffset DueDate { get; init; }

    /// <summary>How much it matters.</summary>
    public Priority Priority { get; init; }

    /// <summary>Whether it is still to be done.</summary>
    public FollowUpStatus Status { get; init; }

    /// <summary>Pending and past its date.</summary>
    public bool Overdue { get; init; }

    /// <summary>When it was brought before a supervisor for being long overdue, UTC; null unless it was.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    /// <summary>One that has just been planned.</summary>
    internal static TaskView Of(FollowUp planned, Person person) =>
        new()
        {
            TaskId = planned.Id,
            LeadId = planned.LeadId.Value,
            LeadName = string.Join(' ', new[] { person.FirstName, person.LastName }.OfType<PersonName>())
                is { Length: > 0 } name
                ? name
                : null,
            AgentId = planned.AgentId.Value,
            TaskType = planned.TaskType,
            DueDate = planned.DueDate,
            Priority = planned.Priority,
            Status = planned.Status,
        };

    /// <summary>Takes <c>@Now</c>; go on with <c>where …</c> about <c>t</c> and its lead <c>l</c>.</summary>
    internal const string Select = """
        select t.id as task_id, t.lead_id, nullif(concat_ws(' ', l.first_name, l.last_name), '') as lead_name, t.agent_id,
               t.task_type, t.due_date, t.priority, t.status, t.status = 'pending' and t.due_date < @Now as overdue,
               t.escalated_at
          from follow_up_tasks t
          join leads l on l.id = t.lead_id
        """;
}
