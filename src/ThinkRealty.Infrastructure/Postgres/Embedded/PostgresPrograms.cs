using System.Globalization;
using System.Text.RegularExpressions;

namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>The programs of one installed PostgreSQL: initdb, postgres, pg_ctl and pg_dump.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Version, ServerUser User)
{
    private const int Oldest = 15;

    /// <summary>
    /// PATH first, then where Debian, a build from source and Homebrew put them, newest version first.
    /// </summary>
    public static IReadOnlyList<string> UsualFolders() =>
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            ),
            .. Versions("/usr/lib/postgresql", "*").Select(f => Path.Combine(f, "bin")),
            "/usr/local/pgsql/bin",
            .. Versions("/opt/homebrew/opt", "postgresql@*").Select(f => Path.Combine(f, "bin")),
            .. Versions("/usr/local/opt", "postgresql@*").Select(f => Path.Combine(f, "bin")),
            .. Versions("/home/linuxbrew/.linuxbrew/opt", "postgresql@*").Select(f => Path.Combine(f, "bin")),
        ];

    /// <summary>
    /// The first installation that is new enough and, where there is data already, of the version that made it.
    /// </summary>
    public static async Task<PostgresPrograms> FindAsync(
        IEnumerable<string> folders,
        int? dataVersion,
        ServerUser user,
        CancellationToken cancellationToken
    )
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in folders.Where(IsComplete).Select(Resolve).Distinct())
        {
            var answer = await user.RunAsync(Path.Combine(folder, "postgres"), ["--version"], cancellationToken);
            if (MajorVersion().Match(answer.Output) is { Success: true } match)
                found.Add(new(folder, int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture), user));
        }

        if (found.Find(p => p.Version >= Oldest && (dataVersion is null || p.Version == dataVersion)) is { } fits)
            return fits;

        var there = string.Join(", ", found.Select(p => p.Version).Distinct());
        throw new EmbeddedPostgresException(
            (there, dataVersion) switch
            {
                ("", _) =>
                    "PostgreSQL is not installed (initdb and postgres are neither on PATH nor in the usual folders): "
                        + "install the Debian package postgresql, or set ConnectionStrings:Postgres to a server of yours.",
                (_, null) => $"PostgreSQL {Oldest} or newer is needed, but only {there} is installed.",
                _ => $"The data was made by PostgreSQL {dataVersion}, but only {there} is installed: install "
                    + $"postgresql-{dataVersion}, or choose another data folder.",
            }
        );
    }

    public Task<Outcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        string? password = null
    ) => User.RunAsync(Path.Combine(Folder, program), arguments, cancellationToken, password);

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    // A link on PATH points at the folder where the other programs are, too.
    private static string Resolve(string folder)
    {
        var postgres = new FileInfo(Path.Combine(folder, "postgres"));
        return Path.GetDirectoryName((postgres.ResolveLinkTarget(returnFinalTarget: true) ?? postgres).FullName)!;
    }

    private static IEnumerable<string> Versions(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory
                .GetDirectories(parent, pattern)
                .OrderByDescending(f =>
                    int.TryParse(Path.GetFileName(f).Split('@')[^1], CultureInfo.InvariantCulture, out var version)
                        ? version
                        : 0
                )
            : [];

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MajorVersion();
}
