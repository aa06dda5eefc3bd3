using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ThinkRealty.Benchmarks.Load;

/// <summary>
/// One connection that speaks as little HTTP as measuring needs: the load shares the machine with what it measures.
/// </summary>
internal sealed class KeepAliveConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = (int)Patience.TotalMilliseconds,
        SendTimeout = (int)Patience.TotalMilliseconds,
    };

    private readonly byte[] _answer = new byte[64 * 1024];
    private int _received;

    public KeepAliveConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>The whole last answer, for a person.</summary>
    public string Answer => Encoding.UTF8.GetString(_answer, 0, _received);

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <returns>The answer's status.</returns>
    public int Exchange(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
            request = request[_socket.Send(request)..];

        _received = 0;
        do
        {
            var count = _socket.Receive(_answer.AsSpan(_received));
            if (count == 0)
                throw new BenchException("The API closed a connection under load.");
            _received += count;
        } while (!IsWhole(_answer.AsSpan(0, _received)));

        return Utf8Parser.TryParse(_answer.AsSpan("HTTP/1.1 ".Length, 3), out int status, out _)
            ? status
            : throw new BenchException("The API's answer is no HTTP.");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var length = answer[..end].IndexOf("Content-Length: "u8);
        if (length >= 0 && Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..], out int bytes, out _))
            return answer.Length >= end + 4 + bytes;

        // In chunks; a line break cannot stand inside the JSON, so the last chunk is not to be mistaken.
        return answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
