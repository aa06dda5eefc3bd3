using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>The row of a run in <c>job_runs</c>, locked in the transaction of a batch.</summary>
internal sealed class RunToken(ThinkRealtyDbContext db) : IRunToken
{
    private const string Hold = "select true from job_runs where id = @run and finished_at is null for no key update";

    private const string Advance = """
        update job_runs r
           set seen = r.seen + @seen, changed = r.changed + @changed, expected = coalesce(@expected, r.expected),
               skipped = (select coalesce(jsonb_object_agg(reason, many), '{}')
                            from (select reason, sum(many) as many
                                    from (select key as reason, value::bigint as many from jsonb_each_text(r.skipped)
                                          union all
                                          select reason, many from unnest(@reasons, @many) s (reason, many)) counts
                                   group by reason) s)
         where r.id = @run
        """;

    public async Task HoldAsync(Guid run, CancellationToken cancellationToken)
    {
        if (!await Connection.ExecuteScalarAsync<bool>(db.Command(Hold, new { run }, cancellationToken)))
            throw new RunTakenOverException();
    }

    public Task AdvanceAsync(Guid run, JobStep step, CancellationToken cancellationToken)
    {
        var values = new
        {
            run,
            seen = step.Seen,
            changed = step.Changed,
            expected = step.Expected,
            reasons = step.Skipped.Keys.ToArray(),
            many = step.Skipped.Values.ToArray(),
        };
        return Connection.ExecuteAsync(db.Command(Advance, values, cancellationToken));
    }

    private DbConnection Connection => db.Database.GetDbConnection();
}
