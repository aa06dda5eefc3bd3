using Dapper;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
    BootstrapSettings bootstrap
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

        protection.CreateProtector(nameof(AccessStart)).Protect([]); // makes the first key, or reads the ring
        if (bootstrap is { AdminEmail: { } email, AdminPassword: { } password })
            await EnsureAdminAsync(turn, email, password, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
