using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Tells a database that is away from one that refuses.</summary>
public static class Outage
{
    private const string IdleInTransaction = "25P03";

    // Connection exceptions, refused sign-in, missing database, operator intervention, a standby that only reads, and a
    // transaction that the server ended because this node did nothing with it for too long.
    private static readonly string[] Away = ["08", "28", "3D", "57P", "25006", IdleInTransaction];

    // With these the server ends the session: nothing that was not committed stays.
    private static readonly string[] Ended = ["08", "57P", IdleInTransaction];

    /// <summary>The database's complaint inside an exception, however deep other layers wrapped it.</summary>
    public static NpgsqlException? Find(Exception? exception)
    {
        while (exception is not (null or NpgsqlException))
            exception = exception.InnerException;
        return exception as NpgsqlException;
    }

    /// <summary>The database is away, starting, stopping, full of connections or not answering in time.</summary>
    public static bool IsUnavailable(NpgsqlException fault) =>
        fault.SqlState is not { } state || fault.IsTransient || Begins(state, Away);

    /// <summary>The connection was lost, and with it the transaction; a statement that only took too long does not count.</summary>
    public static bool LostConnection(Exception failure) =>
        Find(failure) is { } fault
        && (fault.SqlState is { } state ? Begins(state, Ended) : fault.InnerException is not TimeoutException);

    private static bool Begins(string state, string[] prefixes) =>
        Array.Exists(prefixes, prefix => state.StartsWith(prefix, StringComparison.Ordinal));
}
