using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

internal static class VisibleLead
{
    /// <summary>Refuses with <c>lead_not_found</c>, or with <c>forbidden</c> for another agent's lead (rules §11).</summary>
    public static async Task MustSeeAsync(
        this DbConnection connection,
        Caller caller,
        Guid leadId,
        CancellationToken cancellationToken
    )
    {
        var lead = await connection.QuerySingleOrDefaultAsync<Row>(
            new(
                "select id, assigned_agent_id from leads where id = @leadId",
                new { leadId },
                cancellationToken: cancellationToken
            )
        );
        if (lead is null)
            throw LeadErrors.NotFound(leadId);
        if (!caller.MaySee(lead.AssignedAgentId))
            throw AccessErrors.Forbidden("This lead belongs to another agent");
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid? AssignedAgentId { get; init; }
    }
}
