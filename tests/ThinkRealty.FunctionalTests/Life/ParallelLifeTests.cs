using System.Net;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Everything at once on two nodes: whatever wins, no promise breaks (rules §4–§8). The invariants are counted after.</summary>
public sealed class ParallelLifeTests : LifeTest
{
    private const int Operations = 400;
    private const int AtOnce = 32;

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_day_of_everything_at_once_breaks_nothing(int seed)
    {
        var agents = new List<Guid> { Sarah };
        for (var i = 0; i < 7; i++)
            agents.Add(await GivenAgent(max: 6, weight: 1 + (i % 3)));
        await using var node = AnotherNode();
        using var there = As(await SignIn(AdminEmail), node);
        using var captureThere = WithKey(node.CreateClient());
        var leads = new List<Guid>();
        for (var i = 0; i < 40; i++)
            leads.Add(LeadIn(await Json(await Capture(Inquiry()))));

        var random = new Random(seed);
        var work = Enumerable
            .Range(0, Operations)
            .Select(i => Any(random, leads, agents, i % 2 == 0 ? Admin : there, i % 2 == 0 ? Api : captureThere))
            .ToList();
        var answers = new System.Collections.Concurrent.ConcurrentBag<(string What, HttpResponseMessage Answer)>();
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => answers.Add((one.What, await one.Send()))
        );

        foreach (var (what, answer) in answers)
        {
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{what}: {await answer.Content.ReadAsStringAsync()}");
            if (answer.StatusCode == HttpStatusCode.Conflict)
                Text(await Json(answer), "type").ShouldNotBe("conflict", $"{what} has no refusal with a name");
        }

        answers.Count(a => (int)a.Answer.StatusCode < 300).ShouldBeGreaterThan(Operations / 4);
    }

    [Test]
    public async Task Of_many_reassignments_of_one_lead_at_once_each_begins_where_the_one_before_ended()
    {
        var agents = new List<Guid> { Sarah };
        var lead = await GivenLead();
        for (var i = 0; i < 4; i++)
            agents.Add(await GivenAgent());
        await using var node = AnotherNode();
        using var there = As(await SignIn(AdminEmail), node);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => Reassign(i % 2 == 0 ? Admin : there, lead, i % 3 == 0 ? null : agents[i % agents.Count]))
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var holders = await HoldersOf(lead);
        holders.Count(h => h.IsOpen).ShouldBe(1);
        holders.Zip(holders.Skip(1)).ShouldAllBe(p => p.First.Agent != p.Second.Agent);
    }

    [Test]
    public async Task Two_agents_lead_swaps_at_once_do_not_wait_for_each_other()
    {
        var other = await GivenAgent();
        var mine = new List<Guid>();
        for (var i = 0; i < 12; i++)
            mine.Add(LeadIn(await Json(await Capture(Inquiry()))));

        var answers = await Task.WhenAll(
            mine.SelectMany(lead => new[] { Reassign(Admin, lead, Sarah), Reassign(Admin, lead, other) })
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await ActiveLeadsOf(Sarah) + await ActiveLeadsOf(other)).ShouldBe(12);
    }

    private (string What, Func<Task<HttpResponseMessage>> Send) Any(
        Random random,
        List<Guid> leads,
        List<Guid> agents,
        HttpClient by,
        HttpClient capturing
    )
    {
        var (lead, agent) = (leads[random.Next(leads.Count)], agents[random.Next(agents.Count)]);
        var due = Clock.Now.AddMinutes(random.Next(1, 20_000));
        string[] statuses = ["contacted", "qualified", "viewing_scheduled", "negotiation", "converted", "lost"];
        var status = statuses[random.Next(statuses.Length)];
        return random.Next(11) switch
        {
            0 => ("capture", () => Capture(Inquiry(), capturing)),
            1 => (
                "update",
                () =>
                    Update(
                        by,
                        lead,
                        new
                        {
                            activity = new
                            {
                                type = "call",
                                outcome = "positive",
                                next_follow_up = due,
                            },
                        }
                    )
            ),
            2 => ("step", () => Step(by, lead, new { status })),
            3 => (
                "force",
                () =>
                    Step(
                        by,
                        lead,
                        new
                        {
                            status,
                            force = true,
                            reason = "Because",
                            deal_value = status == "converted" ? 1_000_000 : (int?)null,
                        }
                    )
            ),
            4 => ("reopen", () => Reopen(by, lead)),
            5 => ("archive", () => Archive(by, lead)),
            6 => ("restore", () => Restore(by, lead)),
            7 => ("reassign", () => Reassign(by, lead, agent)),
            8 => ("reassign to the best", () => Reassign(by, lead)),
            9 => ("task", () => Send(by, HttpMethod.Post, "tasks", new { lead_id = lead, due_date = due.AddDays(20) })),
            _ => (
                "off and on",
                async () =>
                {
                    var off = await Send(
                        by,
                        HttpMethod.Patch,
                        $"agents/{agent}?reassign=true",
                        new { is_active = false }
                    );
                    await Send(by, HttpMethod.Patch, $"agents/{agent}", new { is_active = true });
                    return off;
                }
            ),
        };
    }
}
