using System.Text;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Intake;

namespace ThinkRealty.Api.Intake;

/// <summary>
/// Sends a refused inquiry to its door again (rules §4). The door itself reads, judges and answers, so a replay can never
/// be judged by other rules than an arrival.
/// </summary>
internal static class InquiryReplay
{
    private const string JsonType = "application/json";

    public static async Task RunAsync(
        Guid id,
        HttpContext http,
        IMediator mediator,
        CallContext call,
        EndpointDataSource endpoints,
        CancellationToken cancellationToken
    )
    {
        var received = await mediator.Send(new InquiryAsReceived(id), cancellationToken);
        if (http.Request.Body is not { CanSeek: true, Length: > 0 })
            Resend(http, received.Body);

        var door = endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.Metadata.GetMetadata<InquiryDoor>() is not null && e.RoutePattern.RawText == received.Door);
        call.Replays = id;
        await ReceivedBody.LookThroughAsync(http, door);
        http.SetEndpoint(door); // from here on it is the door's request, so that refusals are described and kept as its own
        try
        {
            await door.RequestDelegate!(http);
        }
        // The command itself asks under a lock, but these are thrown before it runs.
        catch (Exception refusal) when (refusal is ValidationException or BadHttpRequestException)
        {
            received = await mediator.Send(new InquiryAsReceived(id), cancellationToken);
            if (received.Status == IntakeStatus.Resolved)
                throw IntakeErrors.AlreadyReplayed();
            throw;
        }
    }

    private static void Resend(HttpContext http, string body)
    {
        http.Request.Replace(Encoding.UTF8.GetBytes(body));
        http.Request.ContentType = JsonType;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new Present());
    }

    private sealed class Present : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
