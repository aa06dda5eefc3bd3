using FluentValidation;
using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Leads that score high and are not converted, by who they are; by day of creation (rules §10).</summary>
/// <param name="Filter">Which leads.</param>
/// <param name="Page">Which rows.</param>
/// <param name="Threshold">Points, 0–100; a lead is high above it.</param>
public sealed record HighScoreNotConverted(ReportFilter Filter, ReportPage Page, int Threshold)
    : IReport<HighScoreNotConvertedRow>
{
    public const int UsualThreshold = 80;
}

/// <summary>Leads that are alike.</summary>
/// <param name="SourceType">The channel.</param>
/// <param name="Nationality">The country's English name, or the text as sent if no country was recognised; null: not known.</param>
/// <param name="BudgetBand">The highest budget in AED, of rent and let a year's; null: not known.</param>
/// <param name="PropertyType">What the leads look for; null: not known.</param>
/// <param name="Status">Where they are now.</param>
/// <param name="LostReason">Why they were lost; null unless they are.</param>
/// <param name="LeadCount">Leads.</param>
/// <param name="AvgScore">Points, two decimals.</param>
/// <param name="EarliestLead">When the first of them came, UTC.</param>
/// <param name="LatestLead">When the last of them came, UTC.</param>
public sealed record HighScoreNotConvertedRow(
    string SourceType,
    string? Nationality,
    string? BudgetBand,
    string? PropertyType,
    string Status,
    string? LostReason,
    long LeadCount,
    decimal AvgScore,
    DateTimeOffset EarliestLead,
    DateTimeOffset LatestLead
);

internal sealed class HighScoreNotConvertedValidator : ReportValidator<HighScoreNotConverted, HighScoreNotConvertedRow>
{
    public HighScoreNotConvertedValidator()
        : base(HighScoreNotConvertedHandler.Columns) =>
        RuleFor(q => q.Threshold)
            .InclusiveBetween(0, 100)
            .WithMessage("A whole number is expected, 0–100.")
            .OverridePropertyName("threshold");
}

internal sealed class HighScoreNotConvertedHandler(ReportReader reports)
    : IRequestHandler<HighScoreNotConverted, Report<HighScoreNotConvertedRow>>
{
    private static readonly OrderColumn[] Groups =
    [
        OrderColumn.Text("source_type"),
        OrderColumn.Text("nationality"),
        OrderColumn.Text("budget_band"),
        OrderColumn.Text("property_type"),
        OrderColumn.Text("status"),
        OrderColumn.Text("lost_reason"),
    ];

    public static ReportColumns Columns { get; } =
        new("high-score-not-converted", [OrderColumn.MostFirst("lead_count"), .. Groups], Groups);

    public Task<Report<HighScoreNotConvertedRow>> Handle(
        HighScoreNotConverted request,
        CancellationToken cancellationToken
    ) =>
        reports.ReadAsync(
            $"""
            select source_type, nullif(nationality, '') as nationality, nullif(budget_band, '') as budget_band,
                   nullif(property_type, '') as property_type, status, nullif(lost_reason, '') as lost_reason,
                   leads as lead_count, score, earliest as earliest_lead, latest as latest_lead
              from {Profiles(request)}
            """,
            Columns,
            request,
            cancellationToken,
            new { request.Threshold },
            shown: "select rows.*, round(score::numeric / lead_count, 2) as avg_score from rows"
        );

    private static string Profiles(HighScoreNotConverted request) =>
        request.Threshold == HighScoreNotConverted.UsualThreshold && ReportTables.HasProfiles(request.Filter)
            ? ReportTables.Profiles(request.Filter, "high")
            : $"""
                (select source_type, nationality, budget_band, property_type, status, lost_reason, count(*) as leads, sum(score) as score,
                        min(created_at) as earliest, max(created_at) as latest
                   from {ReportTables.Facts(request.Filter)}
                  where score > @Threshold and status <> 'converted'
                  group by source_type, nationality, budget_band, property_type, status, lost_reason) profiles
                """;
}
