using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Intake;

namespace ThinkRealty.Api.Intake;

/// <summary>Marks an endpoint through which inquiries arrive: what it refuses is kept (rules §4).</summary>
internal sealed class InquiryDoor;

/// <summary>
/// Keeps what an inquiry door refuses: duplicates, overload and invalid input of signed-in callers go to the intake, after
/// the command was rolled back and before the refusal is answered. What is unreadable, oversized or from nobody is counted.
/// </summary>
internal static class RefusedInquiries
{
    private const int LargestKept = 64 * 1024;

    private static readonly Meter Meter = new("ThinkRealty.Intake");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("thinkrealty.inquiries.refused");

    public static async Task KeepAsync(HttpContext http, ProblemDetails refusal)
    {
        if (Aimed(http) is not RouteEndpoint door || door.Metadata.GetMetadata<InquiryDoor>() is null)
            return;

        Refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.Type));
        var call = http.RequestServices.GetRequiredService<CallContext>();
        var sent = http.Features.Get<ReceivedBody>()?.AsSent ?? http.Request.Body;
        if (!IsKept(refusal, call) || sent is not { CanSeek: true, Length: > 0 and <= LargestKept } body)
            return;

        body.Position = 0;
        using var reader = new StreamReader(body, Encoding.UTF8, leaveOpen: true);
        var inquiry = new RefusedInquiry(
            door.RoutePattern.RawText!, // one spelling, however the caller wrote the path
            await reader.ReadToEndAsync(CancellationToken.None),
            refusal.Type!,
            JsonSerializer.Serialize(refusal, WireJson.Options)
        );
        try
        {
            // The caller may hang up now; the inquiry is kept all the same.
            await http.RequestServices.GetRequiredService<IIntake>().KeepAsync(inquiry, CancellationToken.None);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or TimeoutException)
        {
            http.RequestServices.GetRequiredService<ILogger<InquiryDoor>>()
                .LogError(failure, "A refused inquiry ({Reason}) could not be kept", refusal.Type);
        }
    }

    private static bool IsKept(ProblemDetails refusal, CallContext call)
    {
        // A replay under a used key says nothing about the inquiry.
        var isAboutInquiry = call.Replays is null
            ? call.InquiryKey is not null
            : refusal.Type != "idempotency_key_reused";
        return isAboutInquiry
            && (
                refusal.Status is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity
                || refusal.Type == "agent_overload"
            );
    }

    private static Endpoint? Aimed(HttpContext http) =>
        http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
}
