using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Application.Agents;

internal static class VisibleAgent
{
    /// <summary>
    /// Refuses with <c>forbidden</c> where an agent asks for another one's work (rules §11), or with <c>agent_not_found</c>.
    /// </summary>
    public static async Task MustSeeAgentAsync(
        this DbConnection connection,
        Caller caller,
        Guid agentId,
        CancellationToken cancellationToken
    )
    {
        if (!caller.MaySee(agentId))
            throw AccessErrors.Forbidden("This is another agent's work");
        if (
            !await connection.ExecuteScalarAsync<bool>(
                new(
                    "select exists (select from agents where id = @agentId)",
                    new { agentId },
                    cancellationToken: cancellationToken
                )
            )
        )
            throw AgentErrors.NotFound(agentId);
    }
}
