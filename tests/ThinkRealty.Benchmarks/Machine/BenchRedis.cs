using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>A Redis server of our own on a free loopback port, which keeps nothing on disk and can be made to hang.</summary>
internal sealed class BenchRedis : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly int _port = LoopbackPort.Free();
    private readonly Process _process;

    private BenchRedis()
    {
        string[] arguments = ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        var start = new ProcessStartInfo("redis-server", [.. arguments, "--logfile", "/dev/null"])
        {
            UseShellExecute = false,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BenchException("redis-server is missing: install it and start again.");
        }
    }

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<BenchRedis> StartAsync(CancellationToken cancellationToken)
    {
        var redis = new BenchRedis();
        var since = Stopwatch.StartNew();
        while (!redis.Listens())
        {
            if (redis._process.HasExited || since.Elapsed > Deadline)
            {
                redis.Dispose();
                throw new BenchException("redis-server does not start.");
            }

            await Task.Delay(20, cancellationToken);
        }

        return redis;
    }

    /// <summary>It keeps its connections and answers nobody.</summary>
    public void Hang() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    public void Dispose()
    {
        _process.Kill(); // reaches a hung one, too
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
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
