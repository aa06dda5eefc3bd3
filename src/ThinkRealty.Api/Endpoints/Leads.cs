using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Intake;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

internal static class Leads
{
    public static void MapLeads(this IEndpointRouteBuilder app)
    {
        var leads = app.MapGroup("/api/v1/leads").WithTags("Leads");

        leads
            .MapPost("/capture", Capture)
            .RequireAuthorization(Policies.CaptureLeads)
            .WithMetadata(new InquiryDoor())
            .WithName("capture_lead")
            .WithSummary("Takes in an inquiry: scored, assigned and with its first follow-up")
            .WithDescription(
                "201 with the agent, or 202 with `queue_position` while every agent is full. `duplicate_lead` (with "
                    + "`existing_lead_id`): the same phone came by the same source less than 24 hours ago. `agent_overload`: "
                    + "every agent is full and the settings say reject. What is refused is kept in the intake. "
                    + "`X-Degraded: property-suggestions`: the property service did not answer, the suggestions are local."
            )
            .Refuses(409, "duplicate_lead")
            .Refuses(422, "idempotency_key_reused")
            .Refuses(503, "agent_overload");

        leads
            .MapGet("/{id:guid}", Get)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_lead")
            .WithSummary("One lead, with its version as ETag")
            .WithDescription("Agents see their own leads; another one's is `forbidden`.")
            .Refuses(404, "lead_not_found");
    }

    private static async Task<Results<Created<CapturedLead>, Accepted<CapturedLead>>> Capture(
        CaptureLead body,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var lead = await mediator.Send(body, cancellationToken);
        if (lead.AreSuggestionsDegraded)
            response.Headers["X-Degraded"] = "property-suggestions";
        var address = $"/api/v1/leads/{lead.LeadId}";
        return lead.AssignedAgent is null ? TypedResults.Accepted(address, lead) : TypedResults.Created(address, lead);
    }

    private static async Task<Ok<LeadView>> Get(
        Guid id,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var lead = await mediator.Send(new GetLead(id), cancellationToken);
        response.ShowVersion(lead.Version);
        return TypedResults.Ok(lead);
    }
}
