using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;
using ThinkRealty.Infrastructure.Security;

namespace ThinkRealty.Api.Verbs;

/// <summary>What a failure of the program as a whole means to the person who started it.</summary>
internal static class Failure
{
    private const string WhereItIs = "ConnectionStrings:Postgres or DATABASE_URL";

    /// <summary>One sentence that says what to do, however deep the cause lies; null for a fault of ours.</summary>
    public static string? Sentence(Exception failure) =>
        failure switch
        {
            UsageException
            or SettingException
            or EmbeddedPostgresException
            or UnknownMigrationException
            or SchemaException
            or KeyRingException => failure.Message,
            PostgresException full when DiskFull.IsCause(full) =>
                "The disk is full: PostgreSQL cannot write its data. Make room and start again.",
            PostgresException refused => Refused(refused),
            NpgsqlException => $"PostgreSQL cannot be reached: {Reason(failure)}. Start it, or correct {WhereItIs}.",
            IOException { InnerException: AddressInUseException } =>
                $"{Address(failure)} is taken by another program: stop that one, or choose another port with --port.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "The program may not listen on this port: choose one above 1023 with --port.",
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
                "The program cannot listen on an address that this machine does not have: correct --urls or ASPNETCORE_URLS.",
            SocketException => $"A server cannot be reached: {Reason(failure)}. Check its name in {WhereItIs}.",
            OperationCanceledException => "Stopped before it was up.",
            IOException or UnauthorizedAccessException when DiskFull.IsCause(failure) =>
                $"The disk is full: {Reason(failure)}. Make room and start again.",
            IOException or UnauthorizedAccessException =>
                $"A file cannot be read or written: {Reason(failure)}. Make it yours, or choose another one.",
            InvalidDataException { InnerException: { } inner } =>
                $"A settings file cannot be read: {Reason(failure)} {Reason(inner)}.",
            { InnerException: { } inner } => Sentence(inner), // EF Core, Data Protection and tasks wrap what they meet
            _ => null,
        };

    private static string Refused(PostgresException refused) =>
        refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"PostgreSQL refused: {Said(refused)}. Correct the user or the password in {WhereItIs}.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"PostgreSQL refused: {Said(refused)}. Make the database, or correct {WhereItIs}.",
            PostgresErrorCodes.TooManyConnections =>
                $"PostgreSQL refused: {Said(refused)}. Lower Database:MaxConnections, or raise the server's max_connections.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"PostgreSQL refused: {Said(refused)}. Use a role that may do this: `migrate` needs the schema's owner, all else "
                    + "reads and writes rows.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"PostgreSQL refused: {Said(refused)}. It is a standby or set to read only: put the primary into {WhereItIs}.",
            PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown =>
                $"PostgreSQL refused: {Said(refused)}. Wait until it is up, then start again.",
            PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction =>
                $"PostgreSQL refused: {Said(refused)}. The schema is not this program's: run `migrate up`.",
            _ => $"PostgreSQL refused: {Said(refused)}.",
        };

    private static string Said(PostgresException refused) => $"{refused.MessageText} ({refused.SqlState})";

    private static string Reason(Exception failure) =>
        (failure.InnerException?.Message ?? failure.Message).TrimEnd('.').ReplaceLineEndings(" ");

    // Kestrel names the address only in its message: "Failed to bind to address http://127.0.0.1:8000: address already …".
    private static string Address(Exception failure) =>
        failure.Message.Split(' ').FirstOrDefault(w => w.Contains("://", StringComparison.Ordinal))?.TrimEnd(':')
        ?? "The port";
}
