using System.Data.Common;
using System.Text.Json;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>Reads reports: rows, their number and <c>as_of</c> are one statement, so they are of one moment.</summary>
internal sealed class ReportReader(ReportDatabase database)
{
    /// <summary>A page of the rows that a statement gives.</summary>
    /// <param name="sql">Gives the row's columns, and those it is ordered by.</param>
    /// <param name="columns">What the rows go by.</param>
    /// <param name="query">The filter's parameters are named as its properties.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="more">Further parameters.</param>
    public async Task<Report<TRow>> ReadAsync<TRow>(
        string sql,
        ReportColumns columns,
        IReport<TRow> query,
        CancellationToken cancellationToken,
        object? more = null
    ) => (await ReadBesideAsync(sql, beside: "null", columns, query, cancellationToken, more)).Report;

    /// <summary>The same with something beside the rows.</summary>
    /// <param name="sql">Gives the row's columns, and those it is ordered by; what is beside them may read it as <c>report</c>.</param>
    /// <param name="beside">An expression that gives a text.</param>
    /// <param name="columns">What the rows go by.</param>
    /// <param name="query">The filter's parameters are named as its properties.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="more">Further parameters.</param>
    public async Task<(Report<TRow> Report, string? Beside)> ReadBesideAsync<TRow>(
        string sql,
        string beside,
        ReportColumns columns,
        IReport<TRow> query,
        CancellationToken cancellationToken,
        object? more = null
    )
    {
        var (part, cursor, order) = query.Page;
        var parameters = Parameters(query.Filter);
        parameters.AddDynamicParams(more);
        parameters.Add("Skip", part.Skip);
        parameters.Add("Limit", part.OneMore);
        var after = columns.After(cursor, order, (name, value) => parameters.Add(name, value));
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var reader = await connection.ExecuteReaderAsync(
            new(
                $"""
                with report as materialized (
                {sql}
                )
                select p.as_of, (select count(*) from report), {beside}, page.*
                  from reporting.progress p
                  left join lateral (
                    select {columns.Place(order)} as place, {RowColumns<TRow>.List}
                      from (select * from report where {after} order by {columns.By(
                    order
                )} offset @Skip limit @Limit) rows
                     order by {columns.By(order)}) page on true
                """,
                parameters,
                cancellationToken: cancellationToken
            )
        );

        var (asOf, total, text) = (default(DateTimeOffset), 0L, default(string));
        var (rows, place) = (new List<TRow>(), default(string));
        var isMore = false;
        Func<DbDataReader, TRow>? parse = null;
        while (!isMore && await reader.ReadAsync(cancellationToken))
        {
            asOf = new(reader.GetFieldValue<DateTime>(0), TimeSpan.Zero);
            total = reader.GetInt64(1);
            text = reader.GetValue(2) as string;
            if (reader.GetValue(3) is not string here)
                break;
            isMore = rows.Count == part.Limit;
            if (isMore)
                break;
            parse ??= reader.GetRowParser<TRow>(startIndex: 4);
            rows.Add(parse(reader));
            place = here;
        }

        var next = isMore ? columns.Cursor(order, place!) : null;
        return (new(rows, total, part.Skip, part.Limit, next, asOf), text);
    }

    public static DynamicParameters Parameters(ReportFilter filter) =>
        new(
            new
            {
                filter.DateFrom,
                filter.DateTo,
                SourceType = filter.SourceType?.Spelled(),
                filter.AgentId,
                PropertyType = filter.PropertyType?.Spelled(),
            }
        );

    private static class RowColumns<TRow>
    {
        /// <summary>The columns are named as the row's properties.</summary>
        public static string List { get; } =
            string.Join(
                ", ",
                typeof(TRow).GetProperties().Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name))
            );
    }
}
