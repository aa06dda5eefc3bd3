using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>The leads that an agent holds, or held last, newest first; an agent asks for the own ones (rules §11).</summary>
/// <exception cref="DomainException"><c>agent_not_found</c>; <c>forbidden</c>: another agent.</exception>
public sealed record ListAgentLeads(Guid AgentId, LeadStatus? Status, PageRequest Page, string? Cursor)
    : IQuery<Page<LeadView>>;

internal sealed class ListAgentLeadsValidator : AbstractValidator<ListAgentLeads>
{
    public ListAgentLeadsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor);
    }
}

internal sealed class ListAgentLeadsHandler(DbDataSource db, LeadPages pages, CallContext call)
    : IRequestHandler<ListAgentLeads, Page<LeadView>>
{
    public async Task<Page<LeadView>> Handle(ListAgentLeads request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAgentAsync(call.Caller, request.AgentId, cancellationToken);
        return await pages.ReadAsync(
            connection,
            new() { AssignedAgentId = request.AgentId, Status = request.Status },
            call.Caller.OnlyAgent,
            request.Page,
            request.Cursor,
            SortOrder.Desc,
            cancellationToken
        );
    }
}
