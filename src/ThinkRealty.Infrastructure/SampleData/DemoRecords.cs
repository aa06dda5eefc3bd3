using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Access;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>
/// What else there is to try in Development: notes of the admin, a key to revoke, a refused inquiry and a failed run. They
/// are written as rows, because their own use cases would need a failure to happen.
/// </summary>
public static class DemoRecords
{
    /// <summary>The key whose text nobody knows; it is there to be revoked.</summary>
    public const string KeyName = "Former website form";

    private const int Notes = 6;

    private const string Sql = """
        insert into lead_activities (id, lead_id, type, direction, is_automated, notes, occurred_at, recorded_at, recorded_by)
        select gen_random_uuid(), l.id, 'note', 'outbound', false, 'Asked for a call back after six', @Now, @Now, u.id
          from users u
          cross join (select id from leads where status = 'negotiation' and archived_at is null order by created_at, id
                       limit @Notes) l
         where u.email = @Admin;

        insert into intake (id, caller_kind, caller_id, inquiry_key, door, body, reason, detail, attempts, status, first_at,
                            last_at)
        select gen_random_uuid(), 'key', k.id, 'sample-' || n, '/api/v1/leads/capture',
               '{"source_type":"website","lead_data":{"first_name":"Fatima","phone":"050 123"}}', 'validation_error',
               '{"type":"validation_error","title":"Some fields need another look","status":422}', n, 'refused',
               @Now - interval '3 days', @Now - interval '2 days' + n * interval '1 hour'
          from api_keys k cross join generate_series(1, 5) n
         where k.prefix = @DemoPrefix;

        insert into job_runs (id, job, node, cause, due_at, attempt, started_at, finished_at, duration_ms, outcome, error,
                              trace_id)
        values (gen_random_uuid(), 'refresh_agent_metrics', 'sample', 'schedule', @Now - interval '2 days', 4,
                @Now - interval '2 days', @Now - interval '2 days' + interval '1 second', 1000, 'failed',
                'The database could not be reached', 'sample-data');
        """;

    internal static async Task AddAsync(
        ThinkRealtyDbContext db,
        IApiKeyRepository keys,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        keys.Add(ApiKey.Issue(KeyName, [Scope.Capture], createdBy: null, expiresAt: null, now.AddDays(-90)).Key);
        var demoPrefix = ApiKey.ForDemo(now).Prefix;
        var values = new
        {
            Now = now.UtcDateTime,
            Notes,
            DemoPrefix = demoPrefix,
            Admin = DemoAccess.Admin.Email,
        };
        await db.Database.GetDbConnection().ExecuteAsync(db.Command(Sql, values, cancellationToken));
    }
}
