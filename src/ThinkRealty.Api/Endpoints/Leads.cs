using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Intake;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

internal static class Leads
{
    public static void MapLeads(this IEndpointRouteBuilder app)
    {
        var leads = app.MapGroup("/api/v1/leads").WithTags("Leads").ProducesProblem(401).ProducesProblem(403);

        leads
            .MapPost("/capture", Capture)
            .RequireAuthorization(Policies.CaptureLeads)
            .WithMetadata(new InquiryDoor())
            .WithName("capture_lead")
            .WithSummary("Takes in an inquiry: scored, assigned and with its first follow-up")
            .WithDescription(
                "201 with the agent, or 202 with `queue_position` while every agent is full. `duplicate_lead` (409, "
                    + "`existing_lead_id`): the same phone came by the same source less than 24 hours ago. `agent_overload` (503): "
                    + "every agent is full and the settings say reject. What is refused is kept in the intake. "
                    + "`X-Degraded: property-suggestions`: the property service did not answer, the suggestions are local."
            )
            .ProducesProblem(409)
            .ProducesProblem(422)
            .ProducesProblem(503);

        leads
            .MapGet("/{id:guid}", Get)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_lead")
            .WithSummary("One lead, with its version as ETag")
            .WithDescription("`lead_not_found`; `forbidden`: agents see their own leads.")
            .ProducesProblem(404);
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
