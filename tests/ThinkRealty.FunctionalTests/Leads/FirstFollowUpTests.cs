using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>When the agent is to call first (rules §8).</summary>
public sealed class FirstFollowUpTests : EmptyDeskTest
{
    [Test]
    public async Task The_first_assignment_makes_a_call_of_high_priority_a_day_later()
    {
        var agent = await GivenAgent();

        var answer = await Captured(Inquiry());

        answer.GetProperty("next_follow_up").GetDateTimeOffset().ShouldBe(Clock.Now.AddHours(24));
        (
            await Database.Rows<(Guid, Guid, string, string, string, DateTime)>(
                "select lead_id, agent_id, task_type, priority, status, due_date from follow_up_tasks"
            )
        ).ShouldBe([(LeadIn(answer), agent, "call", "high", "pending", Clock.Now.AddHours(24).UtcDateTime)]);
    }

    [
        TestCase("-31", 0),
        TestCase("-30", 0),
        TestCase("-29", 1),
        TestCase("-1", 29),
        TestCase("0", 30),
        TestCase("1", 31)
    ]
    [TestCase("29", 59), TestCase("29.5", 59.5), TestCase("30", 0), TestCase("31", 0)]
    [
        TestCase("-10 25", 55),
        TestCase("-10 50", 20),
        TestCase("-29 31 61", 1),
        TestCase("-29 30 60", 90),
        TestCase("0 60 119", 30)
    ]
    public async Task It_takes_the_earliest_moment_that_is_half_an_hour_from_every_other(
        string takenMinutes,
        double minutes
    )
    {
        await GivenAgent();
        var wanted = Clock.Now.AddHours(24);
        foreach (var taken in takenMinutes.Split(' '))
            await GivenTaskAt(
                wanted.AddMinutes(double.Parse(taken, System.Globalization.CultureInfo.InvariantCulture))
            );

        var answer = await Captured(Inquiry());

        answer.GetProperty("next_follow_up").GetDateTimeOffset().ShouldBe(wanted.AddMinutes(minutes));
        await AllInvariantsHold();
    }

    [TestCase("completed"), TestCase("cancelled")]
    public async Task What_is_done_or_cancelled_takes_no_time(string status)
    {
        await GivenAgent();
        await Captured(Inquiry());
        await Database.Execute(
            """
            update follow_up_tasks set status = @status, completed_at = case when @status = 'completed' then due_date end;
            update leads set next_follow_up = null
            """,
            new { status }
        );

        (await Captured(Inquiry())).GetProperty("next_follow_up").GetDateTimeOffset().ShouldBe(Clock.Now.AddHours(24));
    }

    [Test]
    public async Task Each_agent_has_a_calendar_of_its_own()
    {
        await GivenAgent();
        await GivenAgent();

        (await Captured(Inquiry())).GetProperty("next_follow_up").GetDateTimeOffset().ShouldBe(Clock.Now.AddHours(24));
        (await Captured(Inquiry())).GetProperty("next_follow_up").GetDateTimeOffset().ShouldBe(Clock.Now.AddHours(24));
    }

    [Test]
    public async Task Ten_captures_in_one_instant_are_called_half_an_hour_apart()
    {
        await GivenAgent();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Captured(Inquiry())));

        answers
            .Select(a => a.GetProperty("next_follow_up").GetDateTimeOffset())
            .Order()
            .ShouldBe(Enumerable.Range(0, 10).Select(i => Clock.Now.AddHours(24).AddMinutes(30 * i)));
        await AllInvariantsHold();
    }

    // The first follow-up of a lead of its own, moved.
    private async Task GivenTaskAt(DateTimeOffset due)
    {
        var lead = LeadIn(await Captured(Inquiry()));
        await Database.Execute(
            """
            update follow_up_tasks set due_date = @due where lead_id = @lead;
            update leads set next_follow_up = @due where id = @lead
            """,
            new { lead, due = due.UtcDateTime }
        );
    }
}
