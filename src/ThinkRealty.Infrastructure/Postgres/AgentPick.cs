using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Asks <c>pick_agent</c>, the fast executor of the Domain's policy; it is explained beside its definition.</summary>
internal sealed class AgentPick(ThinkRealtyDbContext db) : IAgentPick
{
    // Of those who come first, the first one who is eligible as far as can be seen; pick_agent looks again under the lock.
    private const string Sql = """
        with preferred as (
          select f.agent, f.because
            from unnest($6::uuid[], $7::text[]) with ordinality f (agent, because, place)
            join agent_seats s on s.agent_id = f.agent
           where seat_exclusion(s, $4, null) is null
           order by f.place
           limit 1
        )
        select p.agent_id, p.reason, p.explanation::text, a.full_name, a.phone, free_slot(p.agent_id, $8)
          from pick_agent($1, $2, $3, $4, $5,
                          (select agent from preferred), (select because from preferred), null) p
          join agents a on a.id = p.agent_id
        """;

    public async Task<PickedAgent?> PickAsync(
        Wishes wishes,
        Language? language,
        IReadOnlyList<PreferredAgent> preferred,
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
            preferred.Select(p => p.Agent.Value).ToArray(),
            preferred.Select(p => p.Because.Spelled()).ToArray(),
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
        return new(
            decision,
            reader.GetString(3),
            reader.GetString(4),
            await reader.GetFieldValueAsync<DateTimeOffset>(5, cancellationToken)
        );
    }
}
