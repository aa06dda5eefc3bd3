using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Access;

/// <summary>
/// Tells whether two requests are the same one. A JSON body counts by what it says: spacing, escapes, the order of the keys
/// and the spelling of a number (<c>1</c>, <c>1.0</c>) do not matter, the order of a list does. Any other body counts by its
/// bytes.
/// </summary>
internal static class RequestDigest
{
    private const int MostExponentDigits = 6;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = WireJson.Options.MaxDepth };
    private static readonly JsonWriterOptions Plain = new() { SkipValidation = true };

    /// <summary>SHA-256 of a text and a body, in hexadecimal digits.</summary>
    public static string Of(string target, ReadOnlyMemory<byte> body) => Hash(target, Canonical(body));

    /// <summary>The same by the bytes of the body, as it was before bodies were compared by what they say.</summary>
    public static string OfBytes(string target, ReadOnlyMemory<byte> body) => Hash(target, body.Span);

    /// <summary>The body of a request, which is in memory and can be read again.</summary>
    public static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Body is not { CanSeek: true, Length: > 0 } body)
            return [];
        var bytes = new byte[body.Length];
        body.Position = 0;
        await body.ReadExactlyAsync(bytes, cancellationToken);
        body.Position = 0;
        return bytes;
    }

    private static string Hash(string target, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(target));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReadOnlySpan<byte> Canonical(ReadOnlyMemory<byte> body)
    {
        try
        {
            var mark = body.Length - BodyScan.WithoutMark(body.Span).Length;
            using var json = JsonDocument.Parse(body[mark..], Depth);
            var canonical = new ArrayBufferWriter<byte>(body.Length + 1);
            using (var writer = new Utf8JsonWriter(canonical, Plain))
                Write(writer, json.RootElement);
            return canonical.WrittenSpan;
        }
        // No JSON, or text that cannot be stored: it will be refused, and counts by its bytes.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return body.Span;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(value.GetRawText()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>One spelling for each value, whatever its size: the digits without zeros at the ends, and an exponent.</summary>
    private static string Number(string sent)
    {
        var (mantissa, exponentText) = sent.AsSpan().IndexOfAny('e', 'E') is > 0 and var e
            ? (sent[..e], sent[(e + 1)..].TrimStart('+'))
            : (sent, "0");
        if (exponentText.Length > MostExponentDigits)
            return sent;

        var exponent = int.Parse(exponentText, CultureInfo.InvariantCulture);
        var isNegative = mantissa[0] == '-';
        mantissa = mantissa.TrimStart('-');
        if (mantissa.IndexOf('.', StringComparison.Ordinal) is > 0 and var point)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var digits = mantissa.TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
            return "0";
        exponent += digits.Length - significant.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{significant}e{exponent}");
    }
}
