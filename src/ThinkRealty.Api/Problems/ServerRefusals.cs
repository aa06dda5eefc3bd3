using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Gives the server's own refusals a body. What Kestrel cannot read (a path with %00, a request line that is too long)
/// never becomes a request: it answers with a status alone and closes the connection. Here such an answer gets our problem
/// before it leaves. Behind TLS the bytes are encrypted already, and the answer stays as it is.
/// </summary>
internal sealed class ServerRefusals(PipeWriter output, string connection) : PipeWriter
{
    private const int Longest = 1024;
    private const string Empty = "\r\nContent-Length: 0\r\n";

    private static ReadOnlySpan<byte> EmptyBytes => "\r\nContent-Length: 0\r\n"u8;

    private Memory<byte> _memory;

    public static void AddTo(KestrelServerOptions server) =>
        server.ConfigureEndpointDefaults(listen =>
            listen.Use(next =>
                async connection =>
                {
                    var plain = connection.Transport;
                    connection.Transport = new Duplex(
                        plain.Input,
                        new ServerRefusals(plain.Output, connection.ConnectionId)
                    );
                    try
                    {
                        await next(connection);
                    }
                    finally
                    {
                        connection.Transport = plain;
                    }
                }
            )
        );

    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    public override long UnflushedBytes => output.UnflushedBytes;

    public override void Advance(int bytes)
    {
        // Nothing is known of what was written into memory that was asked for before.
        var written = bytes <= _memory.Length ? _memory.Span[..bytes] : [];
        if (written.Length is > 0 and <= Longest && StatusOf(written) is { } status)
        {
            output.Write(InWords(written, status));
            _memory = default;
            return;
        }

        output.Advance(bytes);
        _memory = bytes <= _memory.Length ? _memory[bytes..] : default;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    ) => output.WriteAsync(source, cancellationToken);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        output.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);

    // Our own refusals have a body, so an empty one that ends the connection is the server's.
    private static int? StatusOf(ReadOnlySpan<byte> head) =>
        (head.StartsWith("HTTP/1.1 4"u8) || head.StartsWith("HTTP/1.1 505"u8))
        && head.EndsWith("\r\n\r\n"u8)
        && head.IndexOf(EmptyBytes) > 0
        && head.IndexOf("\r\nConnection: close\r\n"u8) > 0
            ? ((head[9] - '0') * 100) + ((head[10] - '0') * 10) + head[11] - '0'
            : null;

    private byte[] InWords(ReadOnlySpan<byte> head, int status)
    {
        var problem = StandardProblems.Of(status, status == 400 ? Unreadable : null);
        problem.Instance = ""; // what was asked for could not be read
        problem.Extensions["trace_id"] = connection;
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, WireJson.Options);
        var headers = Encoding
            .ASCII.GetString(head)
            .Replace(
                Empty,
                $"\r\nContent-Length: {body.Length}\r\nContent-Type: application/problem+json\r\n"
                    + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n",
                StringComparison.Ordinal
            );
        return [.. Encoding.ASCII.GetBytes(headers), .. body];
    }

    private const string Unreadable = "The request line, a header or the path is not valid HTTP. A path holds no %00.";

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
