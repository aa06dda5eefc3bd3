using System.Diagnostics;

namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>What a program that was run to its end said.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Both together, for a person.</summary>
    public string Said => Output + Errors;
}

/// <summary>
/// The user whose programs these are: ourselves, or <c>postgres</c> when we are root, whom PostgreSQL refuses.
/// </summary>
internal sealed class ServerUser
{
    private const string Name = "postgres";
    private readonly IReadOnlyList<string> _prefix;

    private ServerUser(IReadOnlyList<string> prefix) => _prefix = prefix;

    /// <summary>True when another user than ourselves must be able to reach the data.</summary>
    public bool IsAnother => _prefix.Count > 0;

    public static async Task<ServerUser> ChooseAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new([]);

        if (!(await RunAsync(["id", "-u", Name], cancellationToken)).Succeeded)
            throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root and there is no user postgres to run it as: install the Debian package "
                    + "postgresql, or start as another user."
            );

        IReadOnlyList<string>[] ways =
        [
            ["setpriv", "--reuid=" + Name, "--regid=" + Name, "--init-groups", "--"],
            ["runuser", "-u", Name, "--"],
        ];
        foreach (var way in ways)
            if ((await RunAsync([.. way, "true"], cancellationToken)).Succeeded)
                return new(way);
        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root, and neither setpriv nor runuser can start it as user postgres."
        );
    }

    /// <summary>Runs a program to its end as this user.</summary>
    public Task<Outcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        string? password = null
    ) => RunAsync([.. _prefix, program, .. arguments], cancellationToken, password);

    /// <summary>Makes the file or folder this user's own.</summary>
    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (IsAnother && !(await RunAsync(["chown", "-R", Name + ":", path], cancellationToken)).Succeeded)
            throw new EmbeddedPostgresException($"The data folder {path} cannot be given to user postgres.");
    }

    private static async Task<Outcome> RunAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellationToken,
        string? password = null
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/", // ours may be closed to the other user
        };
        // The surroundings must not choose the data, the port or the language of the answers.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        if (password is not null)
            start.Environment["PGPASSWORD"] = password;

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new(127, "", missing.Message);
        }
    }
}
