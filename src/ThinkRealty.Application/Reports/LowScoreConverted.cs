using FluentValidation;
using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Leads that score low and are converted all the same, by who they are; by day of creation (rules §10).</summary>
/// <param name="Filter">Which leads.</param>
/// <param name="Page">Which rows.</param>
/// <param name="Threshold">Points, 0–100; a lead is low below it.</param>
public sealed record LowScoreConverted(ReportFilter Filter, ReportPage Page, int Threshold)
    : IReport<LowScoreConvertedRow>
{
    public const int UsualThreshold = 50;
}

/// <summary>Leads that are alike.</summary>
/// <param name="SourceType">The channel.</param>
/// <param name="Nationality">The country's English name, or the text as sent if no country was recognised; null: not known.</param>
/// <param name="BudgetBand">The highest budget in AED, of rent and let a year's; null: not known.</param>
/// <param name="PropertyType">What the leads look for; null: not known.</param>
/// <param name="LeadCount">Leads.</param>
/// <param name="AvgScore">Points, two decimals.</param>
/// <param name="AvgDealValue">AED per lead whose value is known, two decimals; 0 without one.</param>
public sealed record LowScoreConvertedRow(
    string SourceType,
    string? Nationality,
    string? BudgetBand,
    string? PropertyType,
    long LeadCount,
    decimal AvgScore,
    decimal AvgDealValue
);

internal sealed class LowScoreConvertedValidator : ReportValidator<LowScoreConverted, LowScoreConvertedRow>
{
    public LowScoreConvertedValidator()
        : base(LowScoreConvertedHandler.Columns) =>
        RuleFor(q => q.Threshold)
            .InclusiveBetween(0, 100)
            .WithMessage("A whole number is expected, 0–100.")
            .OverridePropertyName("threshold");
}

internal sealed class LowScoreConvertedHandler(ReportReader reports)
    : IRequestHandler<LowScoreConverted, Report<LowScoreConvertedRow>>
{
    private static readonly OrderColumn[] Groups =
    [
        OrderColumn.Text("source_type"),
        OrderColumn.Text("nationality"),
        OrderColumn.Text("budget_band"),
        OrderColumn.Text("property_type"),
    ];

    public static ReportColumns Columns { get; } =
        new("low-score-converted", [OrderColumn.MostFirst("lead_count"), .. Groups], Groups);

    public Task<Report<LowScoreConvertedRow>> Handle(LowScoreConverted request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select source_type, nullif(nationality, '') as nationality, nullif(budget_band, '') as budget_band,
                   nullif(property_type, '') as property_type, leads as lead_count, score, deals, revenue
              from {Profiles(request)}
            """,
            Columns,
            request,
            cancellationToken,
            new { request.Threshold },
            shown: """
            select rows.*, round(score::numeric / lead_count, 2) as avg_score,
                   coalesce(round(revenue / nullif(deals, 0), 2), 0) as avg_deal_value
              from rows
            """
        );

    // All of them have one status and no reason to be lost, so each kept group is one of these.
    private static string Profiles(LowScoreConverted request) =>
        request.Threshold == LowScoreConverted.UsualThreshold && ReportTables.HasProfiles(request.Filter)
            ? ReportTables.Profiles(request.Filter, "low")
            : $"""
                (select source_type, nationality, budget_band, property_type, count(*) as leads, sum(score) as score,
                        count(revenue) as deals, sum(revenue) as revenue
                   from {ReportTables.Facts(request.Filter)}
                  where score < @Threshold and status = 'converted'
                  group by source_type, nationality, budget_band, property_type) profiles
                """;
}
