using FluentValidation;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Reports;

/// <summary>What is asked of every report alike.</summary>
internal abstract class ReportValidator<TReport, TRow> : AbstractValidator<TReport>
    where TReport : IReport<TRow, Report<TRow>>
{
    protected ReportValidator(ReportColumns columns)
    {
        When(q => !q.Page.IsWhole, () => this.PageIsWithinLimits(q => q.Page.Part));
        this.PeriodIsInOrder(q => q.Filter.DateFrom, q => q.Filter.DateTo);
        RuleFor(q => q.Page.Cursor)
            .Must((q, cursor) => columns.IsMine(cursor, q.Page.Order))
            .OverridePropertyName("cursor")
            .WithMessage("This is no cursor of this report in this order; take next_cursor as it is.");
    }
}
