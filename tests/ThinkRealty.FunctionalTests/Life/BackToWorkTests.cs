using System.Net;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Reopening, archiving and restoring: who gets the place, and what becomes of tasks and silence (rules §6–§8).</summary>
public sealed class BackToWorkTests : LifeTest
{
    public enum Way
    {
        Reopened,
        Restored,
    }

    [Test]
    public async Task An_active_lead_again_goes_back_to_its_agent_with_a_new_row_and_a_new_first_follow_up(
        [Values] Way way
    )
    {
        var lead = await GivenLead();
        await Away(lead, way);
        (await ActiveLeadsOf(Sarah)).ShouldBe(0);
        var position = await PositionOf(Sarah);
        await Later(TimeSpan.FromDays(3));

        var shown = await Done(Back(lead, way));

        (AgentOf(shown), Moment(shown, "next_follow_up")).ShouldBe((Sarah, Clock.Now.AddHours(24)));
        (await HoldersOf(lead)).ShouldBe([
            (Sarah, "best_match", false),
            (Sarah, way.ToString().ToLowerInvariant(), true),
        ]);
        (await ActiveLeadsOf(Sarah)).ShouldBe(1);
        (await PositionOf(Sarah)).ShouldBe(position + 2520, "it counts in the turn");
        (await Scalar<DateTime>("select silence_since from leads where id = @lead", new { lead })).ShouldBe(
            Clock.Now.UtcDateTime,
            "silence starts anew"
        );
    }

    [Test]
    public async Task Without_room_at_its_agent_it_goes_to_the_best_other_one_and_without_any_room_it_waits(
        [Values] Way way
    )
    {
        var (one, two) = (await GivenLead(), await GivenLead());
        await Away(one, way);
        await Away(two, way);
        await Database.Execute(
            "update agents set leave_from = '2000-01-01', leave_until = null where id = @Sarah",
            new { Sarah }
        );
        var other = await GivenAgent(max: 1);

        AgentOf(await Done(Back(one, way))).ShouldBe(other);
        var waiting = await Done(Back(two, way));

        (AgentOf(waiting), Moment(waiting, "next_follow_up")).ShouldBe((null, null));
        (await HoldersOf(one)).Select(h => h.Reason).ShouldBe(["best_match", "best_match"]);
        (await HoldersOf(two)).ShouldBe([(Sarah, "best_match", false)]);
        (await Scalar<bool>("select queued_at is not null from leads where id = @two", new { two })).ShouldBeTrue();
    }

    [Test]
    public async Task Whoever_waits_already_comes_first_and_the_former_agent_is_remembered([Values] Way way)
    {
        var former = await GivenLead();
        await Away(former, way);
        await Database.Execute(
            "update agents set leave_from = '2000-01-01', leave_until = null where id = @Sarah",
            new { Sarah }
        );
        var waiting = LeadIn(await Json(await Capture(Inquiry())));
        await Database.Execute("update agents set max_active_leads = 1 where id = @Sarah", new { Sarah });
        Clock.Advance(TimeSpan.FromSeconds(1));
        AgentOf(await Done(Back(former, way))).ShouldBeNull();

        await Done(
            Send(
                Supervisor,
                HttpMethod.Patch,
                $"agents/{Sarah}",
                new { leave_from = (string?)null, leave_until = (string?)null }
            )
        );
        await Eventually(async () => AgentOf(await Shown(waiting)) == Sarah, "the one who waited has an agent");
        AgentOf(await Shown(former)).ShouldBeNull();

        await Done(Send(Supervisor, HttpMethod.Patch, $"agents/{Sarah}", new { max_active_leads = 2 }));
        await Eventually(async () => AgentOf(await Shown(former)) == Sarah, "the former one is back");
        (await HoldersOf(former))[^1].ShouldBe((Sarah, "same_agent", true));
    }

    [Test]
    public async Task Reopening_is_a_supervisors_and_for_lost_leads_only()
    {
        var lost = await GivenLeadAt("lost");
        await ShouldBeProblem(await Reopen(SarahHerself, lost), 403, "forbidden");
        var shown = await Done(Reopen(Supervisor, lost));
        (Text(shown, "status"), Text(shown, "lost_reason")).ShouldBe(("contacted", null));
        (await HistoryOf(lost))[^1].ShouldBe("lost>contacted");

        foreach (var status in new[] { "new", "negotiation", "converted" })
            await ShouldBeProblem(
                await Reopen(Supervisor, await GivenLeadAt(status)),
                409,
                "invalid_status_transition"
            );
        await ShouldBeProblem(await Reopen(Supervisor, await GivenLeadAt("transferred")), 409, "lead_locked");
        await ShouldBeProblem(await Reopen(Supervisor, Guid.NewGuid()), 404, "lead_not_found");
    }

