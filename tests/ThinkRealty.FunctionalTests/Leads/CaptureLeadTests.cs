using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

public sealed class CaptureLeadTests : DeskTest
{
    [Test]
    public async Task The_worked_example_scores_85_and_has_an_agent()
    {
        var agent = await GivenAgent();

        var response = await Capture(Inquiry());

        var answer = await Json(response);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, answer.ToString());
        answer.GetProperty("lead_score").GetInt32().ShouldBe(85);
        answer.GetProperty("assigned_agent").GetProperty("agent_id").GetGuid().ShouldBe(agent);
    }
}
