using Dapper;
using Npgsql;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Scoring;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Decay in many batches: on two nodes, beside everything else, and killed in the middle (rules §5).</summary>
public sealed class DecayOfManyTests : BatchesTest
{
    private static readonly TimeSpan Week = TimeSpan.FromHours(168);

    [Test]
    public async Task It_walks_in_bounded_batches_and_says_beforehand_how_many_there_are()
    {
        var leads = await GivenLeads(100, await GivenAgentsFor(100));
        await Later(2 * Week);

        var steps = await Run(new DecayScores());

        steps.Select(s => (s.Seen, s.Changed, s.Expected)).ShouldBe([(40, 40, 100), (40, 40, null), (20, 20, null)]);
        await EachHasWindows(leads, 2);
        Sum(await Run(new DecayScores())).ShouldBe((0, 0));
    }

    [Test]
    public async Task Two_nodes_at_once_book_each_week_once()
    {
        var leads = await GivenLeads(1_500, await GivenAgentsFor(1_500));
        await Later(2 * Week);
        await using var node = AnotherNode();

        var ran = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Task.Run(() => Run(new DecayScores(), i % 2 == 0 ? Node : node)))
        );
        var rest = await Run(new DecayScores()); // whom two of them met at, they may both have left

        (ran.Sum(steps => Sum(steps).Changed) + Sum(rest).Changed).ShouldBe(1_500);
        await EachHasWindows(leads, 2);
    }

    [Test]
    public async Task Beside_commands_on_the_same_leads_each_week_counts_once_whoever_books_it()
    {
        var leads = await GivenLeads(400, await GivenAgentsFor(400));
        await Later(3 * Week);
        await using var node = AnotherNode();
        using var there = As(await SignIn(AdminEmail), node);
        var random = new Random(5);
        var work = leads
            .Concat(leads)
            .Select(lead => Something(random, lead, random.Next(2) == 0 ? Admin : there))
            .ToList();
        var isOver = false;

        var jobs = Enumerable
            .Range(0, 2)
            .Select(i =>
                Task.Run(async () =>
                {
                    while (!Volatile.Read(ref isOver))
                        await Run(new DecayScores(), i == 0 ? Node : node);
                })
            )
            .ToList();
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (one, stop) =>
            {
                using var answer = await one();
                ((int)answer.StatusCode).ShouldBeLessThan(500, await answer.Content.ReadAsStringAsync(stop));
            }
        );
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(jobs);
        await Run(new DecayScores());

        await EachHasWindows(leads, 3);
    }

    [Test]
    public async Task It_takes_the_tokens_of_dashboards_in_one_order_so_nobody_can_wait_for_it_in_a_circle()
    {
        Guid[] agents = [.. (await GivenAgentsFor(150)).Order()];
        await GivenLeads(60, agents);
        await Later(Week);

        await using var somebody = await Database.Connect();
        await using var transaction = await somebody.BeginTransactionAsync();
        await HoldTokenOf(agents[1]);
        var run = Run(new DecayScores());
        await WaitingSession();

        await HoldTokenOf(agents[2]); // or it would have that one, and want ours
        await transaction.CommitAsync();
        Sum(await run).ShouldBe((60, 60));

        Task HoldTokenOf(Guid agent) =>
            somebody.ExecuteAsync(
                "select from agent_tokens where agent_id = @agent for no key update nowait",
                new { agent },
                transaction
            );
    }

    [Test]
    public async Task Killed_in_the_middle_it_leaves_whole_weeks_only_and_the_next_run_goes_on()
    {
        var agents = await GivenAgentsFor(60);
        var leads = await GivenLeads(60, agents);
        await Later(2 * Week);

        // The second batch has booked everything and waits for the last it needs before its commit.
        Task<IReadOnlyList<JobStep>> run;
        await using (var somebody = await Database.Connect())
        {
            var first = await Run(new DecayScores(), most: 1);
            await using var transaction = await somebody.BeginTransactionAsync();
            await somebody.ExecuteAsync("select from agent_tokens for update", transaction: transaction);
            run = Run(first[0].Next!);
            var session = await WaitingSession();
            await somebody.ExecuteAsync("select pg_terminate_backend(@session)", new { session }, transaction);
            await Should.ThrowAsync<NpgsqlException>(() => run);
        }

        (
            await Rows<(int, long, long)>(
                """
                select l.silence_windows, count(distinct l.id), count(c.id)
                  from leads l left join score_ledger c on c.lead_id = l.id
                 where l.id = any (@leads)
                 group by 1 order by 1
                """,
                new { leads = leads.ToArray() }
            )
        ).ShouldBe([(0, 20, 0), (2, 40, 80)]);

        Sum(await Run(new DecayScores())).ShouldBe((20, 20));
        await EachHasWindows(leads, 2);
    }

    // Of the silence that began when they came: they came at this very moment, and what begins anew has had no time.
    private async Task EachHasWindows(IReadOnlyList<Guid> leads, int windows)
    {
        var silences = await Rows<string>(
            """
            select distinct coalesce(string_agg(c.silence_window::text, ',' order by c.id), 'none')
              from leads l left join score_ledger c on c.lead_id = l.id and c.silence_window is not null
             where l.id = any (@leads)
             group by l.id
            """,
            new { leads = leads.ToArray() }
        );
        silences.ShouldBe([string.Join(',', Enumerable.Range(1, windows))]);
    }

    private Func<Task<HttpResponseMessage>> Something(Random random, Guid lead, HttpClient by) =>
        random.Next(6) switch
        {
            0 => () => Update(by, lead, new { activity = new { type = "call", outcome = "positive" } }),
            1 => () => Step(by, lead, new { status = "contacted" }),
            2 => () => Step(by, lead, new { status = "lost" }),
            3 => () => Archive(by, lead),
            4 => () => Send(by, HttpMethod.Post, $"leads/{lead}/notes", new { note = "Has two dogs" }),
            _ => () => Update(by, lead, new { activity = new { type = "message", direction = "inbound" } }),
        };
}
