using System.Diagnostics;
using System.Text;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>The built program as it runs in production: a process of its own, on its own port.</summary>
internal sealed class ApiUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ApiUnderLoad(BenchDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        Port = LoopbackPort.Free();
        var program = Path.Combine(AppContext.BaseDirectory, "ThinkRealty.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--port", $"{Port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Access__KeyRingSecret"] = "what the benchmark's ring is encrypted with";
        start.Environment["ConnectionStrings__Postgres"] = database.ConnectionString;
        // On a busy machine the first connections of the pool can take longer than a caller should wait.
        start.Environment["Database__ConnectSeconds"] = "15";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new BenchException("The API cannot be started: dotnet is missing.");
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }
    public int Id => _process.Id;

    /// <summary>What it wrote to its log so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString().Trim();
        }
    }

    /// <summary>Starts it and waits until it lives.</summary>
    /// <param name="database">Migrated already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="settings">As environment variables, for example <c>ConnectionStrings__Redis</c>.</param>
    public static async Task<ApiUnderLoad> StartAsync(
        BenchDatabase database,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var api = new ApiUnderLoad(database, settings ?? new Dictionary<string, string>());
        try
        {
            using var http = new HttpClient();
            var since = Stopwatch.StartNew();
            while (!await IsAliveAsync(http, api.Port, cancellationToken))
            {
                if (api._process.HasExited || since.Elapsed > Deadline)
                    throw new BenchException($"The API does not answer. It said: {api.Said}");
                await Task.Delay(50, cancellationToken);
            }

            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsAliveAsync(HttpClient http, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
