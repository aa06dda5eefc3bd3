using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Takes the tokens of the dashboards that a transaction changes, in order of the agents' ids. The triggers that change them at
/// the commit come in the order of the leads, so two transactions over leads of several agents would wait for each other.
/// </summary>
internal sealed class DashboardTokens(ThinkRealtyDbContext db)
{
    private const string InOrder = "order by agent_id for no key update";

    private const string OfAgents = $"select from agent_tokens where agent_id = any (@agents) {InOrder}";

    private const string OfHolders = $"""
        select from agent_tokens
         where agent_id in (select assigned_agent_id from leads where id = any (@leads)) {InOrder}
        """;

    private readonly HashSet<Guid> _agents = [];

    /// <summary>Forgets whose dashboards the attempt before changed.</summary>
    public void Forget() => _agents.Clear();

    /// <summary>Keeps in mind who had and who gets the leads that are about to be saved; changes have been looked for.</summary>
    public void Notice()
    {
        foreach (var lead in db.ChangeTracker.Entries<Lead>().Where(e => e.State != EntityState.Unchanged))
        {
            var holder = lead.Property(l => l.AssignedAgentId);
            foreach (var agent in new[] { holder.OriginalValue, holder.CurrentValue }.OfType<AgentId>())
                _agents.Add(agent.Value);
        }
    }

    /// <summary>Takes those of all who were noticed; one alone is taken by its trigger.</summary>
    public Task LockAsync(CancellationToken cancellationToken) =>
        _agents.Count > 1
            ? LockAsync(OfAgents, new { agents = _agents.ToArray() }, cancellationToken)
            : Task.CompletedTask;

    /// <summary>Takes those of whoever holds these leads, which were changed past their aggregates.</summary>
    public Task LockOfHoldersAsync(Guid[] leads, CancellationToken cancellationToken) =>
        LockAsync(OfHolders, new { leads }, cancellationToken);

    private Task<int> LockAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        db.Database.GetDbConnection().ExecuteAsync(db.Command(sql, parameters, cancellationToken));
}
