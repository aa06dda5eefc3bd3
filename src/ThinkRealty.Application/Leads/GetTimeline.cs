using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>A lead's whole life in one order, the latest first: interactions, notes, status, agents, follow-ups.</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record GetTimeline(Guid LeadId, PageRequest Page, string? Cursor) : IQuery<Page<TimelineEntry>>;

/// <summary>What sort of entry it is. Of what happened at the same moment, the later in this list came later.</summary>
public enum TimelineKind
{
    StatusStep,
    Correction,
    Assignment,
    Interaction,
    Note,
    FollowUpCompleted,
    FollowUpMade,
}

/// <summary>One thing in a lead's life.</summary>
public sealed record TimelineEntry
{
    /// <summary>What sort of entry it is.</summary>
    public TimelineKind Kind { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The interaction, note, assignment or task; null for a status step and a correction.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>
    /// In a word: an interaction's type, the status that was reached, the agent who was given the lead, a follow-up's type.
    /// </summary>
    public string Title { get; init; } = "";

    /// <summary>The words to it: a note's, a message, a reason.</summary>
    public string? Text { get; init; }

    /// <summary>How an interaction went: <c>positive</c>, <c>negative</c> or <c>neutral</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The status before a status step; null for the beginning.</summary>
    public string? StatusFrom { get; init; }

    /// <summary>When a follow-up is due, UTC.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>The agent it concerns: who acted, who was given the lead, whose follow-up it is.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>Who did it; null: the program itself, or not recorded.</summary>
    public Actor? Actor => Actor.Of(ActorUserId, ActorName);

    internal Guid? ActorUserId { get; init; }
    internal string? ActorName { get; init; }
    internal Guid SortKey { get; init; }
}

internal sealed class GetTimelineValidator : AbstractValidator<GetTimeline>
{
    public GetTimelineValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor);
    }
}

internal sealed class GetTimelineHandler(DbDataSource db, CallContext call)
    : IRequestHandler<GetTimeline, Page<TimelineEntry>>
{
    // Much of it happens at one moment (a capture makes three entries), and a task has two entries: so the id that orders
    // them begins with the kind's number.
    private const string Sql = $"""
        select (select count(*) from lead_conversion_history where lead_id = @LeadId)
             + (select count(*) from lead_assignments where lead_id = @LeadId)
             + (select count(*) from ({InteractionView.Select} and i.lead_id = @LeadId and i.type <> 'assignment') standing)
             + (select count(*) + count(completed_at) from follow_up_tasks where lead_id = @LeadId);
        select e.kind, e.at, e.entry_id, e.title, e.text, e.outcome, e.status_from, e.due_date, e.agent_id, e.sort_key,
               case when k.id is null then e.actor_id end as actor_user_id, coalesce(u.full_name, k.name) as actor_name
          from (
            select case h.kind when 'step' then 'statusstep' else 'correction' end as kind, h.changed_at as at, null::uuid as entry_id, h.status_to as title, h.reason as text,
                   null as outcome, h.status_from, null::timestamptz as due_date, null::uuid as agent_id, h.actor_id,
                   ('0' || lpad(to_hex(h.id), 31, '0'))::uuid as sort_key
              from lead_conversion_history h
             where h.lead_id = @LeadId
            union all
            select 'assignment', d.assigned_at, d.id, a.full_name, coalesce(d.remark, d.reason), null, null, null, d.agent_id,
                   d.assigned_by, overlay(d.id::text placing '1' from 1 for 1)::uuid
              from lead_assignments d
              join agents a on a.id = d.agent_id
             where d.lead_id = @LeadId
            union all
            select case when i.type = 'note' then 'note' else 'interaction' end, i.occurred_at, i.id, i.type,
                   coalesce(case when r.id is null then i.notes else r.notes end, i.subject), i.outcome, null, null, i.agent_id,
                   i.recorded_by, overlay(i.id::text placing case when i.type = 'note' then '3' else '2' end from 1 for 1)::uuid
              from lead_activities i
              left join lateral (select r.id, r.notes from lead_activities r
                                  where r.revises = i.id order by r.recorded_at desc, r.id desc limit 1) r on true
             where i.lead_id = @LeadId and i.revises is null and (r.id is null or r.notes is not null)
               and i.type <> 'assignment'
            union all
            select 'followupcompleted', t.completed_at, t.id, t.task_type, null, null, null, t.due_date, t.agent_id, null,
                   overlay(t.id::text placing '4' from 1 for 1)::uuid
              from follow_up_tasks t
             where t.lead_id = @LeadId and t.completed_at is not null
            union all
            select 'followupmade', t.created_at, t.id, t.task_type, null, null, null, t.due_date, t.agent_id, null,
                   overlay(t.id::text placing '5' from 1 for 1)::uuid
              from follow_up_tasks t
             where t.lead_id = @LeadId
          ) e
          left join users u on u.id = e.actor_id
          left join api_keys k on k.id = e.actor_id
         where (e.at, e.sort_key) < (@At, @Id)
         order by e.at desc, e.sort_key desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<TimelineEntry>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.ReadPageAsync<TimelineEntry>(
            Sql,
            new { request.LeadId },
            request.Page,
            Walk.Read(request.Cursor, Walk.Down)!,
            entry => new(entry.At, entry.SortKey),
            cancellationToken
        );
    }
}
