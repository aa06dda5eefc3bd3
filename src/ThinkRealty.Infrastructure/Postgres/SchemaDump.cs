using System.Text.RegularExpressions;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>The real schema of a database as SQL, the same text for the same schema.</summary>
public static partial class SchemaDump
{
    /// <summary>What <c>pg_dump</c> says, without what changes from one release or run of it to the next.</summary>
    /// <exception cref="EmbeddedPostgresException">pg_dump is missing, or refused.</exception>
    public static async Task<string> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        var user = await ServerUser.ChooseAsync(cancellationToken);
        var programs = await PostgresPrograms.FindAsync(
            PostgresPrograms.UsualFolders(),
            dataVersion: null,
            user,
            cancellationToken
        );
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        string[] arguments =
        [
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-table=*.\"__EFMigrationsHistory\"",
            $"--host={to.Host}",
            $"--port={to.Port}",
            $"--username={to.Username}",
            $"--dbname={to.Database}",
        ];
        var outcome = await programs.RunAsync("pg_dump", arguments, cancellationToken, to.Password ?? "");
        if (!outcome.Succeeded)
            throw new EmbeddedPostgresException(
                $"The schema could not be read: {outcome.Errors.Trim().ReplaceLineEndings(" | ")}"
            );
        return Normalise(outcome.Output);
    }

    private static string Normalise(string dump)
    {
        var statements = Noise().Replace(dump, "");
        return "-- Written by the program (verb `schema`) from the migrations; never edited by hand.\n\n"
            + BlankLines().Replace(statements, "\n\n").Trim()
            + "\n";
    }

    // Headings and settings of the dump; comments inside functions begin otherwise.
    [GeneratedRegex(
        @"^(--|-- (Name: .*; Type: .*|Dumped .*|PostgreSQL database dump.*)|SET .*;|SELECT pg_catalog\.set_config\(.*|\\(un)?restrict .*)$\n?",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Noise();

    [GeneratedRegex(@"\n{3,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex BlankLines();
}
