using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Which leads a list shows; what is null does not choose.</summary>
public sealed record LeadSelection
{
    public LeadStatus? Status { get; init; }
    public Guid? AssignedAgentId { get; init; }

    /// <summary>Without an agent, or with one.</summary>
    public bool? Unassigned { get; init; }
    public bool? NeedsSupervisor { get; init; }

    /// <summary>Active and with an agent, without a pending follow-up, or not (rules §8).</summary>
    public bool? NoNextStep { get; init; }

    /// <summary>Points, 0–100: at least so many.</summary>
    public int? ScoreMin { get; init; }

    /// <summary>Points, 0–100: at most so many.</summary>
    public int? ScoreMax { get; init; }

    /// <summary>Archived leads are out unless they are asked for.</summary>
    public bool IncludeArchived { get; init; }
}

/// <summary>What a list of leads can be ordered by.</summary>
public enum LeadOrder
{
    CreatedAt,
}

public enum SortOrder
{
    /// <summary>Oldest first.</summary>
    Asc,

    /// <summary>Newest first.</summary>
    Desc,
}

/// <summary>Reads pages of leads by creation, at a cost that does not grow with the leads that come before the page.</summary>
internal sealed class LeadPages(LeadRows rows)
{
    private const string Unassigned = "l.assigned_agent_id is null";
    private const string NeedsSupervisor = "l.needs_supervisor";

    // The leads at work are few and have an index of their own (leads_at_work).
    private const string NoNextStep = """
        (l.archived_at is null and l.status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')
         and l.assigned_agent_id is not null and l.next_follow_up is null)
        """;

    public static Walk Beginning(SortOrder order) => order == SortOrder.Asc ? Walk.Up : Walk.Down;

    /// <summary>One page of what is selected; the cursor has been found to be one of this order.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="selection">Which leads.</param>
    /// <param name="onlyOf">The agent who sees only the own leads; null for whoever sees all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cursor">From the page before.</param>
    /// <param name="order">Oldest or newest first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<LeadView>> ReadAsync(
        DbConnection connection,
        LeadSelection selection,
        Guid? onlyOf,
        PageRequest page,
        string? cursor,
        SortOrder order,
        CancellationToken cancellationToken
    )
    {
        var wanted = string.Join(" and ", Wanted(selection, onlyOf));
        var left = string.Join(" or ", LeftOut(selection).DefaultIfEmpty("false"));
        var walk = Walk.Read(cursor, Beginning(order))!;
        var parameters = new DynamicParameters();
        parameters.Add("Status", selection.Status?.Spelled());
        parameters.Add(nameof(selection.AssignedAgentId), selection.AssignedAgentId);
        parameters.Add("Own", onlyOf);
        parameters.Add(nameof(selection.ScoreMin), selection.ScoreMin);
        parameters.Add(nameof(selection.ScoreMax), selection.ScoreMax);

        var total = page.Counts ? await CountAsync(connection, wanted, left, parameters, cancellationToken) : 0;
        if (walk.End == Place.Last)
            walk = walk with { End = await LastAsync(connection, cancellationToken) };
        parameters.AddPlace(page, walk);

        // The ids first, so that what is skipped is not joined to anything.
        var (from, by) =
            order == SortOrder.Asc
                ? (
                    "(l.created_at, l.id) > (@At, @Id) and (l.created_at, l.id) <= (@EndAt, @EndId)",
                    "l.created_at, l.id"
                )
                : ("(l.created_at, l.id) < (@At, @Id)", "l.created_at desc, l.id desc");
        var leads = await rows.ReadAsync(
            connection,
            $"""
            where l.id = any (array(select l.id from leads l where {wanted} and not ({left}) and {from}
                                     order by {by} offset @Skip limit @Limit))
            order by {by}
            """,
            parameters,
            cancellationToken
        );
        return page.Walking(leads, total, lead => walk.GoingOnAfter(new(lead.CreatedAt, lead.LeadId)));
    }

    // What is left out is found by small indexes, what is not left out by none.
    private static Task<long> CountAsync(
        DbConnection connection,
        string wanted,
        string left,
        DynamicParameters parameters,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteScalarAsync<long>(
            new(
                $"""
                select (select count(*) from leads l where {wanted})
                     - (select count(*) from leads l where {wanted} and ({left}))
                """,
                parameters,
                cancellationToken: cancellationToken
            )
        );

    // Only what is asked for stands in the statement, so that each has a plan of its own.
    private static IEnumerable<string> Wanted(LeadSelection selection, Guid? onlyOf)
    {
        yield return selection.IncludeArchived ? "true" : "l.archived_at is null";
        if (selection.Status is not null)
            yield return "l.status = @Status";
        if (selection.AssignedAgentId is not null)
            yield return "l.assigned_agent_id = @AssignedAgentId";
        if (selection.Unassigned == true)
            yield return Unassigned;
        if (selection.NeedsSupervisor == true)
            yield return NeedsSupervisor;
        if (selection.NoNextStep == true)
            yield return NoNextStep;
        if (selection.ScoreMin is not null)
            yield return "l.lead_score >= @ScoreMin";
        if (selection.ScoreMax is not null)
            yield return "l.lead_score <= @ScoreMax";
        if (onlyOf is not null)
            yield return "l.assigned_agent_id = @Own";
    }

    private static IEnumerable<string> LeftOut(LeadSelection selection)
    {
        if (selection.Unassigned == false)
            yield return Unassigned;
        if (selection.NeedsSupervisor == false)
            yield return NeedsSupervisor;
        if (selection.NoNextStep == false)
            yield return NoNextStep;
    }

    private static async Task<Place> LastAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Place>(
            new(
                "select created_at as at, id from leads order by created_at desc, id desc limit 1",
                cancellationToken: cancellationToken
            )
        ) ?? Place.First;
}
