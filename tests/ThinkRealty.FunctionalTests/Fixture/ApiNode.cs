using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// The whole program inside the test's process, on a real loopback port, as it runs in production. Several may share one
/// database and one clock.
/// </summary>
public sealed class ApiNode : WebApplicationFactory<Program>
{
    /// <summary>What the nodes of the tests share to read each other's sign-ins.</summary>
    public const string KeyRingSecret = "what the tests' rings are encrypted with";

    private readonly TestDatabase _database;
    private readonly IReadOnlyDictionary<string, string?> _settings;

    /// <summary>Starts the node.</summary>
    /// <param name="database">Migrated already.</param>
    /// <param name="clock">What the program takes for the time.</param>
    /// <param name="settings">Further configuration, for example <c>["Assignment:WhenFull"] = "reject"</c>.</param>
    public ApiNode(TestDatabase database, TestClock clock, IReadOnlyDictionary<string, string?>? settings = null)
    {
        (_database, Clock, _settings) = (database, clock, settings ?? new Dictionary<string, string?>());
        UseKestrel(0);
        StartServer();
    }

    public TestClock Clock { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:Postgres", _database.ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Access:KeyRingSecret", KeyRingSecret);
        builder.UseSetting("Jobs:Run", "false"); // a test that wants jobs says so; the clock of the others stands still
        builder.UseSetting("Database:ConnectSeconds", "15"); // a test machine may be busy; its promise has its own test
        builder.UseSetting("Database:IdleInTransactionSeconds", "60"); // as busy, and cold between two statements
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }
}
