using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Leads;

/// <summary>The leads by creation; an agent sees the own ones, and the others are absent (rules §11).</summary>
/// <param name="Selection">Which leads.</param>
/// <param name="Page">Which part.</param>
/// <param name="Cursor">From the page before, in the same order.</param>
/// <param name="Order">Oldest or newest first.</param>
public sealed record ListLeads(LeadSelection Selection, PageRequest Page, string? Cursor, SortOrder Order)
    : IQuery<Page<LeadView>>;

internal sealed class ListLeadsValidator : AbstractValidator<ListLeads>
{
    public ListLeadsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor, q => LeadPages.Beginning(q.Order));
    }
}

internal sealed class ListLeadsHandler(DbDataSource db, LeadPages pages, CallContext call)
    : IRequestHandler<ListLeads, Page<LeadView>>
{
    public async Task<Page<LeadView>> Handle(ListLeads request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await pages.ReadAsync(
            connection,
            request.Selection,
            call.Caller.OnlyAgent,
            request.Page,
            request.Cursor,
            request.Order,
            cancellationToken
        );
    }
}
