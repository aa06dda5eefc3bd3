using System.Data.Common;
using System.Runtime.CompilerServices;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Languages of agents that no lead can have, and areas that hold control characters (rules §2, §6).</summary>
internal sealed class AgentWordsCheck(DbDataSource db) : IDataCheck
{
    public async IAsyncEnumerable<DataFinding> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = transaction.StreamAsync<AgentRow>(
            "select id, languages, specialization_areas as areas from agents order by id",
            parameters: null,
            cancellationToken
        );
        await foreach (var agent in rows)
        {
            foreach (var _ in agent.Languages.Except(Spelling<Language>.All))
                yield return new(
                    "agents",
                    agent.Id,
                    "languages",
                    "The language is not known, so no lead is matched by it."
                );
            foreach (var _ in agent.Areas.Where(area => area.Any(char.IsControl)))
                yield return new("agents", agent.Id, "specialization_areas", "The area holds a control character.");
        }
    }

    private sealed record AgentRow
    {
        public Guid Id { get; init; }
        public string[] Languages { get; init; } = [];
        public string[] Areas { get; init; } = [];
    }
}
