using Microsoft.Net.Http.Headers;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Limits;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Files;

/// <summary>
/// Sends something long while it is read. What goes wrong before the first byte has left is a problem like any other; later
/// the connection is cut, so that nobody takes half a file for a whole one.
/// </summary>
internal static class FileAnswer
{
    /// <summary>Announces a file that is named after its dataset and today's day in Dubai (rules §16).</summary>
    public static void AnnounceFile(this HttpResponse response, string dataset, string contentType, string extension)
    {
        var today = response.HttpContext.RequestServices.GetRequiredService<TimeProvider>().Now().DubaiDay();
        var headers = response.Headers;
        headers.ContentType = contentType;
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"thinkrealty-{dataset}-{new Day(today)}.{extension}",
        }.ToString();
        headers.CacheControl = "no-store";
        headers["X-Accel-Buffering"] = "no"; // or nginx would keep on its disk what a slow reader has not taken yet
    }

    /// <summary>Writes the body within <see cref="LimitSettings.ExportMinutes"/>, or cuts the connection.</summary>
    /// <param name="http">The request.</param>
    /// <param name="dataset">For the log.</param>
    /// <param name="write">Writes the body.</param>
    public static async Task SendFileAsync(this HttpContext http, string dataset, Func<Task> write)
    {
        var limits = http.RequestServices.GetRequiredService<LimitSettings>();
        await using var deadline = new Timer(
            _ => http.Abort(),
            state: null,
            TimeSpan.FromMinutes(limits.ExportMinutes),
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await write();
        }
        catch (Exception fault) when (http.Response.HasStarted)
        {
            if (!http.RequestAborted.IsCancellationRequested)
                http.RequestServices.GetRequiredService<ILoggerFactory>()
                    .CreateLogger(typeof(FileAnswer))
                    .LogError(fault, "A file of {Dataset} broke off", dataset);
            http.Abort();
        }
    }
}
