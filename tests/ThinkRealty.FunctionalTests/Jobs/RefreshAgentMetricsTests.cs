using Dapper;
using ThinkRealty.Application.Agents;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>An agent's conversion rate of the last 90 days, which counts in matching (rules §6).</summary>
public sealed class RefreshAgentMetricsTests : BatchesTest
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(90);

    [TestCase(0, 0, "0")]
    [TestCase(1, 0, "0")]
    [TestCase(3, 1, "33.33")]
    [TestCase(3, 2, "66.67")]
    [TestCase(2, 2, "100")]
    public async Task The_rate_is_converted_of_received_in_percent_with_two_decimals(
        int received,
        int converted,
        decimal rate
    )
    {
        for (var i = 0; i < received; i++)
            await Bring(await GivenLead(), i < converted ? "converted" : "contacted");

        await Run(new RefreshAgentMetrics());

        (await FiguresOf(Sarah)).ShouldBe([(received, converted, rate, Clock.Now.UtcDateTime)]);
        (await RateInMatching(Sarah)).ShouldBe((int)(rate * 100));
    }

    [TestCase(-1, 1)]
    [TestCase(0, 1)]
    [TestCase(1, 0)]
    public async Task A_lead_counts_for_90_days_from_when_it_was_given_to_the_microsecond(
        int microseconds,
        int received
    )
    {
        await Bring(await GivenLead(), "converted");
        Clock.Advance(Period + (microseconds * Microsecond));

        await Run(new RefreshAgentMetrics());

        (await FiguresOf(Sarah))[0].ShouldBe((received, received, received * 100, Clock.Now.UtcDateTime));
    }

    [Test]
    public async Task A_lead_was_received_by_everybody_who_held_it_and_is_converted_for_the_last()
    {
        var other = await GivenAgent();
        var lead = await GivenLead();
        foreach (var holder in (Guid[])[other, Sarah, other])
        {
            Clock.Advance(Microsecond);
            await Done(Reassign(Admin, lead, holder));
        }

        await Bring(lead, "converted");
        await Run(new RefreshAgentMetrics());

        (await FiguresOf(Sarah))[0].ShouldBe((1, 0, 0, Clock.Now.UtcDateTime));
        (await FiguresOf(other))[0].ShouldBe((1, 1, 100, Clock.Now.UtcDateTime));
    }

    [Test]
    public async Task Archived_leads_are_out()
    {
        var (kept, archived) = (await GivenLead(), await GivenLead());
        await Bring(kept, "converted");
        await Done(Archive(Admin, archived));

        await Run(new RefreshAgentMetrics());
        (await FiguresOf(Sarah))[0].Rate.ShouldBe(100);

        await Done(Restore(Admin, archived));
        Clock.Advance(Microsecond);
        await Run(new RefreshAgentMetrics());
        (await FiguresOf(Sarah))[0].Rate.ShouldBe(50);
    }

    [Test]
    public async Task What_is_as_it_was_is_written_down_once_in_24_hours()
    {
        await Database.Execute("delete from agent_performance_metrics"); // of other tests, by whose clock it was later
        await GivenLead();
        await Run(new RefreshAgentMetrics());
        var first = await FiguresOf(Sarah);

        var again = await Run(new RefreshAgentMetrics());
        (Sum(again).Changed, Skipped(again, "unchanged")).ShouldBe((0, Sum(again).Seen));
        Clock.Advance(TimeSpan.FromHours(24));
        await Run(new RefreshAgentMetrics());
        (await FiguresOf(Sarah)).ShouldBe(first);

        Clock.Advance(Microsecond);
        await Run(new RefreshAgentMetrics());
        (await FiguresOf(Sarah)).ShouldBe([(1, 0, 0, Clock.Now.UtcDateTime), .. first]);
    }

    [Test]
    public async Task What_changes_in_the_very_moment_of_a_measurement_is_in_the_next_one_of_that_moment()
    {
        var lead = await GivenLead();
        await Run(new RefreshAgentMetrics());
        await Bring(lead, "converted");

        await Run(new RefreshAgentMetrics());

        (await FiguresOf(Sarah)).ShouldBe([(1, 1, 100, Clock.Now.UtcDateTime)]);
        (await RateInMatching(Sarah)).ShouldBe(100_00);
    }

    [Test]
    public async Task A_better_rate_decides_who_gets_the_next_lead()
    {
        for (var i = 0; i < 10; i++)
            await Bring(await GivenLead(), i < 3 ? "converted" : "lost");
        var idle = await GivenAgent(); // nobody waits longer than whoever never had a lead
        (await Captured()).Agent.ShouldBe(idle);

        await Run(new RefreshAgentMetrics());

        var lead = await GivenLead();
        var why = (await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/assignments")))
            .GetProperty("data")[0]
            .GetProperty("explanation");
        why.GetProperty("points").GetDecimal().ShouldBe(2 + 3, "the language, and a rate of 30 %");
        why.GetProperty("others")[0].GetProperty("points").GetDecimal().ShouldBe(2);
    }

    [Test]
    public async Task It_walks_in_bounded_batches_and_one_node_or_many_write_the_same()
    {
        var agents = await GivenAgentsFor(120 * 50);
        await GivenLeads(240, agents);
        await using var node = AnotherNode();

        var ran = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Task.Run(() => Run(new RefreshAgentMetrics(), i % 2 == 0 ? Node : node)))
        );

        ran.ShouldAllBe(steps => steps.All(s => s.Seen <= 50) && Sum(steps).Seen >= 120);
        (
            await Rows<(int, long)>(
                "select leads_received, count(*) from agent_performance_metrics where agent_id = any (@agents) group by 1",
                new { agents }
            )
        ).ShouldBe([(2, 120)]);
    }

    [Test]
    public async Task Whoever_moves_leads_between_agents_goes_first_for_the_seats_of_both()
    {
        await GivenLead();
        await using var somebody = await Database.Connect();
        await using var transaction = await somebody.BeginTransactionAsync();
        await somebody.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended('moves between agents', 0))",
            transaction: transaction
        );

        var run = Run(new RefreshAgentMetrics());
        await WaitingSession();
        await somebody.ExecuteAsync("select from agent_seats for no key update nowait", transaction: transaction);
        await transaction.CommitAsync();

        Sum(await run).Changed.ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task Beside_captures_and_moves_between_agents_nobody_fails()
    {
        var agents = await GivenAgentsFor(400);
        var leads = await GivenLeads(200, agents);
        await using var node = AnotherNode();
        var isOver = false;
        var jobs = Enumerable
            .Range(0, 2)
            .Select(i =>
                Task.Run(async () =>
                {
                    for (; !Volatile.Read(ref isOver); Clock.Advance(Microsecond))
                        await Run(new RefreshAgentMetrics(), i == 0 ? Node : node);
                })
            )
            .ToList();

        await Parallel.ForEachAsync(
            leads.Take(120).Select((lead, i) => (lead, i)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (one, stop) =>
            {
                using var answer = await (
                    (one.i % 3) switch
                    {
                        0 => Capture(Inquiry()),
                        1 => Reassign(Admin, one.lead, agents[one.i % agents.Length]),
                        _ => Step(Admin, one.lead, new { status = "lost" }),
                    }
                );
                ((int)answer.StatusCode).ShouldBeLessThan(300, await answer.Content.ReadAsStringAsync(stop));
            }
        );
        Volatile.Write(ref isOver, true);

        await Task.WhenAll(jobs);
    }

    [Test]
    public async Task The_verb_measures_everybody_at_once()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
        };
        await using (var fill = new ApiProcess(["sample-data"], environment))
            (await fill.ExitAsync()).ShouldBe(0, fill.Errors);
        await database.Execute("delete from agent_performance_metrics");

        (await Says()).ShouldBe("10 agents measured, 10 with new figures.");
        (await Says()).ShouldBe("10 agents measured, 0 with new figures.");
        (await database.Scalar<long>("select count(*) from agent_performance_metrics")).ShouldBe(10);

        await using var wrong = new ApiProcess(["metrics", "show"], environment);
        (await wrong.ExitAsync()).ShouldBe(2);
        wrong.Errors.ShouldBe("metrics is followed by refresh.");

        async Task<string> Says()
        {
            await using var verb = new ApiProcess(["metrics", "refresh"], environment);
            (await verb.ExitAsync()).ShouldBe(0, verb.Errors);
            return verb.Output;
        }
    }

    // Newest first.
    private Task<IReadOnlyList<(int Received, int Converted, decimal Rate, DateTime At)>> FiguresOf(Guid agent) =>
        Rows<(int, int, decimal, DateTime)>(
            """
            select leads_received, leads_converted, conversion_rate, measured_at
              from agent_performance_metrics where agent_id = @agent order by measured_at desc
            """,
            new { agent }
        );

    private Task<int> RateInMatching(Guid agent) =>
        Scalar<int>("select conversion_rate from agent_seats where agent_id = @agent", new { agent });
}
