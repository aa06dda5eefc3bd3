using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>Who changed a lead, when and how, newest first (rules §11).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record ListAuditEntries(Guid LeadId, PageRequest Page, string? Cursor) : IQuery<Page<AuditEntryView>>;

/// <summary>One change, written in its own transaction.</summary>
public sealed record AuditEntryView
{
    /// <summary>Grows with every change anywhere.</summary>
    public long AuditId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who; null: the program itself.</summary>
    public Actor? Actor => Actor.Of(ActorUserId, ActorName);

    /// <summary>What was done, for example <c>lead_captured</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Each changed column with its old and its new value; null for the beginning.</summary>
    public JsonElement? Changes =>
        StoredChanges is null ? null : JsonSerializer.Deserialize<JsonElement>(StoredChanges);

    /// <summary>Finds the request in our logs.</summary>
    public string TraceId { get; init; } = "";

    internal Guid? ActorUserId { get; init; }
    internal string? ActorName { get; init; }
    internal string? StoredChanges { get; init; }
}

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntries>
{
    public ListAuditEntriesValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        RuleFor(q => q.Cursor)
            .Must(c => c is null || long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OverridePropertyName("cursor")
            .WithMessage("This is no cursor of this list; take next_cursor as it is.");
    }
}

internal sealed class ListAuditEntriesHandler(DbDataSource db, CallContext call)
    : IRequestHandler<ListAuditEntries, Page<AuditEntryView>>
{
    private const string Sql = """
        select count(*) from audit_log where entity_id = @LeadId;
        select e.id as audit_id, e.at, e.action, e.changes::text as stored_changes, e.trace_id,
               case when e.actor_kind = 'user' then e.actor_id end as actor_user_id,
               coalesce(u.full_name, k.name) as actor_name
          from audit_log e
          left join users u on u.id = e.actor_id
          left join api_keys k on k.id = e.actor_id
         where e.entity_id = @LeadId and e.id < @Before
         order by e.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<AuditEntryView>> Handle(ListAuditEntries request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        var parameters = new
        {
            request.LeadId,
            Before = request.Cursor is null ? long.MaxValue : long.Parse(request.Cursor, CultureInfo.InvariantCulture),
            request.Page.Skip,
            Limit = request.Page.OneMore,
        };
        await using var grid = await connection.QueryMultipleAsync(
            new(Sql, parameters, cancellationToken: cancellationToken)
        );
        var total = await grid.ReadSingleAsync<long>();
        return request.Page.Walking(
            (await grid.ReadAsync<AuditEntryView>()).AsList(),
            total,
            entry => entry.AuditId.ToString(CultureInfo.InvariantCulture)
        );
    }
}
