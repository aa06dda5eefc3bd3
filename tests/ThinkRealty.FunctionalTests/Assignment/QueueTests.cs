using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>Everybody is full: the lead waits, and the one that waits longest goes first (rules §6).</summary>
public sealed class QueueTests : EmptyDeskTest
{
    [Test]
    public async Task A_lead_that_finds_no_room_is_answered_202_with_its_place_and_has_no_follow_up()
    {
        await GivenFullAgent();

        var response = await Capture(Inquiry());

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await Json(response);
        answer
            .EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe([
                "success",
                "lead_id",
                "assigned_agent",
                "lead_score",
                "next_follow_up",
                "suggested_properties",
                "duplicate_of",
                "warnings",
                "queue_position",
            ]);
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/leads/{LeadIn(answer)}");
        answer.GetProperty("assigned_agent").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("next_follow_up").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("lead_score").GetInt32().ShouldBe(85);
        answer.GetProperty("queue_position").GetInt32().ShouldBe(1);
        (await Count("leads where queued_at is not null and assigned_agent_id is null")).ShouldBe(1);
        (await Count("follow_up_tasks")).ShouldBe(1, "only that of the lead that made the agent full");
        await AllInvariantsHold();
    }

    [Test]
    public async Task Without_any_agent_a_lead_waits_too()
    {
        (await Waiting(1)).Count.ShouldBe(1);
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_raised_maximum_lets_the_oldest_in_first_and_only_then_they_get_a_follow_up()
    {
        var agent = await GivenFullAgent();
        var waiting = await Waiting(4);
        Clock.Advance(TimeSpan.FromHours(1));
        using var supervisor = await SignedInAs("supervisor");

        (await ChangeAgent(supervisor, agent, new { max_active_leads = 3 })).EnsureSuccessStatusCode();

        await EventuallyWait(2);
        (await GivenTo(agent)).Skip(1).ShouldBe(waiting.Take(2));
        (
            await Rows<DateTime>(
                "select due_date from follow_up_tasks where lead_id = any (@waiting) and task_type = 'call' and priority = 'high'",
                new { waiting }
            )
        )
            .Order()
            .ShouldBe([Clock.Now.AddHours(24).UtcDateTime, Clock.Now.AddHours(24.5).UtcDateTime]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_capture_that_sees_somebody_waiting_joins_the_queue_and_wakes_it()
    {
        var agent = await GivenFullAgent();
        var waiting = await Waiting(2);
        // Room appears where this node cannot notice it.
        await Close((await GivenTo(agent)).Single());

        var response = await Capture(Inquiry());

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await Json(response);
        // Second where the last capture's own drain was so late that it found the room.
        answer.GetProperty("queue_position").GetInt32().ShouldBeInRange(2, 3);
        await EventuallyWait(2);
        (await GivenTo(agent)).ShouldBe([waiting[0]]);
        (await Rows<Guid>("select id from leads where queued_at is not null order by queued_at")).ShouldBe([
            waiting[1],
            LeadIn(answer),
        ]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_new_agent_takes_in_whoever_waits()
    {
        await GivenFullAgent();
        var waiting = await Waiting(3);
        using var admin = await SignedInAs("admin");

        var created = await admin.PostAsJsonAsync(
            "/api/v1/agents",
            new
            {
                full_name = "Omar Aziz",
                email = NewEmail(),
                phone = "0501112233",
                max_active_leads = 2,
            }
        );

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        await EventuallyWait(1);
        (await GivenTo((await Json(created)).GetProperty("agent_id").GetGuid())).ShouldBe(waiting.Take(2));
        await AllInvariantsHold();
    }

    [Test]
    public async Task Closing_and_archiving_leave_the_queue()
    {
        var agent = await GivenFullAgent();
        var waiting = await Waiting(4);
        await Close(waiting[0]);
        await Archive(waiting[1]);
        (await Count("leads where queued_at is not null")).ShouldBe(2);
        using var supervisor = await SignedInAs("supervisor");

        (await ChangeAgent(supervisor, agent, new { max_active_leads = 2 })).EnsureSuccessStatusCode();

        await EventuallyWait(1);
        (await GivenTo(agent))[^1].ShouldBe(waiting[2]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Whoever_waited_still_goes_to_the_agent_who_knows_them()
    {
        var knows = await GivenAgent(max: 1);
        var phone = NewPhone();
        await Captured(Inquiry(phone));
        await GivenFullAgent(types: ["apartment"]);
        var response = await Capture(Inquiry(phone, "website"));
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Database.Execute("update agents set max_active_leads = 2");

        await Capture(Inquiry());

        await EventuallyWait(0);
        (await GivenTo(knows)).Count.ShouldBe(2);
        (
            await Rows<string>(
                "select reason from lead_assignments where lead_id = @lead",
                new { lead = LeadIn(await Json(response)) }
            )
        ).ShouldBe(["same_agent"]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Room_on_two_nodes_at_once_goes_to_the_oldest_and_to_nobody_twice()
    {
        await using var another = AnotherNode();
        using var supervisor = await SignedInAs("supervisor");
        using var elsewhere = another.CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = supervisor.DefaultRequestHeaders.Authorization;
        List<Guid> agents =
        [
            await GivenFullAgent(),
            await GivenFullAgent(),
            await GivenFullAgent(),
            await GivenFullAgent(),
        ];
        var waiting = await Waiting(30);

        await Task.WhenAll(
            agents.Select(
                async (agent, i) =>
                    (
                        await ChangeAgent(i % 2 == 0 ? supervisor : elsewhere, agent, new { max_active_leads = 6 })
                    ).EnsureSuccessStatusCode()
            )
        );

        await EventuallyWait(10);
        (await Rows<Guid>("select id from leads where queued_at is not null order by queued_at")).ShouldBe(
            waiting.Skip(20)
        );
        (await Rows<int>("select active_leads from agent_seats")).ShouldBe([6, 6, 6, 6]);
        await AllInvariantsHold();
    }

    /// <summary>Full by one lead.</summary>
    private async Task<Guid> GivenFullAgent(string[]? types = null)
    {
        var agent = await GivenAgent(types, max: 1);
        AgentIn(await Captured(Inquiry())).ShouldBe(agent);
        return agent;
    }

    private async Task<List<Guid>> Waiting(int count)
    {
        List<Guid> waiting = [];
        for (var position = 1; position <= count; position++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            var answer = await Json(await Capture(Inquiry()));
            answer.GetProperty("queue_position").GetInt32().ShouldBe(position);
            waiting.Add(LeadIn(answer));
        }

        return waiting;
    }

    private Task EventuallyWait(long count) =>
        Eventually(async () => await Count("leads where queued_at is not null") == count, $"{count} wait");

    // The calendar of an agent shows in which order the leads came: each next one was given a later moment.
    private Task<IReadOnlyList<Guid>> GivenTo(Guid agent) =>
        Rows<Guid>(
            "select lead_id from follow_up_tasks where agent_id = @agent and status = 'pending' order by due_date",
            new { agent }
        );
}
