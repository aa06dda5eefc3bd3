namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Planning, completing, moving and cancelling an agent's tasks (rules §8).</summary>
public sealed class TasksTests : LifeTest
{
    [Test]
    public async Task A_task_is_planned_for_the_agent_who_holds_the_lead_and_shows_on_it_when_it_is_the_earliest()
    {
        var lead = await GivenLead();
        var due = Clock.Now.AddHours(2);

        var response = await Plan(SarahHerself, lead, due, "viewing", "urgent");

        ((int)response.StatusCode).ShouldBe(201);
        var task = await Json(response);
        (Text(task, "task_type"), Text(task, "priority"), Text(task, "status"), Text(task, "lead_name")).ShouldBe(
            ("viewing", "urgent", "pending", "Ahmed Al Mansouri")
        );
        (task.GetProperty("agent_id").GetGuid(), Moment(task, "due_date")).ShouldBe((Sarah, due));
        Moment(await Shown(lead), "next_follow_up").ShouldBe(due);
    }

    [Test]
    public async Task Every_change_of_a_tasks_makes_a_new_version_of_its_lead()
    {
        var lead = await GivenLead();
        var versions = new List<string> { await VersionOf(lead) };
        var due = Clock.Now.AddDays(5);

        Clock.Advance(TimeSpan.FromSeconds(1));
        var task = (await Done(Plan(SarahHerself, lead, due))).GetProperty("task_id").GetGuid();
        versions.Add(await VersionOf(lead));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Done(Change(SarahHerself, task, new { due_date = due.AddDays(1) }));
        versions.Add(await VersionOf(lead));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Done(Change(SarahHerself, task, new { status = "cancelled" }));
        versions.Add(await VersionOf(lead));

        versions.ShouldBeUnique();
    }

    [TestCase("completed", "cancelled")]
    [TestCase("cancelled", "completed")]
    public async Task What_is_over_stays_as_it_is(string end, string other)
    {
        var lead = await GivenLead();
        var task = (await Done(Plan(SarahHerself, lead, Clock.Now.AddHours(1)))).GetProperty("task_id").GetGuid();

        Text(await Done(Change(SarahHerself, task, new { status = end })), "status").ShouldBe(end);

        Text(await Done(Change(SarahHerself, task, new { status = end })), "status").ShouldBe(end);
        await ShouldBeProblem(
            await Change(SarahHerself, task, new { status = other }),
            409,
            "invalid_status_transition"
        );
        await ShouldBeProblem(
            await Change(SarahHerself, task, new { due_date = Clock.Now.AddDays(1) }),
            409,
            "invalid_status_transition"
        );
        Moment(await Shown(lead), "next_follow_up").ShouldBe(Clock.Now.AddHours(24), "the first follow-up is left");
    }

    [Test]
    public async Task The_audit_tells_which_task_was_moved_from_when_to_when()
    {
        var lead = await GivenLead();
        var due = Clock.Now.AddDays(3);
        var task = (await Done(Plan(SarahHerself, lead, due))).GetProperty("task_id").GetGuid();
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Done(Change(SarahHerself, task, new { due_date = due.AddDays(1) }));

        (
            await Rows<DateTime>(
                """
                select jsonb_array_elements_text(changes -> ('follow_up_tasks/' || @task) -> 'due_date')::timestamptz
                  from audit_log where entity_id = @lead and action = 'follow_up_moved'
                """,
                new { lead, task = task.ToString() }
            )
        ).ShouldBe([due.UtcDateTime, due.AddDays(1).UtcDateTime]);
    }

    [Test]
    public async Task The_last_task_done_leaves_the_lead_without_one()
    {
        var lead = await GivenLead();

        await Done(Change(SarahHerself, await FirstOf(lead), new { status = "completed" }));

        Moment(await Shown(lead), "next_follow_up").ShouldBeNull();
    }

    [TestCase(29, false)]
    [TestCase(30, true)]
    [TestCase(31, true)]
    public async Task Planning_and_moving_keep_thirty_minutes_apart(int minutes, bool fits)
    {
        var lead = await GivenLead();
        var taken = Clock.Now.AddDays(2);
        await Done(Plan(SarahHerself, lead, taken));
        var movable = (await Done(Plan(SarahHerself, lead, taken.AddDays(1)))).GetProperty("task_id").GetGuid();

        foreach (var moment in new[] { taken.AddMinutes(minutes), taken.AddMinutes(-minutes) })
        {
            var moved = await Change(SarahHerself, movable, new { due_date = moment });
            var planned = await Plan(SarahHerself, await GivenLead(), moment);
            if (fits)
            {
                Moment(await Done(Task.FromResult(moved)), "due_date").ShouldBe(moment);
                await ShouldBeProblem(planned, 409, "follow_up_conflict");
            }
            else
            {
                await ShouldBeProblem(moved, 409, "follow_up_conflict");
                await ShouldBeProblem(planned, 409, "follow_up_conflict");
            }
        }
    }

