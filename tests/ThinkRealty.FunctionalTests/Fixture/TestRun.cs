using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests;

/// <summary>Ends what the run started; the server itself starts when the first test asks for a database.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public Task StopServer() => TestServer.StopAsync();
}
