using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// SQL on the connection of the running transaction: a second one from the pool would, under load, starve all of them.
/// </summary>
internal static class Statements
{
    /// <summary>Several statements in one round trip; each sees what was committed before it began.</summary>
    public static NpgsqlBatch Batch(this ThinkRealtyDbContext db) =>
        new((NpgsqlConnection)db.Database.GetDbConnection(), Transaction(db));

    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }

    /// <summary>One statement for Dapper, inside the running transaction.</summary>
    public static CommandDefinition Command(
        this ThinkRealtyDbContext db,
        string sql,
        object parameters,
        CancellationToken cancellationToken
    ) => new(sql, parameters, Transaction(db), cancellationToken: cancellationToken);

    private static NpgsqlTransaction? Transaction(ThinkRealtyDbContext db) =>
        db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction;
}
