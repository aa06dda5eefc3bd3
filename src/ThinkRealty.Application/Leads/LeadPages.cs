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
        var conditions = string.Join(" and ", Conditions(selection, onlyOf));
        var walk = Walk.Read(cursor, Beginning(order))!;
        var parameters = new DynamicParameters();
        parameters.Add("Status", selection.Status?.Spelled());
        parameters.Add(nameof(selection.AssignedAgentId), selection.AssignedAgentId);
        parameters.Add("Own", onlyOf);

        var total = await connection.ExecuteScalarAsync<long>(
            new($"select count(*) from leads l where {conditions}", parameters, cancellationToken: cancellationToken)
        );
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
            where l.id = any (array(select l.id from leads l where {conditions} and {from} order by {by} offset @Skip limit @Limit))
            order by {by}
            """,
            parameters,
            cancellationToken
        );
        return page.Walking(leads, total, lead => walk.GoingOnAfter(new(lead.CreatedAt, lead.LeadId)));
    }

    // Only what is asked for stands in the statement, so that each has a plan of its own.
    private static IEnumerable<string> Conditions(LeadSelection selection, Guid? onlyOf)
    {
        yield return selection.IncludeArchived ? "true" : "l.archived_at is null";
        if (selection.Status is not null)
            yield return "l.status = @Status";
        if (selection.AssignedAgentId is not null)
            yield return "l.assigned_agent_id = @AssignedAgentId";
        if (selection.Unassigned is { } unassigned)
            yield return $"l.assigned_agent_id is {(unassigned ? "null" : "not null")}";
        if (selection.NeedsSupervisor is { } needsSupervisor)
            yield return needsSupervisor ? "l.needs_supervisor" : "not l.needs_supervisor";
        if (onlyOf is not null)
            yield return "l.assigned_agent_id = @Own";
    }

    private static async Task<Place> LastAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Place>(
            new(
                "select created_at as at, id from leads order by created_at desc, id desc limit 1",
                cancellationToken: cancellationToken
            )
        ) ?? Place.First;
}
