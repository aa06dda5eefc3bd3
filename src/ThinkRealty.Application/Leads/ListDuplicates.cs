using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// The other leads of a person, newest first: those with the same phone, and the chain of <c>duplicate_of</c> in both
/// directions (rules §4). Archived ones are out, and an agent sees the own ones (rules §11).
/// </summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record ListDuplicates(Guid LeadId, PageRequest Page) : IQuery<Page<LeadView>>;

internal sealed class ListDuplicatesValidator : AbstractValidator<ListDuplicates>
{
    public ListDuplicatesValidator() => this.PageIsWithinLimits(q => q.Page);
}

internal sealed class ListDuplicatesHandler(DbDataSource db, LeadRows rows, CallContext call)
    : IRequestHandler<ListDuplicates, Page<LeadView>>
{
    private const string Sql = """
        with recursive chain (id) as (
          select @LeadId
          union
          select linked.id
            from chain c
           cross join lateral (select l.duplicate_of as id from leads l where l.id = c.id and l.duplicate_of is not null
                               union all
                               select l.id from leads l where l.duplicate_of = c.id) linked)
        select l.id
          from leads l
         where l.id in (select id from chain
                        union all
                        select s.id from leads s where s.phone = (select phone from leads where id = @LeadId))
           and l.id <> @LeadId and l.archived_at is null
           and l.assigned_agent_id is not distinct from coalesce(@OnlyAgent, l.assigned_agent_id)
         order by l.created_at desc, l.id desc
        """;

    public async Task<Page<LeadView>> Handle(ListDuplicates request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        var parameters = new { request.LeadId, call.Caller.OnlyAgent };
        var all = (
            await connection.QueryAsync<Guid>(new(Sql, parameters, cancellationToken: cancellationToken))
        ).AsList();
        var chosen = all.Skip(request.Page.Skip).Take(request.Page.Limit).ToArray();
        var leads = await rows.ReadAsync(
            connection,
            "where l.id = any (@chosen) order by l.created_at desc, l.id desc",
            new(new { chosen }),
            cancellationToken
        );
        return request.Page.Holding(leads, all.Count);
    }
}
