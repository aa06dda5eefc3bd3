using Npgsql;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
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
        select p.agent_id, p.reason, p.explanation::text, a.full_name, a.phone, free_slot(p.agent_id, $8),
               a.supervisor_user_id
          from pick_agent($1, $2, $3, $4, $5,
                          (select agent from preferred), (select because from preferred), $9) p
          join agents a on a.id = p.agent_id
        """;

    // Decided in the update itself: it waits for whoever has the seat and looks at what that left.
    private const string Take = """
        with taken as (
          update agent_seats s
             set position = s.position + 2520 / s.weight, last_received_at = $2
           where s.agent_id = $1 and s.is_active and s.active_leads < s.max_active_leads
          returning s.agent_id, s.agent_no
        )
        select t.agent_id, 'manual',
               json_build_object('decided_by', 'manual',
                                 'group', json_build_array(json_build_object('agent_no', t.agent_no)))::text,
               a.full_name, a.phone, free_slot(t.agent_id, $3), a.supervisor_user_id
          from taken t
          join agents a on a.id = t.agent_id
        """;

    public async Task<PickedAgent?> PickAsync(
        Lead lead,
        IReadOnlyList<PreferredAgent> preferred,
        IReadOnlyList<AgentId> without,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var batch = db.Batch();
        batch.Add(
            Sql,
            lead.Wishes.PropertyType?.Spelled() ?? "",
            lead.Wishes.PreferredAreas.SelectMany(Areas.Spellings).Distinct().ToArray(),
            lead.Person.LanguagePreference?.Spelled() ?? "",
            now.DubaiDay(),
            now,
            preferred.Select(p => p.Agent.Value).ToArray(),
            preferred.Select(p => p.Because.Spelled()).ToArray(),
            wantedFollowUp,
            without.Select(a => a.Value).ToArray()
        );
        return await ReadAsync(batch, cancellationToken);
    }

    public async Task<PickedAgent> TakeAsync(
        AgentId agent,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var batch = db.Batch();
        batch.Add(Take, agent.Value, now, wantedFollowUp);
        return await ReadAsync(batch, cancellationToken) ?? throw await RefusalAsync(agent, cancellationToken);
    }

    private async Task<DomainException> RefusalAsync(AgentId agent, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select is_active from agents where id = $1", agent.Value);
        return await batch.ExecuteScalarAsync(cancellationToken) switch
        {
            null => AgentErrors.NotFound(agent.Value),
            false => AgentErrors.Inactive(),
            _ => AgentErrors.Full(),
        };
    }

    private static async Task<PickedAgent?> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
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
            await reader.GetFieldValueAsync<DateTimeOffset>(5, cancellationToken),
            reader.IsDBNull(6) ? null : reader.GetGuid(6)
        );
    }
}
