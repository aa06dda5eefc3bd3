using ThinkRealty.Api.JobsPage;
using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What the page says, in both languages.</summary>
public sealed class PageWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 17, 20, 30, 5, TimeSpan.Zero);

    private static Phrases Say(Language language) => new(language, Now, Now);

    [TestCaseSource(nameof(Jobs))]
    public void Every_job_has_its_words_in_both_languages(string job)
    {
        var (title, description, effect) = JobTexts.Of(job);

        foreach (var text in new[] { title, description, effect })
        {
            text.English.ShouldMatch("^[A-Z][a-z]");
            text.Arabic.ShouldMatch(@"^\p{IsArabic}+ ");
            text.Arabic.ShouldNotMatch("[A-Za-z]");
        }
    }

    [Test]
    public void Every_text_is_in_both_languages_with_the_same_places_to_fill()
    {
        var texts = typeof(Texts)
            .GetProperties()
            .Where(p => p.PropertyType == typeof(Text))
            .Select(p => (Text)p.GetValue(null)!)
            .Concat(Deed.All.SelectMany(d => new[] { d.Label, d.Question, d.Meaning, d.Done }))
            .ToList();

        texts.Count.ShouldBeGreaterThan(60);
        foreach (var text in texts)
        {
            text.English.ShouldNotBeNullOrWhiteSpace();
            text.Arabic.ShouldNotBeNullOrWhiteSpace();
            for (var place = 0; place < 5; place++)
                text.Arabic.Contains($"{{{place}}}").ShouldBe(text.English.Contains($"{{{place}}}"), text.English);
        }
    }

    [TestCase(
        "purge_old_records",
        "refused inquiries older than 7 days and records of runs older than 1 day",
        "الأقدم من 7 أيام"
    )]
    [TestCase("reassign_stale_leads", "nobody has contacted for 48 hours", "منذ 48 ساعة")]
    [TestCase("escalate_follow_ups", "overdue for 2 days", "منذ يومين")]
    [TestCase("rebalance_workload", "above 90% of their maximum to agents below 10%", "فوق 90% من حدهم الأقصى")]
    [TestCase("decay_scores", "lose points", "يخسر العملاء")]
    public void What_a_job_does_now_is_told_with_the_numbers_of_the_settings(string job, string english, string arabic)
    {
        var settings = new JobSettings
        {
            KeepIntakeDays = 7,
            KeepRunsDays = 1,
            StaleAfterHours = 48,
            EscalateAfterDays = 2,
            RebalanceAbovePercent = 90,
            RebalanceBelowPercent = 10,
        };

        JobTexts.Of(job).Happens(Say(Language.English), settings).ShouldContain(english);
        JobTexts.Of(job).Happens(Say(Language.Arabic), settings).ShouldContain(arabic);
        JobCatalogue.Find(job)!.Describe(settings).ShouldEndWith(".");
    }

    [Test]
    public void Each_job_says_something_else_and_only_one_deletes()
    {
        var effects = Jobs().Select(job => JobTexts.Of(job).Effect).ToList();

        effects.Distinct().Count().ShouldBe(effects.Count);
        Jobs().Where(job => JobTexts.Of(job).Deletes).ShouldBe(["purge_old_records"]);
    }

    [TestCase("reassign_stale_leads", "for 48 hours"), TestCase("reassign_stale_leads", "for 1 hour", 1)]
    [TestCase("escalate_follow_ups", "for 12 days", 12), TestCase("escalate_follow_ups", "for 1 day", 1)]
    [TestCase("purge_old_records", "after 48 days")]
    [TestCase("rebalance_workload", "above 48 % of their maximum to agents below 48 %")]
    public void The_API_describes_a_job_with_the_numbers_of_the_settings(string job, string words, int number = 48)
    {
        var settings = new JobSettings
        {
            KeepIntakeDays = number,
            KeepRunsDays = number,
            StaleAfterHours = number,
            EscalateAfterDays = number,
            RebalanceAbovePercent = number,
            RebalanceBelowPercent = number,
        };

        JobCatalogue.Find(job)!.Describe(settings).ShouldContain(words);
    }

    [TestCase(0.0, "just now", "الآن")]
    [TestCase(0.9, "just now", "الآن")]
    [TestCase(1, "1 second ago", "قبل ثانية")]
    [TestCase(2, "2 seconds ago", "قبل ثانيتين")]
    [TestCase(10, "10 seconds ago", "قبل 10 ثوانٍ")]
    [TestCase(11, "11 seconds ago", "قبل 11 ثانية")]
    [TestCase(59.9, "59 seconds ago", "قبل 59 ثانية")]
    [TestCase(60, "1 minute ago", "قبل دقيقة")]
    [TestCase(3 * 60, "3 minutes ago", "قبل 3 دقائق")]
    [TestCase(3599, "59 minutes ago", "قبل 59 دقيقة")]
    [TestCase(3600, "1 hour ago", "قبل ساعة")]
    [TestCase(47 * 3600, "47 hours ago", "قبل 47 ساعة")]
    [TestCase(48 * 3600, "2 days ago", "قبل يومين")]
    [TestCase(11 * 86400, "11 days ago", "قبل 11 يوماً")]
    [TestCase(100 * 86400, "100 days ago", "قبل 100 يوم")]
    [TestCase(105 * 86400, "105 days ago", "قبل 105 أيام")]
    [TestCase(-120, "in 2 minutes", "بعد دقيقتين")]
    public void A_moment_is_told_by_its_distance(double secondsAgo, string english, string arabic)
    {
        var moment = Now.AddSeconds(-secondsAgo);

        Say(Language.English).Relative(moment, Now).ShouldBe(english);
        Say(Language.Arabic).Relative(moment, Now).ShouldBe(arabic);
    }

    [Test]
    public void A_day_is_that_of_Dubai()
    {
        Say(Language.English).Exact(Now).ShouldBe("18 Jan 2026, 00:30:05");
        Say(Language.Arabic).Exact(Now).ShouldBe("18 يناير 2026، 00:30:05");
    }

    [TestCase(0, "0 ms")]
    [TestCase(999, "999 ms")]
    [TestCase(1000, "1.0 seconds")]
    [TestCase(9940, "9.9 seconds")]
    [TestCase(10_000, "10 seconds")]
    [TestCase(60_000, "1 minute")]
    [TestCase(125_000, "2 minutes 5 seconds")]
    [TestCase(3_600_000, "1 hour")]
    [TestCase(100_020_000, "27 hours 47 minutes")]
    public void A_duration_is_told_as_exactly_as_anybody_wants_to_know(long milliseconds, string words) =>
        Say(Language.English).Duration(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(words);

    [TestCase(null, "باستمرار"), TestCase("00:00:00", "يدوياً فقط"), TestCase("00:01:00", "كل دقيقة")]
    [TestCase("00:15:00", "كل 15 دقيقة"), TestCase("01:00:00", "كل ساعة"), TestCase("02:00:00", "كل ساعتين")]
    [TestCase("1.00:00:00", "كل يوم"), TestCase("3.00:00:00", "كل 3 أيام"), TestCase("00:00:45", "كل 45 ثانية")]
    public void A_schedule_is_told_in_Arabic(string? every, string words)
    {
        var job = new JobView
        {
            Name = "",
            Description = "",
            Schedule = "by itself",
            Paused = false,
            Running = false,
            Trend = [],
        };
        TimeSpan? interval = every is null ? null : TimeSpan.Parse(every, null);

        Say(Language.Arabic).Schedule(job, interval).ShouldBe(words);
        Say(Language.English).Schedule(job, interval).ShouldBe("by itself");
    }

    private static IEnumerable<string> Jobs() => JobCatalogue.All.Select(job => job.Name);
}
