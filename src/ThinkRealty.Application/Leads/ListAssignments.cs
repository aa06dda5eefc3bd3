using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Who was given a lead, newest first, each decision with the facts it was made from; and, for one agent, why not this one
/// (rules §6).
/// </summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>; <c>forbidden</c>: another agent's lead; <c>agent_not_found</c>: the agent asked about.
/// </exception>
public sealed record ListAssignments(Guid LeadId, Guid? AgentId, PageRequest Page) : IQuery<Page<AssignmentView>>;

/// <summary>One decision: the agent who was given the lead, and why.</summary>
public sealed record AssignmentView
{
    /// <summary>The decision.</summary>
    public Guid AssignmentId { get; init; }

    /// <summary>Who was given the lead.</summary>
    public AgentName Agent => new(HolderId, HolderName, HolderNo);

    /// <summary>When the lead was given, UTC.</summary>
    public DateTimeOffset AssignedAt { get; init; }

    /// <summary>When it was taken away again, UTC; null for the present decision.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// <c>best_match</c>, <c>same_agent</c> (of the person's earlier open lead), <c>own_lead</c> (entered by the agent),
    /// <c>manual</c>, <c>stale</c>, <c>balance</c>, <c>reopened</c>, <c>restored</c>, <c>offboarded</c> or <c>leave</c>.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>What the supervisor said who gave it by hand.</summary>
    public string? Remark { get; init; }

    /// <summary>The user, or the integration's key, whose request led to it; null: the program itself.</summary>
    public Guid? AssignedBy { get; init; }

    /// <summary>The decision in one sentence, for people: who got the lead, why, and how the others stood.</summary>
    public Summary Summary { get; init; } = new("", "");

    /// <summary>The agents whom <c>explanation</c> names by their short number.</summary>
    public IReadOnlyList<AgentName> Agents { get; init; } = [];

    /// <summary>
    /// What was known when it was decided: <c>policy</c>, <c>points</c> of the best match, <c>decided_by</c>, the competing
    /// <c>group</c>, and by number the <c>others</c> with fewer points and the <c>excluded</c>.
    /// </summary>
    public JsonElement Explanation => JsonSerializer.Deserialize<JsonElement>(Facts);

    /// <summary>What these facts say of the agent asked about; absent unless <c>agent_id</c> is given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WhyNot? WhyNot { get; init; }

    internal Guid HolderId { get; init; }
    internal string HolderName { get; init; } = "";
    internal int HolderNo { get; init; }
    internal string Facts { get; init; } = "{}";
    internal string? AssignedByName { get; init; }
}

/// <summary>An agent in a few words.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Full name.</param>
/// <param name="AgentNo">The short number by which explanations name agents.</param>
public sealed record AgentName(Guid AgentId, string Name, int AgentNo);

internal sealed class ListAssignmentsValidator : AbstractValidator<ListAssignments>
{
    public ListAssignmentsValidator() => this.PageIsWithinLimits(q => q.Page);
}

internal sealed class ListAssignmentsHandler(DbDataSource db, CallContext call)
    : IRequestHandler<ListAssignments, Page<AssignmentView>>
{
    private const string Sql = """
        select count(*) from lead_assignments where lead_id = @LeadId;
        select d.id as assignment_id, a.id as holder_id, a.full_name as holder_name, a.agent_no as holder_no,
               d.assigned_at, d.ended_at, d.reason, d.remark, d.assigned_by, d.explanation::text as facts,
               u.full_name as assigned_by_name
          from lead_assignments d
          join agents a on a.id = d.agent_id
          left join users u on u.id = d.assigned_by
         where d.lead_id = @LeadId
         order by d.ended_at desc nulls first, d.assigned_at desc, d.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<AssignmentView>> Handle(ListAssignments request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        var asked = await AskedAboutAsync(connection, request.AgentId, cancellationToken);
        var page = await connection.ReadPageAsync<AssignmentView>(
            Sql,
            new { request.LeadId },
            request.Page,
            cancellationToken
        );
        var facts = page.Data.Select(decision => DecisionFacts.In(decision.Explanation)).ToList();
        var agents = await NamesAsync(connection, [.. facts.SelectMany(f => f.AgentNos)], cancellationToken);
        return page with
        {
            Data = [.. page.Data.Zip(facts, (decision, known) => Told(decision, known, agents, asked))],
        };
    }

    private static AssignmentView Told(
        AssignmentView decision,
        DecisionFacts facts,
        Dictionary<int, AgentName> agents,
        AgentName? asked
    ) =>
        decision with
        {
            Summary = DecisionSummary.Of(decision, facts, agents.ToDictionary(a => a.Key, a => a.Value.Name)),
            Agents = [.. facts.AgentNos.Where(agents.ContainsKey).Select(no => agents[no])],
            WhyNot = asked is null ? null : WhyNot.In(decision, facts, asked),
        };

    private static async Task<Dictionary<int, AgentName>> NamesAsync(
        DbConnection connection,
        int[] agentNos,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QueryAsync<AgentName>(
                new(
                    "select id as agent_id, full_name as name, agent_no from agents where agent_no = any (@agentNos)",
                    new { agentNos },
                    cancellationToken: cancellationToken
                )
            )
        ).ToDictionary(agent => agent.AgentNo);

    private static async Task<AgentName?> AskedAboutAsync(
        DbConnection connection,
        Guid? agentId,
        CancellationToken cancellationToken
    )
    {
        if (agentId is null)
            return null;
        return await connection.QuerySingleOrDefaultAsync<AgentName>(
                new(
                    "select id as agent_id, full_name as name, agent_no from agents where id = @agentId",
                    new { agentId },
                    cancellationToken: cancellationToken
                )
            ) ?? throw AgentErrors.NotFound(agentId.Value);
    }
}
