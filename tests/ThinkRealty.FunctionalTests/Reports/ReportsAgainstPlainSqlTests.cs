using System.Globalization;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>Whatever happens to leads, every report says what plain SQL over the source tables says (rules §10).</summary>
public sealed class ReportsAgainstPlainSqlTests : RandomHistoryTest
{
    private const int Batches = 8;
    private const int MostBatches = 16;
    private const int Operations = 30;
    private const int FiltersEach = 2;

    private Random _random = new(0);
    private IReadOnlyList<DateOnly> _days = [];

    [TestCase(4, "2026-01-31T19:30:00Z")]
    [TestCase(2, "2027-12-20T09:00:00Z")]
    public async Task Every_report_is_what_plain_SQL_gives(int seed, string beginning)
    {
        _random = new(seed);
        await BeginHistory(new(seed), DateTimeOffset.Parse(beginning, CultureInfo.InvariantCulture));
        // Who waits in the queue is given away in the background, so that no two runs of a seed are alike: the history goes
        // on until everything has happened.
        for (var batch = 0; batch < Batches || (batch < MostBatches && (await NeverHappened()).Count > 0); batch++)
        {
            await Happen(Operations, isMonthTurning: batch % 2 == 1);
            await ReportsAreUpToDate();
            await EveryReportIsExact();
        }

        (await NeverHappened()).ShouldBeEmpty();

        // Counting everything again changes nothing.
        await Database.Execute(
            "insert into reporting.pending (lead_id) select id from leads; select reporting.rebuild_sums()"
        );
        await ReportsAreUpToDate();
        await EveryReportIsExact();
    }

    private async Task ReportsAreUpToDate()
    {
        var now = await Scalar<DateTime>("select clock_timestamp()");
        await Eventually(
            async () => await Scalar<DateTime>("select as_of from reporting.progress") > now,
            "the reports are up to date"
        );
    }

    private async Task EveryReportIsExact()
    {
        // Every day on which something happened, and those beside it.
        var days = await Rows<string>(
            """
            select distinct ((at at time zone 'Asia/Dubai')::date + beside)::text
              from (select created_at as at from leads union select occurred_at from lead_activities
                    union select changed_at from lead_conversion_history) moments
             cross join generate_series(-1, 1) beside order by 1
            """
        );
        _days = [.. days.Select(day => DateOnly.Parse(day, CultureInfo.InvariantCulture))];
        foreach (var report in PlainReports.Thirteen.Concat(PlainKin.All))
            for (var i = 0; i < FiltersEach; i++)
                await ReportIsExact(report, i == 0 ? Unfiltered(report) : SomeFilter(report));

        // An agent sees the own numbers, whatever it asks for.
        await Later(TimeSpan.Zero, SarahHerself);
        var own = await PlainKin.Statistics.AskAsync(Database, new() { Agent = Sarah });
        await SarahHerself.ShouldBeObject($"/api/v1/{PlainKin.Statistics.Path}", own.Rows.Single());
    }

    private async Task ReportIsExact(PlainReport report, Filter filter)
    {
        var path = $"/api/v1/{report.Path}{filter.QueryFor(report)}";
        var expected = await report.AskAsync(Database, filter);
        if (report.IsObject)
        {
            await Supervisor.ShouldBeObject(path, expected.Rows.Single());
            return;
        }

        await Supervisor.ShouldWalk(path, Chance(50) ? 100 : _random.Next(4, 30), expected.Rows, expected.Beside);
        if (report.Key is not null)
            await Supervisor.ShouldWalk($"{path}&order=key", _random.Next(4, 101), expected.ByKey, expected.Beside);
        if (Chance(20))
            await Supervisor.ShouldSkip(
                path,
                _random.Next(expected.Rows.Count + 2),
                _random.Next(1, 101),
                expected.Rows,
                expected.Beside
            );
    }

    private Filter Unfiltered(PlainReport report) =>
        report.Takes == Filters.Period ? LastDays(30) with { Days = null, IsDefaultPeriod = true } : new();

    private Filter SomeFilter(PlainReport report)
    {
        var filter = report.Takes switch
        {
            Filters.AgentOnly => new Filter { Agent = SomeAgent() },
            Filters.Period when Chance(30) => LastDays(_random.Next(1, 120)),
            Filters.Period when Chance(20) => Unfiltered(report),
            _ when Chance(70) => SomeDays(mustEnd: report == PlainKin.LeadsTrend),
            _ => Unfiltered(report),
        };
        if (report.Takes != Filters.AgentOnly && Chance(35))
            filter = filter with { Agent = SomeAgent() };
        if (report.Takes is Filters.AllFive or Filters.Period && Chance(35))
            filter = filter with { Source = Pick(Sources) };
        if (report.Takes is Filters.AllFive && Chance(35))
            filter = filter with { Type = Pick(Types) };
        return report.Threshold is { } most && Chance(60)
            ? filter with
            {
                Threshold = _random.Next(most + 11),
            }
            : filter;
    }

    private Filter LastDays(int days)
    {
        var today = DateOnly.FromDateTime(Clock.Now.AddHours(4).DateTime);
        return new()
        {
            Days = days,
            From = today.AddDays(1 - days),
            To = today,
        };
    }

    // One day, a calendar month, between two days, or without one of the ends.
    private Filter SomeDays(bool mustEnd)
    {
        DateOnly[] days = [Pick(_days), Pick(_days)];
        Array.Sort(days);
        var month = new DateOnly(days[0].Year, days[0].Month, 1);
        return _random.Next(mustEnd ? 3 : 5) switch
        {
            0 => new() { From = days[0], To = days[0] },
            1 => new() { From = month, To = month.AddMonths(1).AddDays(-1) },
            2 => new() { From = days[0], To = days[1] },
            3 => new() { From = days[0] },
            _ => new() { To = days[1] },
        };
    }

    private Guid SomeAgent() => Chance(5) ? Guid.CreateVersion7() : Pick(Agents);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
