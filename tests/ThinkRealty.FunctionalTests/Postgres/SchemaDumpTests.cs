using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Postgres;

public sealed class SchemaDumpTests
{
    [Test]
    public async Task The_schema_in_docs_is_what_the_migrations_make()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var written = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "schema.sql"));

        var real = await SchemaDump.ReadAsync(database.ConnectionString, CancellationToken.None);

        written.ShouldBe(real, "Run the program's verb `schema` and commit docs/schema.sql.");
    }
}
