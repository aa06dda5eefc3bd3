using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>
/// Stands where a node would: writes down every request that arrives whole, then answers it or dies before the answer.
/// </summary>
internal sealed class RecordingNode : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _received = new();
    private TcpListener? _listener;
    private Task _work = Task.CompletedTask;

    public int Port { get; } = ApiProcess.FreePort();

    /// <summary>Reads a request to its end, then closes the connection.</summary>
    public bool DiesBeforeTheAnswer { get; set; }

    /// <summary>Heads of the requests that arrived whole.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _work = AcceptAsync(_listener);
    }

    public void Forget() => _received.Clear();

    public async ValueTask DisposeAsync()
    {
        _listener?.Stop();
        await _work;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        if (await ReadAsync(stream) is not { } head)
            return;
        _received.Enqueue(head);
        if (!DiesBeforeTheAnswer)
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
    }

    private static async Task<string?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && all.Length >= end + 4 + LengthOfBody(all[..end]))
                return all[..end];
        }
    }

    private static int LengthOfBody(string head)
    {
        const string name = "Content-Length: ";
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }
}
