using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Takes the schema up and down its numbered steps, one program at a time.</summary>
public sealed class Migrator(string connectionString)
{
    private const long OneAtATime = 7_465_626_173; // any number that nobody else uses

    private static readonly DatabaseOptions Patient = new()
    {
        MaxConnections = 5,
        ConnectSeconds = 15,
        CommandSeconds = 600,
    };

    /// <summary>Takes every step that is still missing.</summary>
    /// <returns>The steps taken.</returns>
    public Task<IReadOnlyList<string>> UpAsync(CancellationToken cancellationToken) =>
        MoveAsync(_ => null, cancellationToken);

    /// <summary>
    /// Goes back to the named step, which stays; without a name one step; <c>0</c> is the empty database.
    /// </summary>
    /// <returns>The steps undone.</returns>
    /// <exception cref="UnknownMigrationException">No such step is in the database.</exception>
    public Task<IReadOnlyList<string>> DownAsync(string? targetId, CancellationToken cancellationToken) =>
        MoveAsync(
            applied =>
                targetId switch
                {
                    null => applied.Count > 1 ? applied[^2] : Migration.InitialDatabase,
                    Migration.InitialDatabase => targetId,
                    _ when applied.Contains(targetId) => targetId,
                    _ => throw new UnknownMigrationException(targetId, applied),
                },
            cancellationToken
        );

    private async Task<IReadOnlyList<string>> MoveAsync(
        Func<List<string>, string?> target,
        CancellationToken cancellationToken
    )
    {
        await using var source = PostgresSource.CreateUnbounded(connectionString, Patient);
        var options = new DbContextOptionsBuilder<ThinkRealtyDbContext>();
        ThinkRealtyDb.Configure(options, source);
        options.ReplaceService<IMigrationsIdGenerator, NumberedIds>();
        await using var db = new ThinkRealtyDbContext(options.Options);

        // Opened first, so that a missing database is an error here instead of being made; and locked for this session,
        // because EF Core's own lock begins only after its list of steps taken exists.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync($"select pg_advisory_lock({OneAtATime})", cancellationToken);
        var before = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        await db.GetService<IMigrator>().MigrateAsync(target(before), cancellationToken);
        var after = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (after.Count == db.Database.GetMigrations().Count())
        {
            await ReferenceData.WriteAsync(source, cancellationToken);
            await StoredWords.MendAsync(source, cancellationToken);
        }

        return [.. before.Except(after).Reverse(), .. after.Except(before)];
    }

    // EF Core expects fourteen digits of date and time in front; ours are numbered, and always named in full.
    [SuppressMessage("Usage", "EF1001", Justification = "the one place where EF Core decides how an id looks")]
    private sealed class NumberedIds : MigrationsIdGenerator
    {
        public override bool IsValidId(string value) => true;
    }
}

/// <summary>A step was named that the database does not have. The message is for the person who named it.</summary>
public sealed class UnknownMigrationException(string id, IReadOnlyList<string> applied)
    : Exception(
        $"There is no step {id} in this database; it has {(applied.Count > 0 ? string.Join(", ", applied) : "none")}."
    );
