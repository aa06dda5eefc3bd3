namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// A test that speaks HTTP to the program. Every fixture has a database and a node of its own, which its tests share; the
/// clock begins anew with every test.
/// </summary>
public abstract class ApiTest
{
    private static readonly DateTimeOffset Beginning = new TestClock().Now;

    protected TestDatabase Database { get; private set; } = null!;
    protected ApiNode Node { get; private set; } = null!;
    protected HttpClient Api { get; private set; } = null!;
    protected TestClock Clock { get; } = new();

    /// <summary>Further configuration of the node.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    [OneTimeSetUp]
    public async Task StartNode()
    {
        Database = await TestServer.NewDatabaseAsync();
        Node = AnotherNode();
        Api = Node.CreateClient();
    }

    [SetUp]
    public void ResetClock() => Clock.Now = Beginning;

    [OneTimeTearDown]
    public async Task StopNode()
    {
        Api?.Dispose();
        if (Node is not null)
            await Node.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
    }

    /// <summary>One more node on the same database and clock; the caller disposes of it.</summary>
    protected ApiNode AnotherNode() => new(Database, Clock, Settings);

    protected Task<T?> Scalar<T>(string sql, object? args = null) => Database.Scalar<T>(sql, args);

    protected Task<IReadOnlyList<T>> Rows<T>(string sql, object? args = null) => Database.Rows<T>(sql, args);
}
