namespace ThinkRealty.FunctionalTests.Fixture;

public sealed class FixtureTests : ApiTest
{
    [Test]
    public async Task A_node_answers_on_a_real_port_and_another_one_shares_its_database()
    {
        await using var another = AnotherNode();
        using var elsewhere = another.CreateClient();

        elsewhere.BaseAddress.ShouldNotBe(Api.BaseAddress);
        foreach (var api in (HttpClient[])[Api, elsewhere])
            (await api.GetAsync("/health/live")).EnsureSuccessStatusCode();
        (
            await Scalar<long>("select count(*) from pg_stat_activity where datname = current_database()")
        ).ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task Databases_are_independent()
    {
        await using var one = await TestServer.NewDatabaseAsync();
        await using var other = await TestServer.NewDatabaseAsync();

        await one.Execute("create table only_here (id int)");

        (await other.Scalar<bool>("select to_regclass('only_here') is null")).ShouldBeTrue();
        (await other.Scalar<bool>("select to_regclass('users') is not null")).ShouldBeTrue();
    }
}
