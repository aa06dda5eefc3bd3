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
    private const string Score = "A score is a whole number from 0 to 100.";

    public ListLeadsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor, q => LeadPages.Beginning(q.Order));
        RuleFor(q => q.Selection.ScoreMin)
            .InclusiveBetween(0, 100)
            .WithMessage(Score)
            .OverridePropertyName("score_min");
        RuleFor(q => q.Selection.ScoreMax)
            .InclusiveBetween(0, 100)
            .WithMessage(Score)
            .Must((q, most) => most is null || q.Selection.ScoreMin is not { } least || least <= most)
            .WithMessage("Not below score_min.")
            .OverridePropertyName("score_max");
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
