using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// The built program as a process of its own: can be killed, and says what a person at the terminal would read.
/// </summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    /// <summary>Starts the program.</summary>
    /// <param name="arguments">The verb and its options.</param>
    /// <param name="environment">Settings as environment variables, for example <c>ConnectionStrings__Postgres</c>.</param>
    public ApiProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;
    public string Output => Read(_output);
    public string Errors => Read(_errors);

    /// <summary>Starts <c>serve</c> on a free port and waits until it lives.</summary>
    public static Task<(ApiProcess Process, HttpClient Api)> ServeAsync(
        IEnumerable<string> options,
        IReadOnlyDictionary<string, string>? environment = null
    ) => ServeAsync(FreePort(), options, environment);

    /// <summary>Starts <c>serve</c> on this port and waits until it lives.</summary>
    public static async Task<(ApiProcess Process, HttpClient Api)> ServeAsync(
        int port,
        IEnumerable<string> options,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var process = new ApiProcess(["serve", "--port", $"{port}", .. options], environment);
        var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var since = Stopwatch.StartNew();
        while (!await IsAliveAsync(api))
        {
            if (process._process.HasExited || since.Elapsed > Deadline)
            {
                var said = process.Output + process.Errors;
                await process.DisposeAsync();
                throw new InvalidOperationException($"The program does not answer. It said: {said}");
            }

            await Task.Delay(50);
        }

        return (process, api);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for the end; returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>It keeps its connections and locks and does nothing: a machine that is paused.</summary>
    public void Hang() => Signal("STOP");

    /// <summary>It continues where it was stopped.</summary>
    public void Continue() => Signal("CONT");

    /// <summary>As <c>kill -9</c>: this process only, none of its children.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As a service manager or Ctrl-C would: asks the program to end.</summary>
    public async Task<int> TerminateAsync()
    {
        Signal("TERM");
        return await ExitAsync();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsAliveAsync(HttpClient api)
    {
        try
        {
            using var answer = await api.GetAsync("/health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString().Trim();
    }
}
