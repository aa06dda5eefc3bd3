using FluentValidation;

namespace ThinkRealty.Application.Reports;

/// <summary>A report on the last days, unless dates are given.</summary>
public interface IRecentReport<TRow> : IRecentReport<TRow, Report<TRow>>, IReport<TRow>;

/// <summary>The same where something stands beside the rows.</summary>
public interface IRecentReport<TRow, out TAnswer> : IReport<TRow, TAnswer>
    where TAnswer : Report<TRow>
{
    /// <summary>How many days in Dubai, today included; null: dates are given, or the usual 30.</summary>
    int? Days { get; }
}

/// <summary>The last days as a period; where dates are given, those are the period.</summary>
internal static class RecentDays
{
    private const int Usual = 30;

    public static ReportFilter Recent(this ReportFilter filter, int? days, DateOnly today) =>
        filter.HasDates ? filter : filter with { DateFrom = today.AddDays(1 - (days ?? Usual)), DateTo = today };

    public static void DaysAreInOrder<T>(
        this AbstractValidator<T> validator,
        Func<T, int?> days,
        Func<T, ReportFilter> filter
    ) =>
        validator
            .RuleFor(q => days(q))
            .InclusiveBetween(1, 3650)
            .WithMessage("A whole number is expected, 1–3650.")
            .Must((q, asked) => asked is null || !filter(q).HasDates)
            .WithMessage("Either days or dates.")
            .OverridePropertyName("days");
}

/// <summary>What is asked of every report on the last days alike.</summary>
internal abstract class RecentReportValidator<TReport, TRow> : ReportValidator<TReport, TRow>
    where TReport : IRecentReport<TRow, Report<TRow>>
{
    protected RecentReportValidator(ReportColumns columns)
        : base(columns) => this.DaysAreInOrder(q => q.Days, q => q.Filter);
}
