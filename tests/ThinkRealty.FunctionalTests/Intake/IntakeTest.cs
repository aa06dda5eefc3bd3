using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Intake;

/// <summary>A test at the desk's intake, with a supervisor who looks into it.</summary>
public abstract class IntakeTest : EmptyDeskTest
{
    protected HttpClient Supervisor { get; private set; } = null!;

    [SetUp]
    public async Task GivenASupervisor() => Supervisor = await SignedInAs("supervisor");

    /// <summary>Time passes, and a supervisor signs in anew.</summary>
    protected async Task Later(TimeSpan wait)
    {
        Clock.Advance(wait);
        Supervisor.Dispose();
        Supervisor = await SignedInAs("supervisor");
    }

    [TearDown]
    public void SupervisorLeaves() => Supervisor.Dispose();

    /// <summary>Sends an inquiry that is refused; the id of its row.</summary>
    protected async Task<Guid> Refused(object inquiry, HttpClient? by = null, string? key = null)
    {
        var response = await Capture(inquiry, by, key);
        response.IsSuccessStatusCode.ShouldBeFalse();
        return await Scalar<Guid>("select id from intake order by last_at desc, id desc limit 1");
    }

    protected static Task<HttpResponseMessage> Replay(
        HttpClient by,
        Guid id,
        object? corrected = null,
        string? key = null
    )
    {
        HttpContent? body = corrected switch
        {
            null => null,
            string text => Raw(text),
            _ => JsonContent.Create(corrected),
        };
        return ReplayWith(by, id, body, key);
    }

    protected static async Task<HttpResponseMessage> ReplayWith(
        HttpClient by,
        Guid id,
        HttpContent? body,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/intake/{id}/replay") { Content = body };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await by.SendAsync(request);
    }

    protected async Task<JsonElement> Listed(string query = "")
    {
        var response = await Supervisor.GetAsync($"/api/v1/intake{query}");
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
        return await Json(response);
    }

    protected static Guid[] Ids(JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("intake_id").GetGuid())];

    /// <summary>An inquiry as bytes, exactly.</summary>
    protected static StringContent Text(string body, string type = "application/json") =>
        new(body, Encoding.UTF8, type);
}
