using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests;

/// <summary>Ends what the run started; the servers start when the first test asks for them.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopServers()
    {
        await Browser.StopAsync();
        RedisServer.StopShared();
        await TestServer.StopAsync();
    }
}
