using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api.Limits;

/// <summary>
/// Takes in the whole body before the request costs anything else: at most 1 MiB after decompression, in UTF-8. So a slow sender holds no
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
            RefuseCharset(http.Request);
            RefuseEncoding(http);
            await TakeInAsync(http.Request, http.RequestAborted);
        }

        await next(http);
    }

    public static void AddEncodings(IServiceCollection services) =>
        services.AddRequestDecompression(options =>
            options.DecompressionProviders["x-gzip"] = options.DecompressionProviders["gzip"]
        );

    // What could be decompressed has lost this header by now.
    private static void RefuseEncoding(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return;
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.AcceptEncoding = "gzip, br, deflate";
            return Task.CompletedTask;
        });
        throw new UnreadableRequestException(
            StatusCodes.Status415UnsupportedMediaType,
            "This Content-Encoding cannot be read. Send gzip, br, deflate or none, and one only."
        );
    }

    private static async Task TakeInAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(KeptInMemory);
        var chunk = new byte[8 * 1024];
        var taken = 0;
        try
        {
            while (await request.Body.ReadAsync(chunk, cancellationToken) is var count and > 0)
                if ((taken += count) > LargestBody)
                    throw TooLarge();
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableRequestException(
                StatusCodes.Status400BadRequest,
                "The body is not what its Content-Encoding says. Send it whole, or without an encoding."
            );
        }

        request.Body.Position = 0;
        if (request.ContentLength is not null)
            request.ContentLength = taken; // it said how long the compressed body is
    }

    private static void RefuseCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media) || !media.Charset.HasValue)
            return;
        var charset = HeaderUtilities.RemoveQuotes(media.Charset);
        if (!charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
            throw new UnreadableRequestException(
                StatusCodes.Status415UnsupportedMediaType,
                "The charset cannot be read. Send the body in UTF-8."
            );
        media.Charset = charset; // the framework does not read it in quotation marks
        request.ContentType = media.ToString();
    }

    private static BadHttpRequestException TooLarge() =>
        new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
