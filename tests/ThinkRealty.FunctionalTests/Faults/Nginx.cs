using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>The nginx of this machine with the configuration that is shipped; only addresses, ports and folders are others.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;

    private Nginx(Process process, string folder, int port)
    {
        (_process, _folder) = (process, folder);
        Address = new($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>In front of two nodes at these ports.</summary>
    public static async Task<Nginx> StartAsync(int one, int two)
    {
        var folder = Directory.CreateTempSubdirectory("thinkrealty-nginx-").FullName;
        if (!OperatingSystem.IsWindows()) // started by root, its workers are another user
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var (port, inner) = (ApiProcess.FreePort(), ApiProcess.FreePort());
        var shipped = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "build/nginx.conf"));
        var here = new Dictionary<string, string>
        {
            ["listen 8000;"] = $"listen 127.0.0.1:{port};",
            ["api-1:8080"] = $"127.0.0.1:{one}",
            ["api-2:8080"] = $"127.0.0.1:{two}",
            ["127.0.0.1:8001"] = $"127.0.0.1:{inner}",
            ["/dev/stdout"] = $"{folder}/access.log",
            ["/dev/stderr"] = $"{folder}/error.log",
            ["/tmp/"] = $"{folder}/",
        };
        foreach (var (wanted, _) in here)
            shipped.ShouldContain(wanted);
        // The folder may itself be under /tmp.
        var configured = here.Where(h => h.Key != "/tmp/")
            .Aggregate(
                shipped.Replace("/tmp/", "FOLDER/", StringComparison.Ordinal),
                (text, h) => text.Replace(h.Key, h.Value, StringComparison.Ordinal)
            )
            .Replace("FOLDER/", $"{folder}/", StringComparison.Ordinal);
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, configured);
        string[] arguments = ["-p", folder, "-e", $"{folder}/start.log", "-c", file, "-g", "daemon off;"];
        var start = new ProcessStartInfo(Program(), arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var since = Stopwatch.StartNew();
        while (!await AcceptsAsync(port))
        {
            if (process.HasExited || since.Elapsed > Deadline)
                throw new InvalidOperationException($"nginx does not start. It said: {await said}");
            await Task.Delay(20);
        }

        return new(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        using (var quit = Process.Start("kill", ["-TERM", $"{_process.Id}"])) // its workers with it
            await quit.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program() =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("The tests of the deployment need nginx: install nginx-light.");

    private static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
