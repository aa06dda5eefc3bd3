using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>What becomes of the follow-ups that are due while their agent is on leave (rules §8).</summary>
public sealed class LeaveTests : LifeTest
{
    private static readonly string[] Counts = ["pending", "moved", "reassigned", "kept"];

    private DateOnly Today => DateOnly.FromDateTime(Clock.Now.ToOffset(TimeSpan.FromHours(4)).Date);

    [Test]
    public async Task Setting_leave_says_how_many_follow_ups_are_due_during_it_and_leaves_them()
    {
        var leads = await LeadsDueAt(Day(1, 0, 0), Day(1, 12, 0), Day(2, 23, 59), Day(3, 0, 29), Day(0, 23, 30));

        var answer = await Done(SetLeave(1, 2));

        CountsIn(answer).ShouldBe([3, 0, 0, 3]);
        (await DueDates(leads)).ShouldBe([Day(1, 0, 0), Day(1, 12, 0), Day(2, 23, 59), Day(3, 0, 29), Day(0, 23, 30)]);
    }

    [Test]
    public async Task A_leave_without_an_end_covers_everything_from_its_first_day()
    {
        await LeadsDueAt(Day(0, 20, 0), Day(1, 12, 0), Day(900, 12, 0));

        CountsIn(await Done(SetLeave(1, null))).ShouldBe([2, 0, 0, 2]);
    }

    [Test]
    public async Task Without_a_leave_nothing_is_said_of_one()
    {
        await LeadsDueAt(Day(1, 12, 0));

        (await Done(Patch("", new { weight = 2 }))).TryGetProperty("leave_follow_ups", out _).ShouldBeFalse();
        (await Done(Patch("", new Dictionary<string, object?> { ["leave_from"] = null, ["leave_until"] = null })))
            .TryGetProperty("leave_follow_ups", out _)
            .ShouldBeFalse();
    }

    [Test]
    public async Task Moving_takes_the_first_free_moments_after_the_leave_in_their_order()
    {
        var leads = await LeadsDueAt(Day(2, 8, 0), Day(1, 15, 3), Day(2, 23, 59), Day(3, 9, 32), Day(3, 0, 29));

        var answer = await Done(SetLeave(1, 2, "?follow_ups=move"));

        CountsIn(answer).ShouldBe([3, 3, 0, 0]);
        (await DueDates(leads)).ShouldBe([
            Day(3, 10, 5), // 09:32 is taken, so the next full five minutes at least 30 after it
            Day(3, 9, 0),
            Day(3, 10, 35),
            Day(3, 9, 32),
            Day(3, 0, 29),
        ]);
        foreach (var lead in leads)
            Moment(await Shown(lead), "next_follow_up").ShouldBe((await PendingOf(lead))[0]);
    }

    [Test]
    public async Task Twenty_four_follow_ups_are_moved_and_none_meets_another()
    {
        var leads = await LeadsDueAt([.. Enumerable.Range(0, 24).Select(i => Day(1, 0, 0).AddMinutes(45 * i))]);

        CountsIn(await Done(SetLeave(1, 7, "?follow_ups=move"))).ShouldBe([24, 24, 0, 0]);

        (await DueDates(leads)).ShouldBe(Enumerable.Range(0, 24).Select(i => Day(8, 9, 0).AddMinutes(30 * i)));
    }

    [Test]
    public async Task Moving_needs_the_end_of_the_leave_and_one_within_reach()
    {
        var leads = await LeadsDueAt(Day(1, 12, 0));

        await ShouldComplainOf(await SetLeave(1, null, "?follow_ups=move"), "follow_ups");
        await ShouldComplainOf(await SetLeave(1, 3_700, "?follow_ups=move"), "follow_ups");
        await ShouldComplainOf(
            await Patch("?follow_ups=move", new { leave_from = "2026-01-18", leave_until = "9999-12-31" }),
            "follow_ups"
        );
        await ShouldComplainOf(await Patch("?follow_ups=move", new { weight = 2 }), "follow_ups");
        await ShouldComplainOf(
            await Patch(
                "?follow_ups=reassign",
                new Dictionary<string, object?> { ["leave_from"] = null, ["leave_until"] = null }
            ),
            "follow_ups"
        );
        await ShouldComplainOf(await SetLeave(1, 2, "?follow_ups=drop"), "follow_ups");

        (await DueDates(leads)).ShouldBe([Day(1, 12, 0)]);
        (await Scalar<string>("select leave_from::text from agents where id = @Sarah", new { Sarah })).ShouldBeNull(
            "a refused change leaves everything as it was"
        );
        CountsIn(await Done(Patch("", new { leave_from = "0001-01-01", leave_until = "9999-12-31" })))
            .ShouldBe([1, 0, 0, 1]);
    }

    [Test]
    public async Task Of_a_leave_that_is_over_the_follow_ups_are_moved_to_now()
    {
        var leads = await LeadsDueAt(Day(1, 12, 0));
        await Later(TimeSpan.FromDays(5));
        var answer = await Done(SetLeave(-4, -3, "?follow_ups=move"));

        CountsIn(answer).ShouldBe([1, 1, 0, 0]);
        (await DueDates(leads))[0].ShouldBeInRange(Clock.Now, Clock.Now.AddMinutes(5));
    }

