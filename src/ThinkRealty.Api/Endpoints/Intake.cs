using System.ComponentModel;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Intake;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Intake;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

internal static class Intake
{
    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        var intake = app.MapGroup("/api/v1/intake").WithTags("Intake").RequireAuthorization(Policies.Supervise);

        intake
            .MapGet("", List)
            .WithName("list_intake")
            .WithSummary("What arrived and was refused, why, how often; the latest refusal first")
            .WithDescription(
                "`skip` and `limit` (1–100, default 50), or `cursor` from the page before. What is refused once more moves "
                    + "to the front."
            );

        intake
            .MapGet("/{id:guid}", Get)
            .WithName("get_intake")
            .WithSummary("One refused inquiry")
            .WithDescription("With its body as it was last received, and the last refusal.")
            .Refuses(404, "intake_not_found");

        intake
            .MapPost("/{id:guid}/replay", InquiryReplay.RunAsync)
            .Accepts<JsonElement>(isOptional: true, "application/json")
            .Produces<CapturedLead>(StatusCodes.Status201Created)
            .Produces<CapturedLead>(StatusCodes.Status202Accepted)
            .WithName("replay_intake")
            .WithSummary("Sends a refused inquiry to its door again, as it was kept or corrected")
            .WithDescription(
                "Without a body the kept inquiry is sent; a body is the corrected inquiry, whole and in the form of its door. "
                    + "It is judged as of now, and answered and refused as its door does it; a refusal counts in the same row. "
                    + "`already_replayed`: it has become a lead, by a replay or a later attempt."
            )
            .AnswersWith("X-Degraded")
            .Refuses(404, "intake_not_found")
            .Refuses(409, "already_replayed", "duplicate_lead")
            .Refuses(422, "idempotency_key_reused")
            .Refuses(503, "agent_overload");
    }

    private static async Task<Ok<Page<InquiryView>>> List(
        int? skip,
        int? limit,
        string? cursor,
        [Description("Only those that stand so.")] Choice<IntakeStatus>? status,
        [Description("Only those refused last with this slug.")] string? reason,
        [Description("Only those that came to this path.")] string? door,
        [FromQuery(Name = "date_from"), Description("First day of the last refusal, Dubai.")] DateOnly? dateFrom,
        [FromQuery(Name = "date_to"), Description("Last day of the last refusal, Dubai, inclusive.")] DateOnly? dateTo,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ListInquiries(PageRequest.Of(skip, limit), cursor, status?.Value, reason, door, dateFrom, dateTo),
                cancellationToken
            )
        );

    private static async Task<Ok<InquiryView>> Get(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetInquiry(id), cancellationToken));
}
