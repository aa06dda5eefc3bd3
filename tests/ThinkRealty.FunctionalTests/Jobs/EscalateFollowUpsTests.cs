using Dapper;
using Npgsql;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>What has been overdue for 29 days comes before a supervisor, once, and stays the agent's (rules §8).</summary>
public sealed class EscalateFollowUpsTests : BatchesTest
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(29);

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    public async Task A_follow_up_is_forgotten_after_29_days_to_the_microsecond(int microseconds, bool isForgotten)
    {
        var lead = await GivenLead();
        await Later(FirstDue + Forgotten + (microseconds * Microsecond));

        var steps = await Run(new EscalateFollowUps());

        Sum(steps).ShouldBe(isForgotten ? (1, 1) : (0, 0));
        (await TaskOf(lead)).ShouldBe(
            isForgotten ? ("pending", "urgent", Clock.Now.UtcDateTime, null) : ("pending", "high", null, null)
        );
    }

    [Test]
    public async Task It_goes_to_the_agents_supervisor_and_stays_the_agents()
    {
        var boss = await IdOf(Supervisor);
        await Database.Execute("update agents set supervisor_user_id = @boss where id = @Sarah", new { boss, Sarah });
        var lead = await GivenLead();
        await Later(FirstDue + Forgotten);
        var token = await Scalar<Guid>("select token from agent_tokens where agent_id = @Sarah", new { Sarah });

        await Run(new EscalateFollowUps());

        (await TaskOf(lead)).EscalatedTo.ShouldBe(boss);
        var shown = (await Done(Send(SarahHerself, HttpMethod.Get, "tasks?escalated=true")))
            .GetProperty("data")
            .EnumerateArray()
            .Single(t => t.GetProperty("lead_id").GetGuid() == lead);
        (Text(shown, "status"), Text(shown, "priority"), shown.GetProperty("overdue").GetBoolean()).ShouldBe(
            ("pending", "urgent", true)
        );
        (shown.GetProperty("agent_id").GetGuid(), Moment(shown, "escalated_at")).ShouldBe((Sarah, Clock.Now));
        (await Scalar<Guid>("select token from agent_tokens where agent_id = @Sarah", new { Sarah })).ShouldNotBe(
            token
        );
    }

    [Test]
    public async Task A_second_run_changes_nothing_and_what_is_moved_can_be_forgotten_anew()
    {
        var lead = await GivenLead();
        await Later(FirstDue + Forgotten);
        await Run(new EscalateFollowUps());
        var first = await TaskOf(lead);
        await Later(TimeSpan.FromDays(1));

        Sum(await Run(new EscalateFollowUps())).ShouldBe((0, 0));
        (await TaskOf(lead)).ShouldBe(first);

        await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{await IdOfTask(lead)}", new { due_date = Clock.Now }));
        (await TaskOf(lead)).EscalatedAt.ShouldBeNull();
        await Later(Forgotten - Microsecond);
        Sum(await Run(new EscalateFollowUps())).ShouldBe((0, 0));
        await Later(Microsecond);
        Sum(await Run(new EscalateFollowUps())).ShouldBe((1, 1));
        (await TaskOf(lead)).EscalatedAt.ShouldBe(Clock.Now.UtcDateTime);
    }

    [TestCase("completed")]
    [TestCase("cancelled")]
    public async Task What_is_over_is_not_forgotten(string status)
    {
        var lead = await GivenLead();
        await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{await IdOfTask(lead)}", new { status }));
        await Later(FirstDue + (2 * Forgotten));

        Sum(await Run(new EscalateFollowUps())).ShouldBe((0, 0));
        (await TaskOf(lead)).EscalatedAt.ShouldBeNull();
    }

    [Test]
    public async Task The_job_and_a_hand_over_escalate_alike()
    {
        var boss = await IdOf(Supervisor);
        var (byJob, byHandOver) = (await GivenLead(), await GivenLead());
        var other = await GivenAgent();
        await Database.Execute(
            "update agents set supervisor_user_id = @boss where id in (@Sarah, @other)",
            new
            {
                boss,
                Sarah,
                other,
            }
        );
        await Later(FirstDue + Forgotten + TimeSpan.FromHours(1));

        await Done(Reassign(Admin, byHandOver, other));
        Sum(await Run(new EscalateFollowUps())).ShouldBe((1, 1));

        (await TaskOf(byJob)).ShouldBe(await TaskOf(byHandOver));
        (await TaskOf(byJob)).EscalatedTo.ShouldBe(boss);
    }

    [Test]
    public async Task How_many_days_it_takes_is_a_setting()
    {
        var lead = await GivenLead();
        await Later(FirstDue + TimeSpan.FromDays(7));
        await using var strict = new ApiNode(
            Database,
            Clock,
            new Dictionary<string, string?>(Settings) { ["Jobs:EscalateAfterDays"] = "7" }
        );

        Sum(await Run(new EscalateFollowUps())).ShouldBe((0, 0));
        Sum(await Run(new EscalateFollowUps(), strict)).ShouldBe((1, 1));
        (await TaskOf(lead)).Priority.ShouldBe("urgent");
    }

    [Test]
    public async Task A_task_that_an_agent_is_just_moving_is_left_alone_or_the_move_would_keep_half_of_it()
    {
        var (moving, other) = (await GivenLead(), await GivenLead());
        await Later(FirstDue + Forgotten + TimeSpan.FromHours(1));
        var due = Clock.Now.AddDays(2);

        Task<HttpResponseMessage> move;
        await using (var somebody = await Database.Connect())
        await using (var transaction = await somebody.BeginTransactionAsync())
        {
            // The move has its lead by then, and what it is going to change in it, and waits for the agent's calendar.
            await somebody.ExecuteAsync(
                "select from agent_seats where agent_id = @Sarah for no key update",
                new { Sarah },
                transaction
            );
            move = Send(SarahHerself, HttpMethod.Patch, $"tasks/{await IdOfTask(moving)}", new { due_date = due });
            await WaitingSession();

            var steps = await Run(new EscalateFollowUps());
            Sum(steps).ShouldBe((2, 1));
            Skipped(steps, "in_use").ShouldBe(1);
        }

        Moment(await Done(move), "due_date").ShouldBe(due);
        (await TaskOf(moving)).ShouldBe(("pending", "high", null, null));
        (await TaskOf(other)).Priority.ShouldBe("urgent");
        Sum(await Run(new EscalateFollowUps())).ShouldBe((0, 0));
    }

    [Test]
    public async Task It_walks_in_bounded_batches_on_two_nodes_and_beside_commands()
    {
        var tasks = await GivenTasks(1_200);
        await Later(FirstDue + Forgotten);
        await using var node = AnotherNode();
        using var there = As(await SignIn(AdminEmail), node);

        var jobs = Enumerable
            .Range(0, 4)
            .Select(i => Task.Run(() => Run(new EscalateFollowUps(), i % 2 == 0 ? Node : node)))
            .ToList();
        await Parallel.ForEachAsync(
            tasks.Take(200).Select((task, i) => (task, i)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (one, stop) =>
            {
                object change =
                    one.i % 2 == 0
                        ? new { status = "completed" }
                        : new { due_date = Clock.Now.AddDays(1).AddHours(one.i) };
                using var answer = await Send(
                    one.i % 3 == 0 ? Admin : there,
                    HttpMethod.Patch,
                    $"tasks/{one.task}",
                    change
                );
                ((int)answer.StatusCode).ShouldBe(200, await answer.Content.ReadAsStringAsync(stop));
            }
        );
        var ran = await Task.WhenAll(jobs);
        await Run(new EscalateFollowUps());

        ran.ShouldAllBe(steps => steps.All(s => s.Seen <= 100) && steps[0].Expected <= 1_200);
        (
            await Rows<(string, bool, bool, long)>(
                """
                select status, due_date > @now, escalated_at is not null and status = 'pending', count(*)
                  from follow_up_tasks where id = any (@tasks) group by 1, 2, 3 order by 1, 2
                """,
                new { tasks = tasks.ToArray(), now = Clock.Now.UtcDateTime }
            )
        ).ShouldBe([("completed", false, false, 100), ("pending", false, true, 1_000), ("pending", true, false, 100)]);
    }

    [Test]
    public async Task Killed_in_the_middle_it_leaves_whole_batches_only_and_the_next_run_goes_on()
    {
        var tasks = await GivenTasks(140);
        await Later(FirstDue + Forgotten);

        await using (var somebody = await Database.Connect())
        {
            var first = await Run(new EscalateFollowUps(), most: 1);
            (first[0].Expected, first[0].Seen, first[0].Changed).ShouldBe((140, 100, 100));
            await using var transaction = await somebody.BeginTransactionAsync();
            await somebody.ExecuteAsync("select from agent_tokens for update", transaction: transaction);
            var run = Run(first[0].Next!);
            var session = await WaitingSession();
            await somebody.ExecuteAsync("select pg_terminate_backend(@session)", new { session }, transaction);
            await Should.ThrowAsync<NpgsqlException>(() => run);
        }

        (
            await Scalar<long>(
                "select count(*) from follow_up_tasks where id = any (@tasks) and escalated_at is not null",
                new { tasks = tasks.ToArray() }
            )
        ).ShouldBe(100);
        Sum(await Run(new EscalateFollowUps())).ShouldBe((40, 40));
    }

    // When the first follow-up of a lead is due, counted from the capture.
    private static TimeSpan FirstDue => TimeSpan.FromHours(24);

    private async Task<(string Status, string Priority, DateTime? EscalatedAt, Guid? EscalatedTo)> TaskOf(Guid lead) =>
        (
            await Rows<(string, string, DateTime?, Guid?)>(
                "select status, priority, escalated_at, escalated_to from follow_up_tasks where lead_id = @lead",
                new { lead }
            )
        ).Single();

    private Task<Guid> IdOfTask(Guid lead) =>
        Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead", new { lead });

    /// <summary>So many tasks, all due by the same moment or earlier, on leads of their own.</summary>
    private async Task<IReadOnlyList<Guid>> GivenTasks(int count)
    {
        var agents = await GivenAgentsFor(count);
        var leads = await GivenLeads(count, agents);
        return await Rows<Guid>(
            """
            with task as (
              insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, created_at, updated_at)
              select gen_random_uuid(), id, assigned_agent_id, 'call', 'high', 'pending',
                     @now + interval '24 hours' - row_number() over (partition by assigned_agent_id) * interval '30 minutes', @now, @now
                from leads where id = any (@leads)
              returning id, lead_id, due_date
            ), shown as (
              update leads l set next_follow_up = t.due_date from task t where l.id = t.lead_id
            )
            select id from task
            """,
            new { leads = leads.ToArray(), now = Clock.Now.UtcDateTime }
        );
    }
}
