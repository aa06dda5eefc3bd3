using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>A test around the agents themselves.</summary>
public abstract class AgentsTest : StaffedDeskTest
{
    protected const string Agents = "/api/v1/agents";

    protected static Dictionary<string, object?> NewAgent(params (string Field, object? Value)[] with)
    {
        var agent = new Dictionary<string, object?>
        {
            ["full_name"] = "Layla Haddad",
            ["email"] = NewEmail(),
            ["phone"] = "+971501112233",
        };
        foreach (var (field, value) in with)
            agent[field] = value;
        return agent;
    }

    protected async Task<JsonElement> Created(params (string Field, object? Value)[] with)
    {
        var response = await Supervisor.PostAsJsonAsync(Agents, NewAgent(with));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await Json(response);
    }

    protected async Task<Guid> CreatedId(params (string Field, object? Value)[] with) =>
        (await Created(with)).GetProperty("agent_id").GetGuid();

    protected Task<HttpResponseMessage> Change(Guid agent, object change, string? ifMatch = null) =>
        Change(agent, JsonSerializer.Serialize(change), ifMatch);

    protected async Task<HttpResponseMessage> Change(Guid agent, string change, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Agents}/{agent}") { Content = Raw(change) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Supervisor.SendAsync(request);
    }

    protected async Task<JsonElement> Changed(Guid agent, object change)
    {
        var response = await Change(agent, change);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await Json(response);
    }
}
