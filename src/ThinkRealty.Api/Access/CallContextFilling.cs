using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ThinkRealty.Api.Intake;
using ThinkRealty.Api.Problems;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Access;

/// <summary>Tells the use cases who calls, in which request, and under which <c>Idempotency-Key</c>.</summary>
internal sealed class CallContextFilling(RequestDelegate next)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    public async Task InvokeAsync(HttpContext http, CallContext call)
    {
        call.Caller = http.User.Caller();
        call.TraceId = ProblemWriter.TraceIdOf(http);

        if (http.GetEndpoint()?.Metadata.GetMetadata<InquiryDoor>() is not null)
            call.InquiryKey = await DigestAsync(http.Request, "", http.RequestAborted);

        if (IsIdempotent(http, out var key, out var use))
        {
            if (Complaint(key, use) is { } complaint)
            {
                var problem = StandardProblems.Invalid(new Dictionary<string, string[]> { [KeyHeader] = [complaint] });
                await ProblemWriter.WriteAsync(http, problem);
                return;
            }

            call.IdempotencyKey = key;
            call.InquiryKey = call.InquiryKey is null ? null : key;
            var request = http.Request;
            var target = $"{request.Method} {request.PathBase}{request.Path}{request.QueryString}\n";
            call.RequestDigest = await DigestAsync(request, target, http.RequestAborted);
        }

        await next(http);
    }

    private static bool IsIdempotent(HttpContext http, out string key, out IdempotencyKeys use)
    {
        key = http.Request.Headers[KeyHeader].ToString();
        use = http.GetEndpoint()?.Metadata.GetMetadata<IdempotencyKeys>() ?? IdempotencyKeys.Honoured;
        return HttpMethods.IsPost(http.Request.Method)
            && http.Request.Headers.ContainsKey(KeyHeader)
            && use != IdempotencyKeys.Ignored;
    }

    private static string? Complaint(string key, IdempotencyKeys use)
    {
        if (use == IdempotencyKeys.Refused)
            return "Not accepted here: this answer carries a secret, and is never kept.";
        return key.Length is 0 or > LongestKey || key.Any(letter => letter is <= ' ' or > '~')
            ? $"1 to {LongestKey} visible ASCII characters."
            : null;
    }

    // The body is in memory already and can be read again.
    private static async Task<string> DigestAsync(HttpRequest request, string salt, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(salt));
        var chunk = ArrayPool<byte>.Shared.Rent(8 * 1024);
        while (await request.Body.ReadAsync(chunk, cancellationToken) is var count and > 0)
            hash.AppendData(chunk, 0, count);
        ArrayPool<byte>.Shared.Return(chunk);
        if (request.Body.CanSeek)
            request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What an endpoint does with an <c>Idempotency-Key</c>.</summary>
internal sealed record IdempotencyKeys
{
    /// <summary>Repeats the first answer; so it is where nothing else is said.</summary>
    public static IdempotencyKeys Honoured { get; } = new() { Name = nameof(Honoured) };

    /// <summary>Takes no notice of it.</summary>
    public static IdempotencyKeys Ignored { get; } = new() { Name = nameof(Ignored) };

    /// <summary>Refuses it, because the answer could not be repeated.</summary>
    public static IdempotencyKeys Refused { get; } = new() { Name = nameof(Refused) };

    public required string Name { get; init; }
}
