using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Agents;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class AgentRepository(ThinkRealtyDbContext db) : IAgentRepository
{
    public void Add(Agent agent) => db.Add(agent);

    public async Task<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken) =>
        (
            await db.Set<Agent>()
                .FromSqlInterpolated($"select a.*, a.xmin from agents a where a.id = {id.Value} for no key update")
                .ToListAsync(cancellationToken)
        ).SingleOrDefault();

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
