using FluentValidation;

namespace ThinkRealty.Application.Pipeline;

/// <summary>The form in which every list answers.</summary>
/// <param name="Data">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
/// <param name="Skip">Rows left out before this page.</param>
/// <param name="Limit">Rows a page holds at most.</param>
/// <param name="NextCursor">Where the next page begins; null at the end, and in lists that are walked by <c>skip</c>.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, long Total, int Skip, int Limit, string? NextCursor);

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Skip">0 or more.</param>
/// <param name="Limit">1–100.</param>
public sealed record PageRequest(int Skip, int Limit)
{
    public const int DefaultLimit = 50;

    /// <summary>Whether the rows of all pages are to be counted; a file has no place for their number.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>As the caller sent it, with the defaults where it sent nothing.</summary>
    public static PageRequest Of(int? skip, int? limit) => new(skip ?? 0, limit ?? DefaultLimit);

    /// <summary>One row more than the page holds tells whether there is a next one.</summary>
    public int OneMore => Limit + 1;

    /// <summary>A page of a list that has cursors.</summary>
    /// <param name="data">At most <see cref="OneMore"/> rows.</param>
    /// <param name="total">How many rows there are on all pages.</param>
    /// <param name="cursorAfter">The cursor that goes on after a row.</param>
    public Page<T> Walking<T>(IReadOnlyList<T> data, long total, Func<T, string> cursorAfter) =>
        data.Count > Limit ? Holding([.. data.Take(Limit)], total, cursorAfter(data[Limit - 1])) : Holding(data, total);

    public Page<T> Holding<T>(IReadOnlyList<T> data, long total, string? nextCursor = null) =>
        new(data, total, Skip, Limit, nextCursor);
}

internal static class PageRules
{
    /// <summary>Refuses a page outside the limits, under the names that the caller sent.</summary>
    public static void PageIsWithinLimits<T>(this AbstractValidator<T> validator, Func<T, PageRequest> page)
    {
        validator
            .RuleFor(q => page(q).Skip)
            .GreaterThanOrEqualTo(0)
            .WithMessage("A whole number is expected, 0 or more.")
            .OverridePropertyName("skip");
        validator
            .RuleFor(q => page(q).Limit)
            .InclusiveBetween(1, 100)
            .WithMessage("A whole number is expected, 1–100.")
            .OverridePropertyName("limit");
    }
}