    [Test]
    public async Task Of_many_at_once_for_one_moment_exactly_one_gets_it()
    {
        var leads = new List<Guid>();
        for (var i = 0; i < 8; i++)
            leads.Add(await GivenLead());
        var due = Clock.Now.AddDays(9);
        await using var node = AnotherNode();
        using var there = As(await SignIn(AdminEmail), node);

        var answers = await Task.WhenAll(
            leads.SelectMany(lead => new[] { Plan(Supervisor, lead, due), Plan(there, lead, due.AddMinutes(29)) })
        );

        answers.Count(a => (int)a.StatusCode == 201).ShouldBe(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            await ShouldBeProblem(refused, 409, "follow_up_conflict");
    }

    [TestCase(29.5)]
    [TestCase(31)]
    public async Task What_is_long_overdue_can_still_be_completed_cancelled_and_moved(double days)
    {
        var tasks = new List<Guid>();
        for (var i = 0; i < 3; i++)
            tasks.Add(await FirstOf(await GivenLead()));
        await Later(TimeSpan.FromDays(days + 1.5));

        await Done(Change(SarahHerself, tasks[0], new { status = "completed" }));
        await Done(Change(SarahHerself, tasks[1], new { status = "cancelled" }));
        var moved = await Done(Change(SarahHerself, tasks[2], new { due_date = Clock.Now }));

        (moved.GetProperty("overdue").GetBoolean(), Moment(moved, "escalated_at")).ShouldBe((false, null));
    }

    [Test]
    public async Task Wrong_input_and_wrong_leads_are_refused_by_name()
    {
        var lead = await GivenLead();
        var task = await FirstOf(lead);

        await ShouldComplainOf(await Send(SarahHerself, HttpMethod.Post, "tasks", new { }), "lead_id", "due_date");
        await ShouldComplainOf(await Plan(SarahHerself, lead, Clock.Now.AddSeconds(-1)), "due_date");
        await ShouldComplainOf(await Plan(SarahHerself, lead, Clock.Now.AddYears(11)), "due_date");
        await ShouldComplainOf(await Change(SarahHerself, task, new { }), "status");
        await ShouldComplainOf(await Change(SarahHerself, task, new { status = "pending" }), "status");
        await ShouldComplainOf(
            await Change(SarahHerself, task, new { status = "completed", due_date = Clock.Now.AddDays(1) }),
            "status"
        );
        await ShouldComplainOf(
            await Change(SarahHerself, task, new { due_date = Clock.Now.AddSeconds(-1) }),
            "due_date"
        );
        await ShouldBeProblem(await Plan(SarahHerself, Guid.NewGuid(), Clock.Now.AddDays(1)), 404, "lead_not_found");
        await ShouldBeProblem(
            await Change(SarahHerself, Guid.NewGuid(), new { status = "completed" }),
            404,
            "task_not_found"
        );

        foreach (
            var (status, refusal) in new[]
            {
                ("converted", "lead_not_active"),
                ("lost", "lead_not_active"),
                ("transferred", "lead_locked"),
            }
        )
            await ShouldBeProblem(
                await Plan(Supervisor, await GivenLeadAt(status), Clock.Now.AddDays(1)),
                409,
                refusal
            );

        var other = await GivenUser("agent", await GivenAgent());
        await ShouldBeProblem(await Plan(other, lead, Clock.Now.AddDays(1)), 403, "forbidden");
        await ShouldBeProblem(await Change(other, task, new { status = "completed" }), 403, "forbidden");
    }

    private static Task<HttpResponseMessage> Plan(
        HttpClient by,
        Guid lead,
        DateTimeOffset due,
        string? type = null,
        string? priority = null
    ) =>
        Send(
            by,
            HttpMethod.Post,
            "tasks",
            new
            {
                lead_id = lead,
                task_type = type,
                due_date = due,
                priority,
            }
        );

    private static Task<HttpResponseMessage> Change(HttpClient by, Guid task, object change) =>
        Send(by, HttpMethod.Patch, $"tasks/{task}", change);

    private Task<Guid> FirstOf(Guid lead) =>
        Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead order by created_at limit 1", new { lead });
}
