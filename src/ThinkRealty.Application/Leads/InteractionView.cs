using System.Text.Json.Serialization;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Something that happened with a lead (rules §8).</summary>
public record InteractionView : IWarns
{
    /// <summary>The interaction.</summary>
    public Guid InteractionId { get; init; }

    /// <summary>What happened.</summary>
    public ActivityType Type { get; init; }

    /// <summary>The means, where the type does not say it.</summary>
    public string? Channel { get; init; }

    /// <summary><c>outbound</c>: from us to the person; <c>inbound</c>: the other way.</summary>
    public Direction Direction { get; init; }

    /// <summary>What it was about.</summary>
    public string? Subject { get; init; }

    /// <summary>The words that were said or written down.</summary>
    public string? Notes { get; init; }

    /// <summary>The older name of `notes`, with the same text.</summary>
    public string? Message
    {
        get => Notes;
        init => Notes = value ?? Notes; // an answer that an older program kept has only this one
    }

    /// <summary>Addresses of what was attached.</summary>
    public string[] Attachments { get; init; } = [];

    /// <summary>Written by a program; such entries are no contact and are not counted.</summary>
    public bool IsAutomated { get; init; }

    /// <summary>How it went.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What is to be done next, in words.</summary>
    public string? NextAction { get; init; }

    /// <summary>For which moment it was planned, UTC.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When what was planned was done, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it happened, UTC; the moment that rules and reports use.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was written down, UTC.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The agent who acted.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The user who wrote it down; null: the program itself.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    /// <summary>One that has just been written down.</summary>
    internal static InteractionView Of(LeadActivity logged) =>
        new()
        {
            InteractionId = logged.Id,
            Type = logged.Type,
            Channel = logged.Channel,
            Direction = logged.Direction,
            Subject = logged.Subject,
            Notes = logged.Notes,
            Attachments = logged.Attachments ?? [],
            IsAutomated = logged.IsAutomated,
            Outcome = logged.Outcome,
            NextAction = logged.NextAction,
            ScheduledAt = logged.ScheduledAt,
            CompletedAt = logged.CompletedAt,
            OccurredAt = logged.OccurredAt,
            RecordedAt = logged.RecordedAt,
            AgentId = logged.AgentId?.Value,
            RecordedBy = logged.RecordedBy,
        };

    internal const string Columns = """
        i.id as interaction_id, replace(i.type, '_', '') as type, i.channel, i.direction, i.subject,
        case when r.id is null then i.notes else r.notes end as notes, coalesce(i.attachments, '{}') as attachments,
        i.is_automated, i.outcome, i.next_action, i.scheduled_at, i.completed_at, i.occurred_at, i.recorded_at,
        i.agent_id, i.recorded_by
        """;

    /// <summary>
    /// What happened, with notes in their newest words and without those that are struck out. Go on with <c>and …</c> about
    /// <c>i</c>.
    /// </summary>
    internal const string Standing = """
          from lead_activities i
          left join lateral (select r.id, r.notes from lead_activities r
                              where r.revises = i.id order by r.recorded_at desc, r.id desc limit 1) r on true
         where i.revises is null and (r.id is null or r.notes is not null)
        """;

    /// <summary>The same as a whole statement.</summary>
    internal const string Select = $"select {Columns} {Standing}";
}
