using Dapper;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>The turn when many captures come at the same instant (rules §6).</summary>
public sealed class ParallelTurnsTests : SqlTest
{
    [SetUp]
    public Task EmptyTheDesk() =>
        Database.Execute("select given.every_lead_closed(); update agents set is_active = false");

    [TestCase(8)]
    [TestCase(32)]
    public async Task Every_place_is_given_none_twice_and_nobody_is_told_full_too_early(int connections)
    {
        await Database.Execute(
            "select given.agent(max => 10 + n % 6, weight => 1 + n % 3) from generate_series(1, 20) n"
        );
        var places = await Scalar<int>("select sum(max_active_leads)::int from agents where is_active");

        var answers = await InParallel(connections, (places / connections) + 3);

        answers.Count(a => a is not null).ShouldBe(places);
        answers.Count.ShouldBeGreaterThan(places);
        (
            await Scalar<long>("select count(*) from agent_seats where is_active and active_leads <> max_active_leads")
        ).ShouldBe(0);
        (await Rows<Guid>("select given.miscounted()")).ShouldBeEmpty();
    }

    [TestCase(8, 15)]
    [TestCase(32, 32)]
    public async Task Equal_agents_stay_close_together(int connections, int apart)
    {
        await Database.Execute("select given.agent() from generate_series(1, 10)");
        var widest = 0;

        var captures = InParallel(connections, 448 / connections);
        while (!captures.IsCompleted)
            widest = Math.Max(
                widest,
                await Scalar<int>("select max(active_leads) - min(active_leads) from agent_seats where is_active")
            );

        (await captures).ShouldAllBe(a => a != null);
        widest.ShouldBeLessThanOrEqualTo(apart);
        TestContext.Out.WriteLine($"{connections} connections: at most {widest} apart");
    }

    [Test]
    public async Task Places_that_come_free_meanwhile_are_given_again()
    {
        await Database.Execute("select given.agent(max => 3) from generate_series(1, 4)");

        var captures = InParallel(8, 50);
        while (!captures.IsCompleted)
            await Database.Execute(
                "update leads set status = 'lost' where id in (select id from leads where status = 'new' limit 2 for update skip locked)"
            );

        (await captures).Count(a => a is not null).ShouldBeGreaterThan(12);
        (await Rows<Guid>("select given.miscounted()")).ShouldBeEmpty();
    }

    private async Task<List<Guid?>> InParallel(int connections, int captures)
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    await using var connection = await Database.Connect();
                    var given = new List<Guid?>();
                    for (var capture = 0; capture < captures; capture++)
                        given.Add(await connection.ExecuteScalarAsync<Guid?>("select agent from given.capture()"));
                    return given;
                })
        );
        return [.. answers.SelectMany(a => a)];
    }
}
