using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Reports;

/// <summary>A question to the reports whose answer is a list of rows.</summary>
public interface IReport<TRow> : IReport<TRow, Report<TRow>>;

/// <summary>The same where something stands beside the rows.</summary>
public interface IReport<TRow, out TAnswer> : IQuery<TAnswer>
    where TAnswer : Report<TRow>
{
    ReportFilter Filter { get; }

    ReportPage Page { get; }
}

/// <summary>A page of a report.</summary>
/// <param name="Data">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
/// <param name="Skip">Rows left out before this page.</param>
/// <param name="Limit">Rows a page holds at most.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
/// <param name="AsOf">Every change that was committed before this moment is in the numbers.</param>
public record Report<TRow>(
    IReadOnlyList<TRow> Data,
    long Total,
    int Skip,
    int Limit,
    string? NextCursor,
    DateTimeOffset AsOf
);

/// <summary>Which part of a report is wanted, in which order.</summary>
/// <param name="Part">Rows to leave out and rows to give.</param>
/// <param name="Cursor">From the page before, in the same order.</param>
/// <param name="Order">What the rows go by.</param>
public sealed record ReportPage(PageRequest Part, string? Cursor, ReportOrder Order)
{
    /// <summary>All rows in the order in which they are shown: for a file.</summary>
    public static ReportPage Whole { get; } =
        new(new(0, int.MaxValue - 1), Cursor: null, ReportOrder.Display) { IsWhole = true };

    /// <summary>Whether no page was asked for; only the program itself can ask so.</summary>
    public bool IsWhole { get; private init; }
}

/// <summary>What the rows of a report go by.</summary>
public enum ReportOrder
{
    /// <summary>As a manager reads it (rules §10). A group whose numbers change between two pages may move.</summary>
    Display,

    /// <summary>
    /// By the group columns: a walk by cursor meets every group that exists throughout exactly once, whatever changes.
    /// </summary>
    Key,
}
