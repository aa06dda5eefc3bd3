using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>Reads leads as the API shows them; which ones may be seen is for whoever asks.</summary>
internal sealed class LeadRows(LeadSettings settings, TimeProvider clock)
{
    private const string AgentBegins = "agent_id";
    private const string SourceBegins = "source_lead_id";

    // Dapper reads an enumeration by its name in C#, which has no underscores.
    private const string Select = """
        select l.id as lead_id, replace(l.source_type, '_', '') as source_type, replace(l.status, '_', '') as status,
               l.sub_status, replace(l.lost_reason, '_', '') as lost_reason, l.lead_score,
               l.lead_score > @HotAbove as is_hot_lead,
               (select n.score from lead_analyses n where n.lead_id = l.id order by n.created_at desc limit 1)
                 as conversion_probability,
               l.first_name, l.last_name, nullif(concat_ws(' ', l.first_name, l.last_name), '') as full_name,
               l.phone, l.email, l.whatsapp_number, l.instagram_handle, l.nationality, l.nationality_country,
               l.language_preference,
               l.budget_min, l.budget_max, l.property_type, l.preferred_areas, l.purpose, l.priority, l.tags,
               l.company, l.business_domain, l.bedrooms, l.move_in_date, l.message,
               l.needs_supervisor, l.duplicate_of, l.next_follow_up, l.last_contact_at, l.call_attempts, l.activity_count,
               floor(extract(epoch from @Now - l.created_at) / 86400)::integer as days_since_created,
               floor(extract(epoch from @Now - l.last_contact_at) / 86400)::integer as days_since_last_contact,
               l.deal_value, l.conversion_type, l.archived_at, l.created_at, l.updated_at, l.xmin::text::bigint as version,
               a.id as agent_id, a.full_name as name, a.phone,
               s.lead_id as source_lead_id, s.campaign_id, s.referrer_agent_id, s.property_id, s.utm_source
          from leads l
          left join agents a on a.id = l.assigned_agent_id
          left join lead_sources s on s.lead_id = l.id
        """;

    /// <summary>The leads that a condition on <c>l</c> selects, in the order that it ends with.</summary>
    public async Task<IReadOnlyList<LeadView>> ReadAsync(
        DbConnection connection,
        string where,
        DynamicParameters parameters,
        CancellationToken cancellationToken
    )
    {
        AddOwn(parameters);
        var found = await connection.QueryAsync<LeadView, AgentRow?, SourceRow?, LeadView>(
            new($"{Select} {where}", parameters, cancellationToken: cancellationToken),
            Whole,
            splitOn: $"{AgentBegins},{SourceBegins}"
        );
        return found.AsList();
    }

    /// <summary>The same one after the other, however many there are.</summary>
    public IAsyncEnumerable<LeadView> StreamAsync(
        DbTransaction transaction,
        string where,
        DynamicParameters parameters,
        CancellationToken cancellationToken
    )
    {
        AddOwn(parameters);
        return transaction.StreamAsync($"{Select} {where}", parameters, Parser, cancellationToken);
    }

    private void AddOwn(DynamicParameters parameters)
    {
        parameters.Add(nameof(settings.HotAbove), settings.HotAbove);
        parameters.Add("Now", clock.Now().UtcDateTime);
    }

    private static Func<DbDataReader, LeadView> Parser(DbDataReader reader)
    {
        var (agentAt, sourceAt) = (reader.GetOrdinal(AgentBegins), reader.GetOrdinal(SourceBegins));
        var lead = reader.GetRowParser<LeadView>(length: agentAt);
        var agent = reader.GetRowParser<AgentRow?>(null, agentAt, sourceAt - agentAt, returnNullIfFirstMissing: true);
        var source = reader.GetRowParser<SourceRow?>(null, sourceAt, returnNullIfFirstMissing: true);
        return row => Whole(lead(row), agent(row), source(row));
    }

    private static LeadView Whole(LeadView lead, AgentRow? agent, SourceRow? source) =>
        lead with
        {
            AssignedAgent = agent is null ? null : new(agent.AgentId, agent.Name, agent.Phone),
            SourceDetails = source?.References,
        };

    private sealed record AgentRow
    {
        public Guid AgentId { get; init; }
        public string Name { get; init; } = "";
        public string Phone { get; init; } = "";
    }

    // Without a column of its own that is never null, Dapper takes a missing row for an empty one.
    private sealed record SourceRow
    {
        public Guid SourceLeadId { get; init; }
        public string? CampaignId { get; init; }
        public string? ReferrerAgentId { get; init; }
        public string? PropertyId { get; init; }
        public string? UtmSource { get; init; }

        public SourceReferences References =>
            new()
            {
                CampaignId = CampaignId,
                ReferrerAgentId = ReferrerAgentId,
                PropertyId = PropertyId,
                UtmSource = UtmSource,
            };
    }
}
