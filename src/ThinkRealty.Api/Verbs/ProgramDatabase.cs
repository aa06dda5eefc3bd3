using System.Runtime.InteropServices;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Api.Verbs;

/// <summary>
/// The database that this program works on: the configured one, or a server of our own that ends with us.
/// </summary>
internal sealed class ProgramDatabase : IAsyncDisposable
{
    private const string Name = "thinkrealty";

    private ProgramDatabase(string connectionString, EmbeddedPostgres? own) =>
        (ConnectionString, Own) = (connectionString, own);

    public string ConnectionString { get; }

    /// <summary>Our own server; null where one is configured.</summary>
    public EmbeddedPostgres? Own { get; }

    /// <summary>
    /// The connection string from <c>ConnectionStrings:Postgres</c> or <c>DATABASE_URL</c>; null when neither is set.
    /// </summary>
    public static string? Configured(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } given)
            return Checked(given, "Postgres");
        return configuration["DATABASE_URL"] is { Length: > 0 } url ? DatabaseUrl.ToConnectionString(url) : null;
    }

    /// <summary>Where reports are read: <c>ConnectionStrings:Reports</c>, or the program's own database.</summary>
    public static string OfReports(IConfiguration configuration) =>
        configuration.GetConnectionString("Reports") is { Length: > 0 } given
            ? Checked(given, "Reports")
            : configuration.GetConnectionString("Postgres") ?? "";

    /// <summary>Brings the server up if it is ours; Ctrl-C meanwhile gives up in order.</summary>
    public static async Task<ProgramDatabase> OpenAsync(IConfiguration configuration, EmbeddedPostgresOptions ours)
    {
        if (Configured(configuration) is { } configured)
            return new(configured, own: null);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, GiveUp);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, GiveUp);
        var own = await EmbeddedPostgres.StartAsync(ours, stop.Token);
        await own.EnsureDatabaseAsync(Name, stop.Token);
        return new(own.ConnectionString(Name), own);

        void GiveUp(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Own is not null)
            await Own.StopAsync();
    }

    private static string Checked(string connectionString, string name)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new SettingException(
                $"ConnectionStrings:{name} cannot be read; it looks like Host=…;Database=…;Username=…;Password=…."
            );
        }
    }
}
