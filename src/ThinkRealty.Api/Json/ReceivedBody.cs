using System.Buffers;
using Microsoft.AspNetCore.Http.Metadata;

namespace ThinkRealty.Api.Json;

/// <summary>A JSON body as it was sent, and what is worth a warning in it.</summary>
internal sealed record ReceivedBody(Stream AsSent, IReadOnlyList<string> Warnings)
{
    private const string Json = "application/json";

    /// <summary>The type that an endpoint reads its JSON body as; null where it reads none.</summary>
    public static Type? TypeFor(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } accepts
        && accepts.ContentTypes.Contains(Json)
            ? type
            : null;

    /// <summary>Gives the endpoint a body in which blank values are null, and keeps the one that was sent.</summary>
    public static async Task LookThroughAsync(HttpContext http, Endpoint? endpoint)
    {
        if (
            TypeFor(endpoint) is not { } type
            || BodyForm.Of(type) is not { } form
            || http.Request.Body is not { CanSeek: true, Length: > 0 } body
        )
            return;

        var length = (int)body.Length;
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.Position = 0;
            await body.ReadExactlyAsync(bytes.AsMemory(0, length), http.RequestAborted);
            body.Position = 0;
            var scan = BodyScan.Of(bytes.AsSpan(0, length), form);
            http.Features.Set(new ReceivedBody(body, scan.Warnings));
            if (scan.Cleaned is { } cleaned)
                http.Request.Replace(cleaned);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

/// <summary>Looks through every body before its endpoint reads it.</summary>
internal sealed class BodyReading(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await ReceivedBody.LookThroughAsync(http, http.GetEndpoint());
        await next(http);
    }
}

internal static class RequestBodies
{
    /// <summary>Lets the endpoint read this JSON instead of the body that was sent.</summary>
    public static void Replace(this HttpRequest request, byte[] json)
    {
        request.Body = new MemoryStream(json, writable: false);
        request.ContentLength = json.Length;
    }
}
