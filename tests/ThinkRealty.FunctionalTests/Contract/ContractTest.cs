using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.FunctionalTests.Contract;

/// <summary>A desk with sample data in Development, where the documentation offers requests that work.</summary>
public abstract class ContractTest : ApiTest
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>
        {
            ["environment"] = "Development",
            ["RateLimit:PermitsPerMinute"] = "100000",
            ["Access:FreeTriesPerAddress"] = "1000",
        };

    protected HttpClient Admin { get; private set; } = null!;

    private protected ServedDocument Document { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task ReadTheDocument()
    {
        Admin = As(await SignIn(DemoAccess.Admin.Email, DemoAccess.Password));
        Document = await ServedDocument.ReadAsync(Api);
    }

    [OneTimeTearDown]
    public void SignOut() => Admin?.Dispose();
}
