using System.Net;
using Dapper;
using ThinkRealty.Application.Assignment;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>
/// Who changes the dashboards of several agents takes their tokens in one order, so that nobody waits for the other in a circle.
/// </summary>
public sealed class DashboardsInOneOrderTests : LeadJobTest
{
    [Test]
    public async Task Stale_leads_go_on()
    {
        var agents = await GivenAgents(8);
        await GivenLeads(20, agents);
        await Later(Day);

        await TakesTokensInOrder(agents, () => Run(new ReassignStaleLeads(), most: 1));
    }

    [Test]
    public async Task The_workload_is_balanced()
    {
        await Database.Execute("update agents set max_active_leads = 50 where id = @Sarah", new { Sarah });
        await GivenLeads(48, Sarah);
        var agents = await GivenAgents(8);

        await TakesTokensInOrder(
            [Sarah, .. agents],
            () => Answered(Send(Supervisor, HttpMethod.Post, "agents/rebalance", new { dry_run = false }))
        );
    }

    [Test]
    public async Task Those_who_wait_are_given_away_at_once()
    {
        await GivenWaiting(10);
        var agents = await GivenAgents(8);

        await TakesTokensInOrder(agents, () => Answered(Send(Supervisor, HttpMethod.Post, "agents/auto-assign")));
    }

    [Test]
    public async Task An_agent_leaves()
    {
        await GivenLeads(20, Sarah);
        var agents = await GivenAgents(8);

        await TakesTokensInOrder(
            [Sarah, .. agents],
            () =>
                Answered(Send(Supervisor, HttpMethod.Patch, $"agents/{Sarah}?reassign=true", new { is_active = false }))
        );
    }

    // Holds the token of one of them, and asks for those that come after it while the work waits for the first.
    private async Task TakesTokensInOrder(Guid[] agents, Func<Task> work)
    {
        await using var somebody = await Database.Connect();
        await using var transaction = await somebody.BeginTransactionAsync();
        Guid[] inOrder = [.. agents.Order()];
        await Hold(inOrder[1..2]);
        var working = work();
        await WaitingSession();

        await Hold(inOrder[2..]); // or it would have one of them, and want ours
        await transaction.CommitAsync();
        await working;

        Task Hold(Guid[] wanted) =>
            somebody.ExecuteAsync(
                "select from agent_tokens where agent_id = any (@wanted) for no key update nowait",
                new { wanted },
                transaction
            );
    }

    // Whose turn comes in the other order.
    private async Task<Guid[]> GivenAgents(int count)
    {
        var agents = new Guid[count];
        for (var i = 0; i < count; i++)
            agents[i] = await GivenAgent();
        await Database.Execute(
            "update agent_seats s set position = 2520 * (select count(*) from agent_seats o where o.agent_id > s.agent_id)"
        );
        return agents;
    }

    private static async Task Answered(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
