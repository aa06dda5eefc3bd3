using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class ApiKeyRepository(ThinkRealtyDbContext db) : IApiKeyRepository
{
    public void Add(ApiKey key) => db.Add(key);

    public async Task<ApiKey?> FindAsync(ApiKeyId id, CancellationToken cancellationToken)
    {
        var found = db.Set<ApiKey>().FromSql($"select * from api_keys where id = {id.Value} for no key update");
        return (await found.ToListAsync(cancellationToken)).SingleOrDefault();
    }
}
