using FluentValidation;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What the fields of a lead's daily life must look like, said once for every door.</summary>
internal static class LeadInput
{
    private const int LongestNote = 5_000;
    private const int LongestReason = 500;
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(3_653);

    /// <summary>
    /// A moment of a follow-up to come: not in the past, at most ten years ahead (rules §8). Where a request may be repeated under
    /// its key, only how far ahead is judged here: the past is judged inside, after the first answer was looked for.
    /// </summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> IsToCome<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule,
        TimeProvider clock
    ) =>
        rule.Must(at => at is null || at.Value.ToMicroseconds() >= clock.Now())
            .WithMessage("It lies in the past.")
            .IsWithinReach(clock);

    public static IRuleBuilderOptions<T, DateTimeOffset?> IsWithinReach<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule,
        TimeProvider clock
    ) => rule.Must(at => at is null || at <= clock.Now() + FarthestAhead).WithMessage("At most ten years ahead.");

    /// <summary>A past moment; clocks differ, so a moment up to a minute ahead is taken as now (rules §8).</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> HasHappened<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule,
        TimeProvider clock
    ) =>
        rule.Must(at => at is null || at.Value.ToMicroseconds() <= clock.Now() + LeadActivity.ClockTolerance)
            .WithMessage(
                $"It cannot lie ahead; up to {LeadActivity.ClockTolerance.TotalSeconds:0} seconds ahead count as now."
            );

    /// <summary>What a deal is worth, AED (rules §7).</summary>
    public static IRuleBuilderOptions<T, decimal?> IsADealValue<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(v => v is null || Amounts.IsWithin(v.Value, Amounts.MostDeal))
            .WithMessage($"AED above 0 and at most {Amounts.MostDeal:#,0}, with at most two decimals.");

    public static IRuleBuilderOptions<T, string?> FitsANote<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(LongestNote).WithMessage("At most 5,000 characters.");

    public static IRuleBuilderOptions<T, string?> IsANote<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(n => !string.IsNullOrWhiteSpace(n) && n.Length <= LongestNote)
            .WithMessage("1–5,000 characters are needed.");

    public static IRuleBuilderOptions<T, string?> FitsAReason<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(LongestReason).WithMessage("At most 500 characters.");

    public static IRuleBuilderOptions<T, string?> IsAReason<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(r => !string.IsNullOrWhiteSpace(r) && r.Length <= LongestReason)
            .WithMessage("A reason of 1–500 characters is needed.");
}
