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

        var isInquiry = http.GetEndpoint()?.Metadata.GetMetadata<InquiryDoor>() is not null;
        var isIdempotent = IsIdempotent(http, out var key, out var use);
        var body = isInquiry || isIdempotent ? await RequestDigest.BodyAsync(http.Request, http.RequestAborted) : [];
        if (isInquiry)
            call.InquiryKey = RequestDigest.Of("", body);
        if (isIdempotent)
        {
            if (Complaint(key, use) is { } complaint)
            {
                var problem = StandardProblems.Invalid(new Dictionary<string, string[]> { [KeyHeader] = [complaint] });
                await ProblemWriter.WriteAsync(http, problem);
                return;
            }

            NameRequest(http.Request, body, key, call);
            if (isInquiry)
                call.InquiryKey = key;
        }

        await next(http);
    }

    private static bool IsIdempotent(HttpContext http, out string key, out IdempotencyKeys use)
    {
        key = http.Request.Headers[KeyHeader].ToString();
        use = http.GetEndpoint()?.Metadata.GetMetadata<IdempotencyKeys>() ?? IdempotencyKeys.Honoured;
        return !HttpMethods.IsGet(http.Request.Method)
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

    // Not If-Match: whoever repeats a request may have read the resource again meanwhile.
    private static void NameRequest(HttpRequest request, byte[] body, string key, CallContext call)
    {
        var target = $"{request.Method} {request.PathBase}{request.Path}{request.QueryString}\n";
        call.IdempotencyKey = key;
        call.RequestDigest = RequestDigest.Of(target, body);
        call.RequestDigestOfBytes = RequestDigest.OfBytes(target, body);
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
