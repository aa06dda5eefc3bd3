using System.Net.Sockets;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ThinkRealty.Application.Reports;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Postgres;

/// <summary>PostgreSQL waits for no node for long, whichever pool its session is from.</summary>
public sealed class SessionsTests : ApiTest
{
    private static readonly string[] Limits =
    [
        "idle_in_transaction_session_timeout = 7s",
        "tcp_keepalives_count = 6",
        "tcp_keepalives_idle = 6",
        "tcp_keepalives_interval = 1",
        "tcp_user_timeout = 12000",
    ];

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["Database:IdleInTransactionSeconds"] = "7",
            ["Database:UnreachableSeconds"] = "12",
        };

    [Test]
    public async Task Every_pool_of_the_program_has_the_limits_of_the_settings([Values] Pool pool)
    {
        await using var connection = pool switch
        {
            Pool.Requests => await Node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(),
            Pool.Reports => await Node.Services.GetRequiredService<ReportDatabase>().OpenAsync(CancellationToken.None),
            _ => await Scheduling().OpenConnectionAsync(),
        };

        (
            await connection.QueryAsync<string>(
                """
                select name || ' = ' || current_setting(name) from pg_settings
                 where name like 'tcp\_%' or name = 'idle_in_transaction_session_timeout' order by name
                """
            )
        ).ShouldBe(Limits);
    }

    [Test]
    public async Task Migrations_may_take_their_time()
    {
        await using var source = PostgresSource.CreateUnbounded(Database.ConnectionString, new());
        await using var connection = await source.OpenConnectionAsync();

        (await connection.ExecuteScalarAsync<string>("show idle_in_transaction_session_timeout")).ShouldBe("0");
    }

    [TestCase("57P01", true)]
    [TestCase("57P02", true)]
    [TestCase("25P03", true)]
    [TestCase("08006", true)]
    [TestCase("57014", false)]
    [TestCase("53100", false)]
    [TestCase("23505", false)]
    [TestCase("40P01", false)]
    public void A_complaint_that_ends_the_session_loses_the_transaction(string state, bool isLost) =>
        Outage
            .LostConnection(new InvalidOperationException("EF Core", new PostgresException("", "", "", state)))
            .ShouldBe(isLost);

    [Test]
    public void A_torn_connection_loses_the_transaction_and_a_slow_statement_does_not()
    {
        Outage.LostConnection(new NpgsqlException("", new IOException())).ShouldBeTrue();
        Outage.LostConnection(new NpgsqlException("", new SocketException())).ShouldBeTrue();
        Outage.LostConnection(new NpgsqlException("", new TimeoutException())).ShouldBeFalse();
        Outage.LostConnection(new IOException()).ShouldBeFalse();
    }

    // Known to the program only.
    private NpgsqlDataSource Scheduling()
    {
        var type = typeof(Outage).Assembly.GetType("ThinkRealty.Infrastructure.Scheduling.SchedulingSource")!;
        return (NpgsqlDataSource)type.GetProperty("Db")!.GetValue(Node.Services.GetRequiredService(type))!;
    }

    /// <summary>A pool of the program.</summary>
    public enum Pool
    {
        Requests,
        Reports,
        Scheduler,
    }
}
