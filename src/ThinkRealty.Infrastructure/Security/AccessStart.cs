using System.Xml.Linq;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Security;

/// <summary>
/// What must be there before the first request: a key ring that every node shares, and the bootstrap admin. Nodes that start
/// at the same moment take turns, so that the second finds what the first has made.
/// </summary>
internal sealed class AccessStart(
    NpgsqlDataSource db,
    IDataProtectionProvider protection,
    IServiceScopeFactory scopes,
    KeyRingSecret secret,
    BootstrapSettings bootstrap,
    ILogger<AccessStart> log
) : IHostedService
{
    private const long OneAtATime = 7_465_626_174; // any number that nobody else uses

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var turn = await db.OpenConnectionAsync(cancellationToken);
        await using var untilDone = await turn.BeginTransactionAsync(cancellationToken);
        await turn.ExecuteAsync(
            new(
                // This transaction only holds the turn and rests meanwhile; hashing may take its time on a busy machine.
                "set local idle_in_transaction_session_timeout = '60s'; select pg_advisory_xact_lock(@OneAtATime)",
                new { OneAtATime },
                untilDone,
                cancellationToken: cancellationToken
            )
        );

        await ReviewRingAsync(cancellationToken);
        protection.CreateProtector(nameof(AccessStart)).Protect([]); // makes the first key, or reads the ring
        if (bootstrap is { AdminEmail: { } email, AdminPassword: { } password })
            await EnsureAdminAsync(turn, email, password, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Keys that were stored in clear may be in backups, and whoever has one can make tokens: they are replaced, not only
    // encrypted. Refresh tokens do not depend on the ring, so people stay signed in.
    private async Task ReviewRingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken); // ours is never committed
        var ring = (
            await connection.QueryAsync<(string Name, string Xml)>(
                new("select friendly_name, xml from data_protection_keys", cancellationToken: cancellationToken)
            )
        )
            .Select(row => new StoredKey(row.Name, XElement.Parse(row.Xml)))
            .ToList();
        if (!ring.TrueForAll(key => key.IsReadableWith(secret)))
            throw secret.IsGiven ? KeyRingException.WrongSecret() : KeyRingException.NoSecret();

        var clear = ring.Where(key => key.IsClear).Select(key => key.Name).ToArray();
        if (!secret.IsGiven || clear.Length == 0)
            return;
        const string Sql = "delete from data_protection_keys where friendly_name = any(@clear)";
        await connection.ExecuteAsync(new(Sql, new { clear }, cancellationToken: cancellationToken));
        log.LogWarning(
            "{Count} keys were stored in clear and are replaced by an encrypted one: access tokens made with them are refused, "
                + "refresh tokens still work, and the page of the jobs asks for a new sign-in",
            clear.Length
        );
    }

    private async Task EnsureAdminAsync(
        NpgsqlConnection turn,
        string email,
        string password,
        CancellationToken cancellationToken
    )
    {
        const string Sql = "select exists (select from users where email = @Email)";
        var who = new { Email = Email.Normalised(email) };
        if (await turn.ExecuteScalarAsync<bool>(new(Sql, who, cancellationToken: cancellationToken)))
            return;

        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new CreateUser(email, "Administrator", password, Role.Admin), cancellationToken);
    }
}
