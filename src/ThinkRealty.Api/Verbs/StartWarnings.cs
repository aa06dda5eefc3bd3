using System.Data.Common;
using System.Net;
using Dapper;
using Npgsql;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Verbs;

/// <summary>What a start says once, in a sentence each, where it works and is not as it should be.</summary>
internal static class StartWarnings
{
    private const string Sql = """
        select (select count(*) from users where is_demo and is_active) as demo_users,
               exists (select from api_keys where key_hash = sha256(convert_to(@DemoKey, 'UTF8')) and revoked_at is null)
                 as has_demo_key,
               exists (select from users where role = 'admin' and is_active and (@DemoUsers or not is_demo)) as has_admin,
               (select rolsuper from pg_roles where rolname = current_user) as is_superuser
        """;

    private static readonly string[] KnownPasswords = ["postgres", "password", "thinkrealty", "admin", "changeme"];

    /// <summary>Logs them as warnings.</summary>
    /// <param name="app">Started.</param>
    /// <param name="isFilled">Whether this start has added sample data.</param>
    /// <param name="stopping">The program stops, perhaps before it could warn.</param>
    public static async Task LogAsync(WebApplication app, bool isFilled, CancellationToken stopping)
    {
        try
        {
            foreach (var sentence in await FindAsync(app, isFilled))
                app.Logger.LogWarning("{Sentence}", sentence);
        }
        catch (Exception failure) when (failure is DbException || stopping.IsCancellationRequested)
        {
            // The program is up, and warnings must not end it: the next start says them.
        }
    }

    internal static async Task<IReadOnlyList<string>> FindAsync(WebApplication app, bool isFilled)
    {
        await using var connection = await app
            .Services.GetRequiredService<DbDataSource>()
            .OpenConnectionAsync(app.Lifetime.ApplicationStopping);
        var demoUsers = app.Services.GetRequiredService<DemoUsers>().AreLetIn;
        var found = await connection.QuerySingleAsync<Found>(
            new(Sql, new { DemoKey = ApiKey.Demo, DemoUsers = demoUsers })
        );
        var configured = app.Configuration.GetConnectionString("Postgres") ?? "";
        return
        [
            .. found.HasAdmin ? [] : (string[])[NoAdmin],
            .. app.Environment.IsDevelopment() ? InDevelopment(app) : InProduction(found, configured, isFilled),
        ];
    }

    private const string NoAdmin =
        "There is no active admin, so nobody can manage users: set Bootstrap:AdminEmail and Bootstrap:AdminPassword and start "
        + "again.";

    private static IEnumerable<string> InDevelopment(WebApplication app)
    {
        if (app.Urls.Any(IsOpen))
            yield return "Development listens on the network, where everybody can sign in with the demo password: use Production, "
                + "or listen on 127.0.0.1.";
    }

    private static IEnumerable<string> InProduction(Found found, string configured, bool isFilled)
    {
        if (found.DemoUsers > 0 || found.HasDemoKey)
            yield return $"The database has {found.DemoUsers} active demo users{(found.HasDemoKey ? " and the demo key" : "")}; "
                + "they are refused outside Development: deactivate the users, and give people with the demo password another one.";
        if (isFilled)
            yield return "SAMPLE_DATA has filled the empty database with made-up agents and leads; set it to false and use an "
                + "empty database for real work.";
        if (found.IsSuperuser)
            yield return "The program signs in to PostgreSQL as a superuser; a role that reads and writes rows is enough "
                + "(build/database-roles.sh makes one).";
        var database = new NpgsqlConnectionStringBuilder(configured);
        if (database.Password is { Length: > 0 } password && (IsKnown(password) || password == database.Username))
            yield return "The password in ConnectionStrings:Postgres is one that everybody tries first; choose a random one.";
    }

    private static bool IsKnown(string password) => KnownPasswords.Contains(password, StringComparer.OrdinalIgnoreCase);

    private static bool IsOpen(string url) =>
        Uri.TryCreate(url.Replace("*", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && !address.IsLoopback
        && !(IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    private sealed record Found
    {
        public long DemoUsers { get; init; }
        public bool HasDemoKey { get; init; }
        public bool HasAdmin { get; init; }
        public bool IsSuperuser { get; init; }
    }
}
