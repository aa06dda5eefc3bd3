using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Npgsql;

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
    /// <exception cref="SchemaException">The database has steps that this program does not know.</exception>
    public Task<IReadOnlyList<string>> UpAsync(CancellationToken cancellationToken) =>
        MoveAsync(_ => null, cancellationToken);

    /// <summary>
    /// Goes back to the named step, which stays; without a name one step; <c>0</c> is the empty database.
    /// </summary>
    /// <returns>The steps undone.</returns>
    /// <exception cref="UnknownMigrationException">No such step is in the database.</exception>
    /// <exception cref="SchemaException">The database has steps that this program does not know.</exception>
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

    /// <summary>Makes sure that the database has this program's schema, without changing anything.</summary>
    /// <exception cref="SchemaException">It has none, an older or a newer one, or it can only be read.</exception>
    public async Task EnsureCurrentAsync(CancellationToken cancellationToken)
    {
        await using var source = PostgresSource.Create(connectionString, Patient);
        await using var db = Context(source);
        await db.Database.OpenConnectionAsync(cancellationToken); // a missing database is an error here, not an empty list
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        EnsureNoneIsUnknown(db, applied);
        var missing = db.Database.GetMigrations().Except(applied).ToList();
        if (applied.Count == 0)
            throw SchemaException.None();
        if (missing.Count > 0)
            throw SchemaException.Older(missing);
        var readOnly = db.Database.SqlQuery<string>($"select current_setting('transaction_read_only') as \"Value\"");
        if (await readOnly.SingleAsync(cancellationToken) == "on")
            throw SchemaException.ReadOnly();
    }

    private static void EnsureNoneIsUnknown(ThinkRealtyDbContext db, List<string> applied)
    {
        if (applied.Except(db.Database.GetMigrations()).ToList() is { Count: > 0 } unknown)
            throw SchemaException.Newer(unknown);
    }

    private static ThinkRealtyDbContext Context(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<ThinkRealtyDbContext>();
        ThinkRealtyDb.Configure(options, source);
        options.ReplaceService<IMigrationsIdGenerator, NumberedIds>();
        return new(options.Options);
    }

    private async Task<IReadOnlyList<string>> MoveAsync(
        Func<List<string>, string?> target,
        CancellationToken cancellationToken
    )
    {
        await using var source = PostgresSource.CreateUnbounded(connectionString, Patient);
        await using var db = Context(source);

        // Opened first, so that a missing database is an error here instead of being made; and locked for this session,
        // because EF Core's own lock begins only after its list of steps taken exists.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync($"select pg_advisory_lock({OneAtATime})", cancellationToken);
        var before = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        EnsureNoneIsUnknown(db, before);
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

/// <summary>The database's schema is not this program's; the message says what to do.</summary>
public sealed class SchemaException : Exception
{
    private SchemaException(string sentence)
        : base(sentence) { }

    internal static SchemaException None() =>
        new("The database has no schema yet: run `migrate up` with a role that may make tables, then start again.");

    internal static SchemaException ReadOnly() =>
        new(
            "PostgreSQL only reads here, because it is a standby or default_transaction_read_only is on: put the primary into "
                + "ConnectionStrings:Postgres or DATABASE_URL."
        );

    internal static SchemaException Older(IReadOnlyList<string> missing) =>
        new(
            $"The database's schema is older than this program, which needs {Steps(missing)} too: run `migrate up`, then "
                + "start again."
        );

    internal static SchemaException Newer(IReadOnlyList<string> unknown) =>
        new(
            $"The database's schema is newer than this program, which does not know {Steps(unknown)}: use the newer program, "
                + "or let that one take the schema back with `migrate down`."
        );

    private static string Steps(IReadOnlyList<string> steps) =>
        steps.Count == 1 ? $"the step {steps[0]}" : $"{steps.Count} steps, {steps[0]} to {steps[^1]},";
}
