using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>A lead's way along the pipeline from the beginning, with what was corrected later (rules §7).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record ListStatusSteps(Guid LeadId, PageRequest Page) : IQuery<Page<StatusStepView>>;

/// <summary>What a row of the history is.</summary>
public enum HistoryKind
{
    /// <summary>A step to another status.</summary>
    Step,

    /// <summary>The deal of a converted lead was corrected; the status stays.</summary>
    Correction,
}

/// <summary>One step along the pipeline, or a correction.</summary>
public sealed record StatusStepView
{
    /// <summary>A status step, or a correction of the deal: the audit has the old and the new value.</summary>
    public HistoryKind Kind { get; init; }

    /// <summary>Null for the beginning.</summary>
    public LeadStatus? StatusFrom { get; init; }

    /// <summary>Where the step led.</summary>
    public LeadStatus StatusTo { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who took it; null: the program itself.</summary>
    public Actor? Actor => Actor.Of(ActorUserId, ActorName);

    /// <summary>What was said about it.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a supervisor forced a step that the pipeline does not have.</summary>
    public bool Forced { get; init; }

    /// <summary>Complete seconds spent in the status before; null for the beginning and for corrections.</summary>
    public long? SecondsInPrevious { get; init; }

    internal Guid? ActorUserId { get; init; }
    internal string? ActorName { get; init; }
}

internal sealed class ListStatusStepsValidator : AbstractValidator<ListStatusSteps>
{
    public ListStatusStepsValidator() => this.PageIsWithinLimits(q => q.Page);
}

internal sealed class ListStatusStepsHandler(DbDataSource db, CallContext call)
    : IRequestHandler<ListStatusSteps, Page<StatusStepView>>
{
    private const string Sql = """
        select count(*) from lead_conversion_history where lead_id = @LeadId;
        select h.kind, replace(h.status_from, '_', '') as status_from, replace(h.status_to, '_', '') as status_to, h.changed_at,
               case when k.id is null then h.actor_id end as actor_user_id, coalesce(u.full_name, k.name) as actor_name,
               h.reason, h.forced, h.seconds_in_previous
          from lead_conversion_history h
          left join users u on u.id = h.actor_id
          left join api_keys k on k.id = h.actor_id
         where h.lead_id = @LeadId
         order by h.id
        offset @Skip limit @Limit
        """;

    public async Task<Page<StatusStepView>> Handle(ListStatusSteps request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.ReadPageAsync<StatusStepView>(
            Sql,
            new { request.LeadId },
            request.Page,
            cancellationToken
        );
    }
}
