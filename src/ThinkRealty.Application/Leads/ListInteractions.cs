using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>Everything that happened with a lead, the latest first (rules §8).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record ListInteractions(Guid LeadId, PageRequest Page, string? Cursor) : IQuery<Page<InteractionView>>;

internal sealed class ListInteractionsValidator : AbstractValidator<ListInteractions>
{
    public ListInteractionsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor);
    }
}

internal sealed class ListInteractionsHandler(DbDataSource db, CallContext call)
    : IRequestHandler<ListInteractions, Page<InteractionView>>
{
    private const string Sql = $"""
        select count(*) from ({InteractionView.Select} and i.lead_id = @LeadId) standing;
        {InteractionView.Select} and i.lead_id = @LeadId and (i.occurred_at, i.id) < (@At, @Id)
         order by i.occurred_at desc, i.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<InteractionView>> Handle(ListInteractions request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.ReadPageAsync<InteractionView>(
            Sql,
            new { request.LeadId },
            request.Page,
            Walk.Read(request.Cursor, Walk.Down)!,
            interaction => new(interaction.OccurredAt, interaction.InteractionId),
            cancellationToken
        );
    }
}
