using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>A port that stays the same while the server behind it comes and goes.</summary>
internal sealed class Wire : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private TcpListener? _listener;

    public int Port { get; private set; }

    /// <summary>Leads to the server on that port.</summary>
    public void LeadTo(int target)
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener, target);
    }

    /// <summary>Nobody listens any more, and what was open is closed.</summary>
    public void Cut()
    {
        _listener?.Stop();
        while (_ends.TryTake(out var end))
            end.Dispose();
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener, int target)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                _ends.Add(near);
                _ends.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, target);
                _ = PassOnAsync(near, far);
                _ = PassOnAsync(far, near);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static async Task PassOnAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or closed at the other end.
        }

        to.Close();
    }
}
