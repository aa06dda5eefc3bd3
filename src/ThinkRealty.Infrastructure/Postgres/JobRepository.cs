using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class JobRepository(ThinkRealtyDbContext db) : IJobRepository
{
    public async Task<ScheduledJob> GetAsync(string name, CancellationToken cancellationToken)
    {
        var found = db.Set<ScheduledJob>().FromSql($"select * from jobs where name = {name} for no key update");
        return (await found.ToListAsync(cancellationToken)).SingleOrDefault() ?? throw JobErrors.NotFound();
    }

    public Task<Guid?> RunningAsync(string name, CancellationToken cancellationToken) =>
        db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<Guid?>(
                db.Command(
                    "select id from job_runs where job = @name and finished_at is null",
                    new { name },
                    cancellationToken
                )
            );

    public async Task<KnownRun?> FindRunAsync(string name, Guid run, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.GetDbConnection()
            .QuerySingleOrDefaultAsync<Row>(
                db.Command(
                    "select outcome, attempt from job_runs where job = @name and id = @run",
                    new { name, run },
                    cancellationToken
                )
            );
        return found is null ? null : new(Spelling<RunOutcome>.Parse(found.Outcome), found.Attempt);
    }

    private sealed record Row(string Outcome, int Attempt);
}
