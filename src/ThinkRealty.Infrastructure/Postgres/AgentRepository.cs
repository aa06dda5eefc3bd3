using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Agents;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class AgentRepository(ThinkRealtyDbContext db) : IAgentRepository
{
    public void Add(Agent agent) => db.Add(agent);

    public async Task<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken)
    {
        // Locked first and read afterwards, so that what is read is what the lock protects.
        await db.Database.ExecuteSqlInterpolatedAsync(
            $"select from agents where id = {id.Value} for no key update",
            cancellationToken
        );
        return await db.Set<Agent>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    public uint VersionOf(Agent agent) => db.Entry(agent).Property<uint>("xmin").CurrentValue;

    public Task<bool> IsSupervisorAsync(Guid userId, CancellationToken cancellationToken) =>
        db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<bool>(
                db.Command(
                    "select exists (select from users where id = @userId and is_active and role in ('admin', 'supervisor'))",
                    new { userId },
                    cancellationToken
                )
            );

    public Task<bool> ExistsAsync(AgentId id, CancellationToken cancellationToken) =>
        db.Set<Agent>().AnyAsync(a => a.Id == id, cancellationToken);
}
