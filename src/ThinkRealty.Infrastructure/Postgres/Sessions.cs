using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// What PostgreSQL is told about every session of the program: how long it waits for a node that does nothing. Without it a
/// node that was stopped in the middle of a transaction keeps its locks for as long as it is stopped, and a node that
/// vanished keeps them until TCP gives up, which takes two hours.
/// </summary>
internal static class Sessions
{
    /// <summary>Adds it to a connection string.</summary>
    public static NpgsqlConnectionStringBuilder Bounded(this NpgsqlConnectionStringBuilder to, DatabaseOptions options)
    {
        // Half of the time without a word, then one question a second.
        var quiet = Math.Max(1, options.UnreachableSeconds / 2);
        to.With("idle_in_transaction_session_timeout", $"{options.IdleInTransactionSeconds}s")
            .With("tcp_user_timeout", $"{options.UnreachableSeconds}s")
            .With("tcp_keepalives_idle", $"{quiet}")
            .With("tcp_keepalives_interval", "1")
            .With("tcp_keepalives_count", $"{Math.Max(1, options.UnreachableSeconds - quiet)}");
        // The same from this side: a server that vanished is noticed while its connections lie in the pool.
        (to.TcpKeepAlive, to.TcpKeepAliveTime, to.TcpKeepAliveInterval) = (true, quiet, 1);
        return to;
    }

    /// <summary>Adds a setting of PostgreSQL to those that a session begins with.</summary>
    public static NpgsqlConnectionStringBuilder With(
        this NpgsqlConnectionStringBuilder to,
        string setting,
        string value
    )
    {
        to.Options = $"{to.Options} -c {setting}={value}".TrimStart();
        return to;
    }
}