    [Test]
    public async Task Reassigning_gives_each_of_the_leads_to_the_best_other_agent_and_counts_those_that_stay()
    {
        var leads = await LeadsDueAt(Day(1, 10, 0), Day(1, 11, 0), Day(2, 12, 0), Day(5, 12, 0));
        var other = await GivenAgent(max: 2);

        var answer = await Done(SetLeave(1, 2, "?follow_ups=reassign"));

        CountsIn(answer).ShouldBe([3, 0, 2, 1]);
        var holders = new List<Guid?>();
        foreach (var lead in leads)
            holders.Add(AgentOf(await Shown(lead)));
        holders.ShouldBe([other, other, Sarah, Sarah]);
        (await DueDates(leads)).ShouldBe([Day(1, 10, 0), Day(1, 11, 0), Day(2, 12, 0), Day(5, 12, 0)]);
        (
            await Rows<string>(
                "select reason from lead_assignments where agent_id = @other and ended_at is null",
                new { other }
            )
        ).ShouldBe(["leave", "leave"]);
        (await ActiveLeadsOf(Sarah), await ActiveLeadsOf(other)).ShouldBe((2, 2));
    }

    [Test]
    public async Task With_nobody_else_all_of_them_are_kept()
    {
        var leads = await LeadsDueAt(Day(1, 10, 0), Day(1, 11, 0));

        CountsIn(await Done(SetLeave(1, null, "?follow_ups=reassign"))).ShouldBe([2, 0, 0, 2]);

        foreach (var lead in leads)
            AgentOf(await Shown(lead)).ShouldBe(Sarah);
    }

    [Test]
    public async Task A_lead_with_two_tasks_during_the_leave_counts_twice_and_moves_once()
    {
        var lead = (await LeadsDueAt(Day(1, 10, 0)))[0];
        foreach (var due in new[] { Day(1, 14, 0), Day(9, 14, 0) })
            await Done(Send(SarahHerself, HttpMethod.Post, "tasks", new { lead_id = lead, due_date = due }));
        var other = await GivenAgent();

        CountsIn(await Done(SetLeave(1, 2, "?follow_ups=reassign"))).ShouldBe([2, 0, 2, 0]);

        AgentOf(await Shown(lead)).ShouldBe(other);
        (await PendingOf(lead)).ShouldBe([Day(1, 10, 0), Day(1, 14, 0), Day(9, 14, 0)]);
    }

    [Test]
    public async Task An_agent_who_leaves_for_good_has_nothing_left_to_settle()
    {
        await LeadsDueAt(Day(1, 10, 0));
        await GivenAgent();

        var answer = await Done(
            Patch("?reassign=true&follow_ups=reassign", new { is_active = false, leave_from = Text(Today.AddDays(1)) })
        );

        CountsIn(answer).ShouldBe([0, 0, 0, 0]);
        answer.GetProperty("reassigned").GetProperty("moved").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task While_captures_and_updates_go_on_everything_agrees([Values("move", "reassign")] string how)
    {
        var leads = await LeadsDueAt([.. Enumerable.Range(0, 12).Select(i => Day(1, 9, 0).AddMinutes(40 * i))]);
        for (var i = 0; i < 3; i++)
            await GivenAgent();
        await using var node = AnotherNode();
        using var there = WithKey(node.CreateClient());

        var captures = Enumerable.Range(0, 30).Select(i => Capture(Inquiry(), i % 2 == 0 ? Api : there)).ToList();
        var updates = leads.Select(lead => Update(Supervisor, lead, new { activity = new { type = "call" } })).ToList();
        var leaves = new[] { SetLeave(1, 3, $"?follow_ups={how}"), SetLeave(1, 3, $"?follow_ups={how}") };
        var all = await Task.WhenAll([.. captures, .. updates, .. leaves]);

        all.ShouldAllBe(a => (int)a.StatusCode < 300);
        (
            await Scalar<int>(
                """
                select count(*)::int from follow_up_tasks
                 where lead_id = any (@leads) and agent_id = @Sarah and status = 'pending' and due_date between @from and @until
                """,
                new
                {
                    leads,
                    Sarah,
                    from = Day(1, 0, 0).UtcDateTime,
                    until = Day(3, 23, 59).UtcDateTime,
                }
            )
        ).ShouldBe(0, "nothing of these leads is due during the leave any more");
    }

    private DateTimeOffset Day(int days, int hour, int minute) =>
        new DateTimeOffset(Today.AddDays(days).ToDateTime(new(hour, minute)), TimeSpan.FromHours(4)).ToUniversalTime();

    private async Task<IReadOnlyList<Guid>> LeadsDueAt(params IReadOnlyList<DateTimeOffset> moments)
    {
        var leads = new List<Guid>();
        foreach (var moment in moments)
        {
            var lead = await GivenLead();
            await Done(Update(SarahHerself, lead, new { activity = new { type = "note", next_follow_up = moment } }));
            leads.Add(lead);
        }

        return leads;
    }

    private async Task<IReadOnlyList<DateTimeOffset>> DueDates(IReadOnlyList<Guid> leads)
    {
        var due = new List<DateTimeOffset>();
        foreach (var lead in leads)
            due.AddRange(await PendingOf(lead));
        return due;
    }

    private Task<HttpResponseMessage> SetLeave(int from, int? until, string query = "") =>
        Patch(
            query,
            new Dictionary<string, object?>
            {
                ["leave_from"] = Text(Today.AddDays(from)),
                ["leave_until"] = until is { } last ? Text(Today.AddDays(last)) : null,
            }
        );

    private Task<HttpResponseMessage> Patch(string query, object change) =>
        Send(Supervisor, HttpMethod.Patch, $"agents/{Sarah}{query}", change);

    private static string Text(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static int[] CountsIn(JsonElement answer) =>
        [.. Counts.Select(name => answer.GetProperty("leave_follow_ups").GetProperty(name).GetInt32())];
}
