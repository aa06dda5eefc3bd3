using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>First answers in <c>idempotency_keys</c>, on the connection of the running transaction.</summary>
internal sealed class FirstAnswers(ThinkRealtyDbContext db, CallContext call, TimeProvider clock) : IFirstAnswers
{
    private const string Name = "hashtextextended(@CallerId::text || ' ' || @Key, 0)";

    // Of the session, because it outlives a transaction; the server lets go of it when the session ends.
    private const string HoldSql = $"select 1 from pg_advisory_lock({Name})";
    private const string LetGoSql = $"select pg_advisory_unlock({Name})";

    // One round trip, but two statements: the second sees what whoever held the lock has committed.
    private const string ClaimSql = $"""
        select 1 from pg_advisory_xact_lock({Name});
        {FindSql}
        """;

    private const string FindSql = """
        select key, request_digest, answer::text as answer
          from idempotency_keys
         where caller_id = @CallerId and key = @Key and created_at > @Since
        """;

    // A row that is still there is too old to count, or the claim would have found it.
    private const string KeepSql = """
        insert into idempotency_keys (caller_id, key, request_digest, answer, created_at)
        values (@CallerId, @Key, @RequestDigest, @Answer::jsonb, @Now)
        on conflict (caller_id, key) do update
           set request_digest = excluded.request_digest, answer = excluded.answer, created_at = excluded.created_at
        """;

    public async Task<FirstAnswer?> ClaimAsync(string key, CancellationToken cancellationToken)
    {
        await using var grid = await db
            .Database.GetDbConnection()
            .QueryMultipleAsync(InTransaction(ClaimSql, Asked(key), cancellationToken));
        await grid.ReadSingleAsync<int>();
        return await grid.ReadSingleOrDefaultAsync<FirstAnswer>();
    }

    public async Task<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken); // one session for all of the request's transactions
        try
        {
            var values = new { CallerId = call.Caller.Id, Key = key };
            await db.Database.GetDbConnection().ExecuteAsync(db.Command(HoldSql, values, cancellationToken));
            return new HeldKey(db, values);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            throw;
        }
    }

    public Task<FirstAnswer?> FindAsync(string key, CancellationToken cancellationToken) =>
        db
            .Database.GetDbConnection()
            .QuerySingleOrDefaultAsync<FirstAnswer>(new(FindSql, Asked(key), cancellationToken: cancellationToken));

    public Task KeepAsync(FirstAnswer answer, CancellationToken cancellationToken)
    {
        var values = new
        {
            CallerId = call.Caller.Id,
            answer.Key,
            answer.RequestDigest,
            answer.Answer,
            Now = clock.Now(),
        };
        return db.Database.GetDbConnection().ExecuteAsync(InTransaction(KeepSql, values, cancellationToken));
    }

    private object Asked(string key) =>
        new
        {
            CallerId = call.Caller.Id,
            Key = key,
            Since = clock.Now() - FirstAnswer.Remembered,
        };

    private CommandDefinition InTransaction(string sql, object values, CancellationToken cancellationToken) =>
        new(sql, values, db.Database.CurrentTransaction!.GetDbTransaction(), cancellationToken: cancellationToken);

    private sealed class HeldKey(ThinkRealtyDbContext db, object values) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await db.Database.GetDbConnection().ExecuteAsync(LetGoSql, values);
            }
            catch (Exception gone) when (gone is DbException or InvalidOperationException)
            {
                // The session has ended, and its locks with it.
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        }
    }
}
