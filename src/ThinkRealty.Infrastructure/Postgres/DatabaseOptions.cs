using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>How the program reaches PostgreSQL.</summary>
public sealed record DatabaseOptions
{
    /// <summary>
    /// Connections one process keeps at most, and opens when it starts. More than a few for each core only queue in
    /// PostgreSQL instead of here.
    /// </summary>
    [Range(2, 1000)]
    public int MaxConnections { get; init; } = 24;

    /// <summary>Seconds to wait for a connection before the answer is <c>database_unavailable</c>.</summary>
    [Range(1, 60)]
    public int ConnectSeconds { get; init; } = 2;

    /// <summary>Whether the program takes missing steps of the schema when it starts; by default only in Development.</summary>
    public bool? MigrateOnStart { get; init; }

    /// <summary>Seconds a statement may take.</summary>
    [Range(1, 3600)]
    public int CommandSeconds { get; init; } = 15;

    /// <summary>
    /// Seconds after which PostgreSQL ends a transaction that this node does nothing with, because the node hangs. Until then
    /// the transaction keeps its locks, for every node.
    /// </summary>
    [Range(1, 3600)]
    public int IdleInTransactionSeconds { get; init; } = 5;

    /// <summary>Seconds after which PostgreSQL gives up a node that acknowledges nothing: a cut cable, a machine without power.</summary>
    [Range(2, 3600)]
    public int UnreachableSeconds { get; init; } = 10;
}
