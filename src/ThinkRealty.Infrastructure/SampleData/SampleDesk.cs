using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ThinkRealty.Application;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Suggestions;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>
/// Fills an empty database with a desk at work: the last ninety days of ten agents and their leads, made through the
/// same commands and aggregates as real ones, by a clock that is moved along. All of it is one transaction under one lock:
/// a fill that dies leaves nothing, the next start begins anew, and of two at once the second finds the first's work.
/// </summary>
public sealed class SampleDesk(
    string connectionString,
    LeadSettings leadSettings,
    BootstrapSettings bootstrap,
    TimeProvider clock
)
{
    // Nobody works here yet, so nobody waits where a slow machine rests between two statements.
    private static readonly DatabaseOptions Patient = new()
    {
        MaxConnections = 2,
        CommandSeconds = 120,
        IdleInTransactionSeconds = 600,
    };

    // A database is empty where nobody has left anything but the bootstrap admin.
    private const string IsEmpty = """
        select not exists (select from leads) and not exists (select from agents)
           and not exists (select from properties) and not exists (select from api_keys)
           and not exists (select from users where email is distinct from @AdminEmail)
        """;

    /// <summary>Fills the migrated database, unless it holds something already.</summary>
    /// <param name="withDemoAccess">Whether <see cref="DemoAccess"/> and the demo key are made too.</param>
    /// <returns>Whether anything was added.</returns>
    public async Task<bool> FillAsync(bool withDemoAccess, CancellationToken cancellationToken)
    {
        await using var services = Services();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ThinkRealtyDbContext>();
        db.Database.AutoSavepointsEnabled = false; // what fails ends the whole fill
        db.ChangeTracker.AutoDetectChangesEnabled = false; // the audit looks for changes once, just before saving

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "select pg_advisory_xact_lock(hashtextextended('sample data', 0))",
            cancellationToken
        );
        var who = new { AdminEmail = Email.Normalised(bootstrap.AdminEmail) };
        if (!await db.Database.GetDbConnection().ExecuteScalarAsync<bool>(db.Command(IsEmpty, who, cancellationToken)))
            return false;

        await scope.ServiceProvider.GetRequiredService<Fill>().RunAsync(withDemoAccess, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private ServiceProvider Services() =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(leadSettings)
            .AddSingleton(bootstrap)
            .AddSingleton(new AccessSettings())
            .AddSingleton(new DemoUsers(AreLetIn: true))
            .AddSingleton(new PropertyServiceSettings()) // nobody else is asked about people who never lived
            .AddSingleton<MovableClock>()
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<MovableClock>())
            .AddApplication()
            .AddInfrastructure(connectionString, Patient, new JobSettings { Run = false })
            .AddCache(server: null, new()) // nobody waits for its answers
            .Replace(ServiceDescriptor.Scoped<IUnitOfWork, OneTransaction>())
            .AddScoped<Fill>()
            .BuildServiceProvider();
}
