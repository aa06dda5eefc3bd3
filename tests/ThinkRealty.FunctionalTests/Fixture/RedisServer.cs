using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A real Redis server on a free loopback port: can be killed, hung, emptied and started again at the same place.</summary>
public sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly Lazy<RedisServer> Ours = new(() => new RedisServer());

    private readonly int _port = ApiProcess.FreePort();
    private Process _process;

    public RedisServer() => _process = StartProcess();

    /// <summary>The server that tests share which do it no harm: the one that <c>TEST_REDIS</c> names, else one of our own.</summary>
    public static string Shared =>
        Environment.GetEnvironmentVariable("TEST_REDIS") is { Length: > 0 } given ? given : Ours.Value.Address;

    public string Address => $"127.0.0.1:{_port}";

    /// <summary>For the test's own looks at it: patient, because a test machine may be busy.</summary>
    public static Task<ConnectionMultiplexer> ConnectAsync(string address) =>
        ConnectionMultiplexer.ConnectAsync($"{address},allowAdmin=true,connectTimeout=30000,syncTimeout=30000");

    public static void StopShared()
    {
        if (Ours.IsValueCreated)
            Ours.Value.Dispose();
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    public void StartAgain() => _process = StartProcess();

    /// <summary>It keeps its connections and answers nobody.</summary>
    public void Hang() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    public async Task EmptyAsync()
    {
        using var redis = await ConnectAsync(Address);
        await redis.GetServer(Address).FlushAllDatabasesAsync();
    }

    public void Dispose()
    {
        _process.Kill(); // reaches a hung one, too
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process StartProcess()
    {
        string[] arguments = ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        var start = new ProcessStartInfo("redis-server", arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var since = Stopwatch.StartNew();
        while (!Answers())
        {
            since.Elapsed.ShouldBeLessThan(Deadline, "redis-server does not answer");
            Thread.Sleep(20);
        }

        return process;
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, _port);
            client.GetStream().Write("PING\r\n"u8);
            var answer = new byte[7];
            client.GetStream().ReadExactly(answer);
            return Encoding.ASCII.GetString(answer) == "+PONG\r\n";
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
