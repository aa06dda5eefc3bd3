using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ThinkRealty.Infrastructure.Postgres.Migrations;

/// <summary>A numbered step of the schema, written in SQL: <c>id.up.sql</c> and <c>id.down.sql</c> beside this file.</summary>
public abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Read("up"));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Read("down"));

    private string Read(string direction)
    {
        var id = GetType().GetCustomAttribute<MigrationAttribute>()!.Id;
        var name = $"{typeof(SqlMigration).Namespace}.{id}.{direction}.sql";
        using var stream =
            typeof(SqlMigration).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration {id} has no {direction} script ({name}).");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
