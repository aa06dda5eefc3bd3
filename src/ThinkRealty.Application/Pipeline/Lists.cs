using System.Data.Common;
using Dapper;

namespace ThinkRealty.Application.Pipeline;

/// <summary>Reads a page by two statements in one text: the first counts, the second gives the rows.</summary>
internal static class Lists
{
    /// <summary>A list without cursors; the statement takes <c>@Skip</c> and <c>@Limit</c>.</summary>
    public static async Task<Page<T>> ReadPageAsync<T>(
        this DbConnection connection,
        string sql,
        object parameters,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var all = new DynamicParameters(parameters);
        all.AddDynamicParams(page);
        await using var grid = await connection.QueryMultipleAsync(new(sql, all, cancellationToken: cancellationToken));
        var total = await grid.ReadSingleAsync<long>();
        return page.Holding((await grid.ReadAsync<T>()).AsList(), total);
    }

    /// <summary>
    /// A list with cursors; the statement also goes on from the place <c>(@At, @Id)</c>, up to <c>(@EndAt, @EndId)</c>
    /// where the walk has an end.
    /// </summary>
    public static async Task<Page<T>> ReadPageAsync<T>(
        this DbConnection connection,
        string sql,
        object parameters,
        PageRequest page,
        Walk walk,
        Func<T, Place> place,
        CancellationToken cancellationToken
    )
    {
        var all = new DynamicParameters(parameters);
        all.AddPlace(page, walk);
        await using var grid = await connection.QueryMultipleAsync(new(sql, all, cancellationToken: cancellationToken));
        var total = await grid.ReadSingleAsync<long>();
        return page.Walking((await grid.ReadAsync<T>()).AsList(), total, row => walk.GoingOnAfter(place(row)));
    }

    /// <summary>What the rows of a walked list are chosen by; one row more tells whether there is a next page.</summary>
    public static void AddPlace(this DynamicParameters parameters, PageRequest page, Walk walk)
    {
        parameters.Add("Skip", page.Skip);
        parameters.Add("Limit", page.OneMore);
        parameters.Add("At", walk.After.At.UtcDateTime);
        parameters.Add("Id", walk.After.Id);
        if (walk.End is not { } end)
            return;
        parameters.Add("EndAt", end.At.UtcDateTime);
        parameters.Add("EndId", end.Id);
    }
}
