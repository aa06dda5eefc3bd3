using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Postgres;

public sealed class MigrationsTests
{
    // Everything of ours that PostgreSQL knows; the migrator's own list of steps taken is not part of the schema.
    private const string Ours = """
        select n.nspname || '.' || c.relname
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname !~ '^(pg_|information_schema)' and c.relname not like '%\_\_EFMigrationsHistory'
        union all
        select n.nspname || '.' || p.proname || '()'
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname !~ '^(pg_|information_schema)'
        union all
        select n.nspname || '.' || t.typname
          from pg_type t join pg_namespace n on n.oid = t.typnamespace
         where n.nspname !~ '^(pg_|information_schema)' and t.typname !~ '__EFMigrationsHistory$'
        union all
        select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public$)'
        union all
        select extname from pg_extension where extname <> 'plpgsql'
         order by 1
        """;

    [Test]
    public async Task The_schema_goes_up_and_down_to_nothing_and_up_again()
    {
        await using var database = await TestServer.NewEmptyDatabaseAsync();
        var migrator = new Migrator(database.ConnectionString);

        var up = await migrator.UpAsync(CancellationToken.None);
        var whole = await database.Rows<string>(Ours);
        whole.ShouldContain("public.users");

        var down = await migrator.DownAsync("0", CancellationToken.None);
        down.ShouldBe(up.Reverse());
        (await database.Rows<string>(Ours)).ShouldBeEmpty();

        (await migrator.UpAsync(CancellationToken.None)).ShouldBe(up);
        (await database.Rows<string>(Ours)).ShouldBe(whole);
    }

    [Test]
    public async Task Every_step_can_be_undone_alone_and_taken_again()
    {
        await using var database = await TestServer.NewEmptyDatabaseAsync();
        var migrator = new Migrator(database.ConnectionString);
        var steps = await migrator.UpAsync(CancellationToken.None);

        foreach (var step in steps.Reverse())
            (await migrator.DownAsync(targetId: null, CancellationToken.None)).ShouldBe([step]);

        await migrator.UpAsync(CancellationToken.None);
        (await migrator.DownAsync(steps[0], CancellationToken.None)).ShouldBe(steps.Skip(1).Reverse());
        var unknown = await Should.ThrowAsync<UnknownMigrationException>(
            migrator.DownAsync("9999_none", CancellationToken.None)
        );
        unknown.Message.ShouldContain("9999_none");
    }

    [Test]
    public async Task Every_step_is_a_transaction_of_its_own()
    {
        await using var database = await TestServer.NewEmptyDatabaseAsync();

        var steps = await new Migrator(database.ConnectionString).UpAsync(CancellationToken.None);

        var transactions = "select count(distinct xmin::text) from \"__EFMigrationsHistory\"";
        (await database.Scalar<long>(transactions)).ShouldBe(steps.Count);
    }

    [Test]
    public async Task Several_programs_that_migrate_at_once_take_turns()
    {
        await using var database = await TestServer.NewEmptyDatabaseAsync();

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => new Migrator(database.ConnectionString).UpAsync(CancellationToken.None))
        );

        taken.ShouldContain(steps => steps.Count > 0);
        (await new Migrator(database.ConnectionString).UpAsync(CancellationToken.None)).ShouldBeEmpty();
    }
}
