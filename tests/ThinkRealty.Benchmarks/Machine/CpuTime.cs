using System.Globalization;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>Processor time that processes have used, in user mode and kernel together, from Linux's <c>/proc</c>.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux

    public static TimeSpan Of(int pid) => Read(pid) is { } process ? process.Own : TimeSpan.Zero;

    /// <summary>A server with all its children: those that run, and those that have ended and were counted in.</summary>
    public static TimeSpan OfTree(int pid)
    {
        var processes = Directory
            .EnumerateDirectories("/proc")
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number)
                    ? Read(number)
                    : null
            )
            .OfType<Usage>()
            .ToList();
        var children = processes.Where(p => p.Parent == pid).Sum(p => p.Own.TotalSeconds);
        return TimeSpan.FromSeconds(children) + (Read(pid) is { } root ? root.Own + root.EndedChildren : TimeSpan.Zero);
    }

    public static int ParentOf(int pid) =>
        Read(pid)?.Parent ?? throw new BenchException($"Process {pid} is not to be seen in /proc.");

    /// <summary>Processes that wanted to run at once, over the last minute.</summary>
    /// <exception cref="BenchException">There is no <c>/proc</c>.</exception>
    public static double LoadAverage() =>
        File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            : throw new BenchException("Processor times come from /proc: the bench runs on Linux only.");

    private static Usage? Read(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException) // it has ended meanwhile, or there is no /proc
        {
            return null;
        }

        // "pid (name, which may hold anything) state parent …": counted from behind the name.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new(int.Parse(fields[1], CultureInfo.InvariantCulture), Sum(11, 12), Sum(13, 14));

        TimeSpan Sum(int first, int second) =>
            TimeSpan.FromSeconds(
                (
                    long.Parse(fields[first], CultureInfo.InvariantCulture)
                    + long.Parse(fields[second], CultureInfo.InvariantCulture)
                ) / TicksPerSecond
            );
    }

    private sealed record Usage(int Parent, TimeSpan Own, TimeSpan EndedChildren);
}
