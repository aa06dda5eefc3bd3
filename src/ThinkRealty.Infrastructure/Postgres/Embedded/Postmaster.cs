using System.Diagnostics;
using System.Globalization;

namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>
/// What <c>postmaster.pid</c> in a cluster says about the server that runs, or ran, on it; its process may be long
/// gone.
/// </summary>
internal sealed record Postmaster(string Cluster, int Pid)
{
    public static Postmaster? Of(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        return
            File.Exists(file)
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && pid > 0
            ? new(cluster, pid)
            : null;
    }

    public bool IsRunning =>
        CommandLine(Pid) is [var program, .. var arguments]
        && Path.GetFileName(program) == "postgres"
        && arguments.Contains(Cluster);

    /// <summary>True when the process exists, but is not this server: the number was given out again.</summary>
    public bool IsAnotherProgram => CommandLine(Pid) is not null && !IsRunning;

    /// <summary>
    /// Lets a new server start where the number belongs to another program now. The file stays, because a new server also
    /// reads there which shared memory to look at before it believes that nobody is left.
    /// </summary>
    public void Disown()
    {
        const string noProcessEver = "2147483646";
        var file = Path.Combine(Cluster, "postmaster.pid");
        File.WriteAllLines(file, [noProcessEver, .. File.ReadAllLines(file).Skip(1)]);
    }

    private static string[]? CommandLine(int pid)
    {
        if (Directory.Exists("/proc/self"))
        {
            try
            {
                return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        using var ps = Process.Start(
            new ProcessStartInfo("ps", ["-ww", "-o", "args=", "-p", $"{pid}"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var answer = ps.StandardOutput.ReadToEnd().Trim();
        return answer.Length == 0 ? null : answer.Split(' ');
    }
}
