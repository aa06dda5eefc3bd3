using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>Which leads a dashboard's performance is about, by their creation.</summary>
public enum DashboardRange
{
    /// <summary>The last 7 × 24 hours.</summary>
    [Spelled("7d")]
    Week,

    /// <summary>The last 30 × 24 hours.</summary>
    [Spelled("30d")]
    Month,

    /// <summary>The last 90 × 24 hours.</summary>
    [Spelled("90d")]
    Quarter,

    /// <summary>From one day in Dubai to another, both inclusive.</summary>
    Custom,
}

/// <summary>The leads by creation, and of which source; the days only with <see cref="DashboardRange.Custom"/>.</summary>
internal sealed record DashboardPeriod(DashboardRange Range, DateOnly? Start, DateOnly? End, LeadSource? Source)
{
    /// <summary>The first moment inside, and the first one after it.</summary>
    public (DateTime From, DateTime To) At(DateTimeOffset now) =>
        Range switch
        {
            DashboardRange.Custom => (
                Start!.Value.DubaiMidnight().UtcDateTime,
                End!.Value.AddDays(1).DubaiMidnight().UtcDateTime
            ),
            DashboardRange.Week => Last(now, 7),
            DashboardRange.Month => Last(now, 30),
            _ => Last(now, 90),
        };

    // PostgreSQL's infinity stands at the open end: no lead is of tomorrow, but another node's clock may be ahead.
    private static (DateTime, DateTime) Last(DateTimeOffset now, int days) =>
        (now.AddDays(-days).UtcDateTime, DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
}
