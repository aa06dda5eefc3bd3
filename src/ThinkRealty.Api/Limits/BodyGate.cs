using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ThinkRealty.Api.Limits;

/// <summary>
/// Takes in the whole body before the request costs anything else: at most 1 MiB, in UTF-8. So a slow sender holds no
/// connection to PostgreSQL, and whoever needs the body again (problems, digest, intake) can rewind it.
/// </summary>
internal sealed class BodyGate(RequestDelegate next)
{
    public const int LargestBody = 1024 * 1024;

    /// <summary>
    /// What the server itself still swallows. Between the two a client that sends without listening gets to read our 413
    /// instead of a broken connection.
    /// </summary>
    public const int LargestSwallowed = 32 * LargestBody;

    private const int KeptInMemory = 64 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true)
        {
            if (http.Request.ContentLength > LargestBody)
                throw TooLarge();
            if (!IsUtf8(http.Request.ContentType))
                throw new BadHttpRequestException(
                    "A charset other than UTF-8.",
                    StatusCodes.Status415UnsupportedMediaType
                );
            await TakeInAsync(http.Request, http.RequestAborted);
        }

        await next(http);
    }

    private static async Task TakeInAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(KeptInMemory);
        var chunk = new byte[8 * 1024];
        var taken = 0;
        while (await request.Body.ReadAsync(chunk, cancellationToken) is var count and > 0)
            if ((taken += count) > LargestBody)
                throw TooLarge();
        request.Body.Position = 0;
    }

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var media)
        || !media.Charset.HasValue
        || media.Charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase);

    private static BadHttpRequestException TooLarge() =>
        new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
