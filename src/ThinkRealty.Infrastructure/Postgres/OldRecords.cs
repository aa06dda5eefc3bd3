using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class OldRecords(ThinkRealtyDbContext db) : IOldRecords
{
    private const string Answers = "created_at <= @before";

    private const string Tokens = "expires_at <= @now";

    // Only then, and not when all have run out: thousands of tokens would go with each, and one that is being changed for
    // the next at this moment is still there.
    private const string SignIns = "not exists (select from refresh_tokens t where t.sign_in_id = r.id)";

    private const string Failures = "last_try_at < @before and wait_until <= @now";

    private const string Inquiries = "last_at < @before";

    private const string Claims = "not exists (select from intake i where i.id = r.intake_id)";

    private const string Runs =
        "finished_at < @before and exists (select from job_runs later where later.job = r.job and later.no > r.no)";

    private const string Figures = """
        measured_at < @before
          and exists (select from agent_performance_metrics later
                       where later.agent_id = r.agent_id and later.measured_at > r.measured_at)
        """;

    public Task<int> ForgetAsync(
        OldRecord kind,
        DateTimeOffset before,
        DateTimeOffset now,
        int most,
        CancellationToken cancellationToken
    )
    {
        var (table, isOld) = kind switch
        {
            OldRecord.FirstAnswer => ("idempotency_keys", Answers),
            OldRecord.RefreshToken => ("refresh_tokens", Tokens),
            OldRecord.SignIn => ("sign_ins", SignIns),
            OldRecord.SignInFailure => ("sign_in_failures", Failures),
            OldRecord.Inquiry => ("intake", Inquiries),
            OldRecord.InquiryClaim => ("intake_claims", Claims),
            OldRecord.JobRun => ("job_runs", Runs),
            OldRecord.AgentMetrics => ("agent_performance_metrics", Figures),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        // What somebody holds at this moment is being used, and is left for the next time.
        var sql = $"""
            delete from {table} r
             where r.ctid = any (array(select ctid from {table} r where {isOld} limit @most for update skip locked))
               and {isOld}
            """;
        return db
            .Database.GetDbConnection()
            .ExecuteAsync(
                db.Command(
                    sql,
                    new
                    {
                        before,
                        now,
                        most,
                    },
                    cancellationToken
                )
            );
    }
}
