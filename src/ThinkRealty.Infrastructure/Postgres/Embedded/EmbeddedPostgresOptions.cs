namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>How to bring up a PostgreSQL server of our own.</summary>
/// <param name="Folder">Where its data lives; made when it is missing.</param>
public sealed record EmbeddedPostgresOptions(string Folder)
{
    /// <summary>
    /// False for tests: nothing is flushed to disk, and the data is thrown away at every start and stop.
    /// </summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;

    /// <summary>How long the server may take to answer, crash recovery included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where to look for the server's programs, best first.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = PostgresPrograms.UsualFolders();
}

/// <summary>
/// PostgreSQL could not be brought up. The message is one sentence for the person who started the program.
/// </summary>
public sealed class EmbeddedPostgresException(string sentence, Exception? cause = null) : Exception(sentence, cause);