    [Test]
    public async Task Reopening_needs_no_body()
    {
        var lost = await GivenLeadAt("lost");

        await Done(Send(Supervisor, HttpMethod.Post, $"leads/{lost}/reopen"));
    }

    [Test]
    public async Task Unlosing_by_force_needs_a_place_too()
    {
        var lost = await GivenLeadAt("lost");

        var shown = await Done(
            Step(
                Supervisor,
                lost,
                new
                {
                    status = "negotiation",
                    force = true,
                    reason = "Was a mistake",
                }
            )
        );

        (Text(shown, "status"), AgentOf(shown)).ShouldBe(("negotiation", Sarah));
        (await HoldersOf(lost)).Count.ShouldBe(2);
        Moment(shown, "next_follow_up").ShouldNotBeNull();
    }

    [TestCase("converted")]
    [TestCase("lost")]
    [TestCase("transferred")]
    public async Task What_is_not_open_keeps_its_agent_and_row_and_gets_no_follow_up(string status)
    {
        var lead = await GivenLeadAt(status);
        await Done(Archive(Supervisor, lead));
        await Database.Execute("update agents set leave_from = '2000-01-01', leave_until = null");

        var shown = await Done(Restore(Supervisor, lead));

        (AgentOf(shown), Moment(shown, "next_follow_up"), Text(shown, "status")).ShouldBe((Sarah, null, status));
        (await HoldersOf(lead)).ShouldBe([(Sarah, "best_match", true)]);
    }

    [Test]
    public async Task Archiving_is_a_supervisors_takes_the_lead_out_of_lists_and_happens_once()
    {
        var lead = await GivenLead();
        await ShouldBeProblem(await Archive(SarahHerself, lead), 403, "forbidden");

        (await Archive(Supervisor, lead)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        Moment(await Shown(lead), "archived_at").ShouldBe(Clock.Now);
        (await PendingOf(lead)).ShouldBeEmpty();
        await ShouldBeProblem(await Archive(Supervisor, lead), 409, "lead_archived");
        await ShouldBeProblem(await Reopen(Supervisor, lead), 409, "lead_archived");
        await ShouldBeProblem(await Reassign(Supervisor, lead), 409, "lead_archived");
        await Done(Restore(Supervisor, lead));
        var version = await VersionOf(lead);
        await Done(Restore(Supervisor, lead));
        (await VersionOf(lead)).ShouldBe(version, "what is not archived stays as it is");
    }

    [Test]
    public async Task An_archived_lead_leaves_the_queue_and_a_restored_one_joins_it_at_the_end()
    {
        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var (first, second) = (
            LeadIn(await Json(await Capture(Inquiry()))),
            LeadIn(await Json(await Capture(Inquiry())))
        );
        await Done(Archive(Supervisor, first));
        Clock.Advance(TimeSpan.FromMinutes(1));

        AgentOf(await Done(Restore(Supervisor, first))).ShouldBeNull();

        (await Rows<Guid>("select id from leads where queued_at is not null order by queued_at, id")).ShouldBe([
            second,
            first,
        ]);
    }

    [TestCase(167.9, 0)]
    [TestCase(168, -10)]
    [TestCase(336, -20)]
    public async Task Archiving_and_losing_book_the_silence_owed_up_to_then(double hours, int points)
    {
        foreach (
            var end in new Func<Guid, Task<HttpResponseMessage>>[]
            {
                lead => Archive(Supervisor, lead),
                lead => Step(Supervisor, lead, new { status = "lost" }),
            }
        )
        {
            var lead = await GivenLead();
            await Later(TimeSpan.FromHours(hours));

            await Done(end(lead));

            (await Scalar<int>("select raw_score from leads where id = @lead", new { lead })).ShouldBe(85 + points);
        }
    }

    private Task<System.Text.Json.JsonElement> Away(Guid lead, Way way) =>
        Done(way == Way.Reopened ? Step(Supervisor, lead, new { status = "lost" }) : Archive(Supervisor, lead));

    private Task<HttpResponseMessage> Back(Guid lead, Way way) =>
        way == Way.Reopened ? Reopen(Supervisor, lead) : Restore(Supervisor, lead);

    private Task<long> PositionOf(Guid agent) =>
        Scalar<long>("select position from agent_seats where agent_id = @agent", new { agent });
}
