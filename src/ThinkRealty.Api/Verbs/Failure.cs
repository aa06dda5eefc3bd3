using Microsoft.AspNetCore.Connections;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Api.Verbs;

/// <summary>What a failure of the program as a whole means to the person who started it.</summary>
internal static class Failure
{
    /// <summary>One sentence; null for a fault of ours, which shall show its stack trace.</summary>
    public static string? Sentence(Exception failure) =>
        failure switch
        {
            UsageException or SettingException or EmbeddedPostgresException or UnknownMigrationException =>
                failure.Message,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                "The disk is full: PostgreSQL cannot write its data.",
            PostgresException refused => $"PostgreSQL refused: {refused.MessageText} ({refused.SqlState}).",
            InvalidOperationException { InnerException: NpgsqlException inner } => Sentence(inner), // EF Core's wrapping
            NpgsqlException => $"PostgreSQL cannot be reached: {failure.InnerException?.Message ?? failure.Message}",
            IOException { InnerException: AddressInUseException } =>
                $"{Address(failure)} is taken by another program: stop that one, or choose another port with --port.",
            OperationCanceledException => "Stopped before it was up.",
            _ => null,
        };

    // Kestrel names the address only in its message: "Failed to bind to address http://127.0.0.1:8000: address already …".
    private static string Address(Exception failure) =>
        failure.Message.Split(' ').FirstOrDefault(w => w.Contains("://", StringComparison.Ordinal))?.TrimEnd(':')
        ?? "The port";
}
