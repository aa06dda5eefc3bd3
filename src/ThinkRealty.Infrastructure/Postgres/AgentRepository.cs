using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Agents;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class AgentRepository(ThinkRealtyDbContext db) : IAgentRepository
{
    public void Add(Agent agent) => db.Add(agent);

    // Locked first and read afterwards: EF Core does not find the columns of a part (Profile) under SQL of our own.
    public async Task<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from agents where id = {id.Value} for no key update", cancellationToken);
        return await db.Set<Agent>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    public uint VersionOf(Agent agent) => db.Entry(agent).Property<uint>("xmin").CurrentValue;

    public Task<bool> IsSupervisorAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Database.GetDbConnection()
            .ExecuteScalarAsync<bool>(
                db.Command(
                    "select exists (select from users where id = @userId and is_active and role in ('admin', 'supervisor'))",
                    new { userId },
                    cancellationToken
                )
            );
}
