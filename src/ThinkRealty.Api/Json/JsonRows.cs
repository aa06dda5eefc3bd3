using System.Buffers;
using System.Text.Json;

namespace ThinkRealty.Api.Json;

/// <summary>Writes JSON of any length piece by piece, in no more memory than a piece takes.</summary>
internal sealed class JsonRows
{
    private const int Piece = 32 * 1024;

    private readonly Stream _body;
    private readonly JsonSerializerOptions _options;
    private readonly ArrayBufferWriter<byte> _piece = new(2 * Piece);

    public JsonRows(Stream body, JsonSerializerOptions options)
    {
        (_body, _options) = (body, options);
        Writer = new(_piece, new() { Encoder = options.Encoder, SkipValidation = true });
    }

    /// <summary>For what stands around the rows; it leaves with the next piece.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Writes a list.</summary>
    public async Task WriteListAsync(Type rowType, IAsyncEnumerable<object> rows, CancellationToken cancellationToken)
    {
        var type = _options.GetTypeInfo(rowType);
        Writer.WriteStartArray();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(Writer, row, type);
            if (_piece.WrittenCount + Writer.BytesPending > Piece)
                await SendAsync(cancellationToken);
        }

        Writer.WriteEndArray();
    }

    /// <summary>Sends what has been written since the last piece.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        Writer.Flush();
        await _body.WriteAsync(_piece.WrittenMemory, cancellationToken);
        _piece.ResetWrittenCount();
    }
}
