using Dapper;
using ThinkRealty.Application.Scoring;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Every complete 168 hours of silence of an active lead cost once, however often and late the job runs (rules §5).</summary>
public sealed class DecayScoresTests : BatchesTest
{
    private static readonly TimeSpan Week = TimeSpan.FromHours(168);

    [TestCase(1, -1, 0)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 1)]
    [TestCase(2, -1, 1)]
    [TestCase(2, 0, 2)]
    [TestCase(5, -1, 4)]
    [TestCase(5, 0, 5)]
    public async Task A_week_is_over_after_168_hours_to_the_microsecond(int weeks, int microseconds, int windows)
    {
        var lead = await GivenLead();
        var since = Clock.Now;
        await Later((weeks * Week) + (microseconds * Microsecond));

        var steps = await Run(new DecayScores());

        Sum(steps).ShouldBe(windows > 0 ? (1, 1) : (0, 0));
        (await SilenceOf(lead)).ShouldBe([.. Enumerable.Range(1, windows).Select(n => (since, n, -10))]);
        (await ScoreOf(lead)).ShouldBe((85 - (10 * windows), 85 - (10 * windows)));
    }

    [Test]
    public async Task A_second_run_changes_nothing_and_a_later_one_books_what_has_come_since()
    {
        var lead = await GivenLead();
        var since = Clock.Now;
        await Later(2 * Week);
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));
        var version = await VersionOf(lead);

        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
        (await VersionOf(lead)).ShouldBe(version);

        await Later(3 * Week);
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));
        (await SilenceOf(lead)).ShouldBe([.. Enumerable.Range(1, 5).Select(n => (since, n, -10))]);
    }

    [Test]
    public async Task The_sum_is_never_taken_below_0_and_further_weeks_cost_nothing()
    {
        var lead = await GivenLead();
        await Later(10 * Week);

        await Run(new DecayScores());
        (await SilenceOf(lead)).Select(s => s.Points).ShouldBe([-10, -10, -10, -10, -10, -10, -10, -10, -5, 0]);
        (await ScoreOf(lead)).ShouldBe((0, 0));

        await Later(Week);
        await Run(new DecayScores());
        (await SilenceOf(lead))[^1].Points.ShouldBe(0);
        (await ScoreOf(lead)).ShouldBe((0, 0));
    }

    [Test]
    public async Task A_contact_begins_a_new_silence_and_what_was_complete_by_then_stays_booked()
    {
        var lead = await GivenLead();
        var came = Clock.Now;
        await Later(Week);
        await Run(new DecayScores());
        await Later(Week - Microsecond);
        await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } }));
        var called = Clock.Now;

        await Later(Week - Microsecond);
        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
        await Later(Microsecond);
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));

        (await SilenceOf(lead)).ShouldBe([(came, 1, -10), (called, 1, -10)]);
    }

    [Test]
    public async Task What_a_command_has_booked_the_job_does_not_book_again()
    {
        var lead = await GivenLead();
        var came = Clock.Now;
        await Later(2 * Week);
        await Done(Step(SarahHerself, lead, new { status = "contacted" }));

        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
        await Later(Week);
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));

        (await SilenceOf(lead)).ShouldBe([(came, 1, -10), (came, 2, -10), (came, 3, -10)]);
    }

    [Test]
    public async Task Notes_and_automatic_messages_do_not_break_a_silence()
    {
        var lead = await GivenLead();
        var came = Clock.Now;
        await Later(Week / 2);
        await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/notes", new { note = "Has two dogs" }));
        await Done(
            Send(
                SarahHerself,
                HttpMethod.Post,
                $"leads/{lead}/interactions",
                new { type = "email", is_automated = true }
            )
        );
        await Later(Week / 2);

        await Run(new DecayScores());

        (await SilenceOf(lead)).ShouldBe([(came, 1, -10)]);
    }

    [TestCase("converted")]
    [TestCase("lost")]
    [TestCase("transferred")]
    public async Task A_lead_that_is_not_active_is_silent_for_nothing(string status)
    {
        var lead = await GivenLeadAt(status);
        await Later(3 * Week);

        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
        (await SilenceOf(lead)).ShouldBeEmpty();
    }

    [Test]
    public async Task An_archived_lead_is_silent_for_nothing_and_a_restored_one_from_the_restoring_on()
    {
        var lead = await GivenLead();
        await Done(Archive(Admin, lead));
        await Later(3 * Week);
        Sum(await Run(new DecayScores())).ShouldBe((0, 0));

        await Done(Restore(Admin, lead));
        var restored = Clock.Now;
        await Later(Week - Microsecond);
        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
        await Later(Microsecond);
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));
        (await SilenceOf(lead)).ShouldBe([(restored, 1, -10)]);
    }

    [Test]
    public async Task A_reopened_lead_is_silent_from_the_reopening_on()
    {
        var lead = await GivenLeadAt("lost");
        await Later(3 * Week);
        await Done(Reopen(Admin, lead));
        var reopened = Clock.Now;

        await Later(Week);
        await Run(new DecayScores());

        (await SilenceOf(lead)).ShouldBe([(reopened, 1, -10)]);
    }

    [Test]
    public async Task A_lead_that_waits_for_an_agent_is_silent_too()
    {
        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var (lead, agent) = await Captured();
        agent.ShouldBeNull();
        var came = Clock.Now;
        Clock.Advance(Week);

        // The queue may be looking at it just now.
        await Eventually(async () => Sum(await Run(new DecayScores())) == (1, 1), "it is booked");
        (await SilenceOf(lead)).ShouldBe([(came, 1, -10)]);
    }

    [Test]
    public async Task The_decay_is_shown_with_its_reason_and_is_a_new_version_of_the_lead_without_an_audit()
    {
        var lead = await GivenLead();
        var came = Clock.Now;
        await Later(2 * Week);
        var version = await VersionOf(lead);
        var audited = await Scalar<long>("select count(*) from audit_log");

        await Run(new DecayScores());

        var score = await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/score"));
        (score.GetProperty("score").GetInt32(), score.GetProperty("raw_score").GetInt32()).ShouldBe((65, 65));
        var ledger = score.GetProperty("ledger").EnumerateArray().ToList();
        ledger.Select(e => e.GetProperty("silence_window").GetInt32()).ShouldBe([1, 2]);
        foreach (var entry in ledger)
        {
            (Text(entry, "rule"), entry.GetProperty("points").GetInt32(), Text(entry, "reason")).ShouldBe(
                ("silence", -10, "168 hours without a contact or a message")
            );
            (Moment(entry, "silence_since"), Moment(entry, "at")).ShouldBe((came, Clock.Now));
        }

        var shown = await Shown(lead);
        (shown.GetProperty("lead_score").GetInt32(), Moment(shown, "updated_at")).ShouldBe((65, Clock.Now));
        (await VersionOf(lead)).ShouldNotBe(version);
        await ShouldBeProblem(
            await Update(SarahHerself, lead, new { activity = new { type = "call" } }, ifMatch: version),
            412,
            "version_conflict"
        );
        (await Scalar<long>("select count(*) from audit_log")).ShouldBe(audited);
    }

    [Test]
    public async Task An_agents_dashboard_shows_it_at_once()
    {
        var lead = await GivenLead();
        await Later(Week);
        var token = await TokenOf(Sarah);

        await Run(new DecayScores());

        (await TokenOf(Sarah)).ShouldNotBe(token);
        (await SilenceOf(lead)).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_lead_that_somebody_is_changing_is_left_out_by_name_and_booked_by_the_next_run()
    {
        var leads = new List<Guid>();
        for (var i = 0; i < 3; i++)
            leads.Add(await GivenLead());
        await Later(Week);

        await using (var somebody = await Database.Connect())
        await using (var transaction = await somebody.BeginTransactionAsync())
        {
            await somebody.ExecuteAsync(
                "select from leads where id = @lead for no key update",
                new { lead = leads[1] },
                transaction
            );
            var steps = await Run(new DecayScores());
            Sum(steps).ShouldBe((3, 2));
            Skipped(steps, "in_use").ShouldBe(1);
        }

        (await SilenceOf(leads[1])).ShouldBeEmpty();
        Sum(await Run(new DecayScores())).ShouldBe((1, 1));
        foreach (var lead in leads)
            (await SilenceOf(lead)).Count.ShouldBe(1);
    }

    private async Task<IReadOnlyList<(DateTimeOffset Since, int Window, int Points)>> SilenceOf(Guid lead) =>
        [
            .. (
                await Rows<(DateTime Since, int Window, int Points)>(
                    "select silence_since, silence_window, points from score_ledger where lead_id = @lead and rule = 'silence' order by id",
                    new { lead }
                )
            ).Select(s => (new DateTimeOffset(s.Since, TimeSpan.Zero), s.Window, s.Points)),
        ];

    private async Task<(int Raw, int Shown)> ScoreOf(Guid lead) =>
        (await Rows<(int, int)>("select raw_score, lead_score from leads where id = @lead", new { lead })).Single();

    private Task<Guid> TokenOf(Guid agent) =>
        Scalar<Guid>("select token from agent_tokens where agent_id = @agent", new { agent });
}
