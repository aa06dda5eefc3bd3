using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>A capture with an external property service behind it (api: lead capture).</summary>
public sealed class PropertyServiceTests : DeskTest
{
    private static readonly Guid Suggested = Guid.CreateVersion7();

    private readonly WebApplication _service = NewService();
    private Func<HttpContext, Task> _behaviour = Answer;
    private int _asked;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["PropertyService:Url"] = $"{_service.Urls.First()}/suggest" };

    [OneTimeSetUp]
    public Task GivenAnAgentOnce() => GivenAgent();

    [OneTimeTearDown]
    public async Task StopTheService() => await _service.DisposeAsync();

    public PropertyServiceTests()
    {
        _service.Run(http =>
        {
            Interlocked.Increment(ref _asked);
            return _behaviour(http);
        });
        _service.Start();
    }

    [Test, Order(1)]
    public async Task What_the_service_suggests_is_answered()
    {
        _behaviour = Answer;

        var response = await Capture(Inquiry());

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Contains("X-Degraded").ShouldBeFalse();
        (await Json(response)).GetProperty("suggested_properties")[0].GetGuid().ShouldBe(Suggested);
    }

    [Test, Order(2)]
    public async Task A_service_that_hangs_fails_or_talks_nonsense_costs_the_capture_nothing_but_its_suggestions()
    {
        foreach (var behaviour in (Func<HttpContext, Task>[])[Hang, Fail, TalkNonsense])
        {
            _behaviour = behaviour;
            var begun = Stopwatch.GetTimestamp();

            var response = await Capture(Inquiry());

            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            response.Headers.GetValues("X-Degraded").ShouldBe(["property-suggestions"]);
            Stopwatch
                .GetElapsedTime(begun)
                .ShouldBeLessThan(TimeSpan.FromSeconds(20), "it must not wait for the service");
        }
    }

    [Test, Order(3)]
    public async Task A_service_that_keeps_failing_is_left_alone()
    {
        _behaviour = Fail;
        for (var i = 0; i < 10; i++)
            (await Capture(Inquiry())).StatusCode.ShouldBe(HttpStatusCode.Created);
        var asked = _asked;

        for (var i = 0; i < 10; i++)
            (await Capture(Inquiry())).Headers.Contains("X-Degraded").ShouldBeTrue();

        _asked.ShouldBe(asked);
    }

    private static WebApplication NewService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private static Task Answer(HttpContext http) =>
        http.Response.WriteAsJsonAsync(new { property_ids = new[] { Suggested } });

    private static Task Fail(HttpContext http)
    {
        http.Response.StatusCode = 500;
        return Task.CompletedTask;
    }

    private static Task TalkNonsense(HttpContext http) => http.Response.WriteAsync("<html>");

    private static Task Hang(HttpContext http) => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
}
