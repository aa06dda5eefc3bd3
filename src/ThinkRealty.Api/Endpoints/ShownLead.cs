using MediatR;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The answer of every door that changes a lead and shows it whole.</summary>
internal static class ShownLead
{
    /// <summary>The lead as it stands now, its version as <c>ETag</c>.</summary>
    public static async Task<LeadView> ShowLeadAsync(
        this IMediator mediator,
        Guid id,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var lead = await mediator.Send(new GetLead(id), cancellationToken);
        response.ShowVersion(lead.Version);
        return lead;
    }

    /// <summary>The same after a change, with what the caller should know about it.</summary>
    public static async Task<LeadView> ShowChangedLeadAsync(
        this IMediator mediator,
        Guid id,
        HttpResponse response,
        CancellationToken cancellationToken,
        params IReadOnlyList<string> warnings
    )
    {
        var lead = await mediator.ShowLeadAsync(id, response, cancellationToken);
        IReadOnlyList<string> all = lead.HasNoNextStep ? [.. warnings, LeadWarnings.NoNextStep] : warnings;
        lead.Warnings = all.Count > 0 ? all : null;
        return lead;
    }
}
