using FluentValidation;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Reports;

/// <summary>Which leads a report is about; what is null does not choose. Days are Asia/Dubai, both inclusive (rules §10).</summary>
public sealed record ReportFilter
{
    public DateOnly? DateFrom { get; init; }
    public DateOnly? DateTo { get; init; }
    public LeadSource? SourceType { get; init; }
    public Guid? AgentId { get; init; }
    public PropertyType? PropertyType { get; init; }

    public bool HasDates => DateFrom is not null || DateTo is not null;
}

internal static class ReportFilterRules
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    /// <summary>Refuses a period that is none, under the names that the caller sent.</summary>
    public static void PeriodIsInOrder<T>(
        this AbstractValidator<T> validator,
        Func<T, DateOnly?> from,
        Func<T, DateOnly?> to
    )
    {
        validator.RuleFor(q => from(q)).Must(IsADay).WithMessage(OutOfRange).OverridePropertyName("date_from");
        validator
            .RuleFor(q => to(q))
            .Must(IsADay)
            .WithMessage(OutOfRange)
            .Must((q, day) => day is null || from(q) is not { } begin || begin <= day)
            .WithMessage("Not before date_from.")
            .OverridePropertyName("date_to");
    }

    private static string OutOfRange => $"A day from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}.";

    private static bool IsADay(DateOnly? day) => day is null || (day >= Earliest && day <= Latest);
}
