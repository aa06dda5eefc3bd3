using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Application.Agents;

/// <summary>One agent.</summary>
/// <exception cref="DomainException"><c>agent_not_found</c>.</exception>
public sealed record GetAgent(Guid AgentId) : IQuery<AgentView>;

internal sealed class GetAgentHandler(DbDataSource db) : IRequestHandler<GetAgent, AgentView>
{
    private const string Sql = $"{AgentView.Select} where a.id = @AgentId";

    public async Task<AgentView> Handle(GetAgent request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AgentView>(
                new(Sql, request, cancellationToken: cancellationToken)
            ) ?? throw AgentErrors.NotFound(request.AgentId);
    }
}
