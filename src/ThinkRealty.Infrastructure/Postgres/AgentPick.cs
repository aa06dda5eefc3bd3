using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Asks <c>pick_agent</c>, the fast executor of the Domain's policy; it is explained beside its definition.</summary>
internal sealed class AgentPick(ThinkRealtyDbContext db) : IAgentPick
{
    private const string Sql = """
        select p.agent_id, p.reason, p.explanation::text, a.full_name, a.phone, free_slot(p.agent_id, $8)
          from pick_agent($1, $2, $3, $4, $5, nullif($6, '00000000-0000-0000-0000-000000000000'), $7, null) p
          join agents a on a.id = p.agent_id
        """;

    public async Task<PickedAgent?> PickAsync(
        Wishes wishes,
        Language? language,
        PreferredAgent? preferred,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var batch = db.Batch();
        batch.Add(
            Sql,
            wishes.PropertyType?.Spelled() ?? "",
            wishes.PreferredAreas.SelectMany(Areas.Spellings).Distinct().ToArray(),
            language?.Spelled() ?? "",
            now.DubaiDay(),
            now,
            preferred?.Agent.Value ?? Guid.Empty,
            preferred?.Because.Spelled() ?? "",
            wantedFollowUp
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;

        var decision = new AssignmentDecision(
            new(reader.GetGuid(0)),
            Spelling<AssignmentReason>.Parse(reader.GetString(1)),
            reader.GetString(2)
        );
        return new(decision, reader.GetString(3), reader.GetString(4), await reader.GetFieldValueAsync<DateTimeOffset>(5, cancellationToken));
    }
}
