using System.Text.RegularExpressions;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Docs;

/// <summary>docs/schema.md knows the schema.</summary>
public sealed partial class SchemaPageTests
{
    // Checks without a name of their own are called after their column and explain themselves.
    private const string Guards = """
        select tgname::text from pg_trigger where not tgisinternal and tgrelid::regclass::text not like '%.%'
        union
        select conname from pg_constraint
         where connamespace = 'public'::regnamespace and contype in ('c', 'x') and conname !~ '_check[0-9]*$'
        union
        select indexrelid::regclass::text from pg_index
         where indisunique and indpred is not null
           and indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        """;

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "schema.md"));

    [Test]
    public async Task Every_table_has_its_heading_and_no_other_has()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var tables = await database.Rows<string>(
            "select tablename::text from pg_tables where schemaname = 'public' and tablename <> '__EFMigrationsHistory'"
        );

        Headings().Matches(Page).Select(m => m.Groups["table"].Value).ShouldBe(tables, ignoreOrder: true);
    }

    [Test]
    public async Task Every_guard_is_explained()
    {
        await using var database = await TestServer.NewDatabaseAsync();

        var guards = await database.Rows<string>(Guards);

        guards.Where(guard => !Page.Contains($"`{guard}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("^### `(?<table>[a-z_]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Headings();
}
