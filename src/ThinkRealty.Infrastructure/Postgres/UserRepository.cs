using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class UserRepository(ThinkRealtyDbContext db) : IUserRepository
{
    public void Add(User user) => db.Add(user);

    public async Task<User?> FindAsync(UserId id, CancellationToken cancellationToken)
    {
        var found = db.Set<User>().FromSql($"select * from users where id = {id.Value} for no key update");
        return (await found.ToListAsync(cancellationToken)).SingleOrDefault();
    }

    public async Task<User?> FindOfAgentAsync(Guid agentId, CancellationToken cancellationToken)
    {
        var found = db.Set<User>().FromSql($"select * from users where agent_id = {agentId} for no key update");
        return (await found.ToListAsync(cancellationToken)).SingleOrDefault();
    }

    public async Task<int> LockActiveAdminsAsync(bool withDemoUsers, CancellationToken cancellationToken)
    {
        var admins = db.Database.SqlQuery<Guid>(
            $"""
            select id from users
             where role = 'admin' and is_active and ({withDemoUsers} or not is_demo)
             order by id for no key update
            """
        );
        return (await admins.ToListAsync(cancellationToken)).Count;
    }

    public Task EndSignInsAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update sign_ins set revoked_at = {now} where user_id = {id.Value} and revoked_at is null",
            cancellationToken
        );
}
