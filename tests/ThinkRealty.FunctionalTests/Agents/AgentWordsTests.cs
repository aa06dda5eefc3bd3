using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>An agent's languages and areas are the ones that leads can have (rules §2, §6).</summary>
public sealed class AgentWordsTests : AgentsTest
{
    [Test]
    public async Task Languages_are_read_by_code_and_name_and_shown_in_our_spelling()
    {
        string[] sent = ["ar", "EN", "العربية", "Farsi", "zh", "fil", "Russian "];
        string[] shown = ["arabic", "english", "persian", "mandarin", "tagalog", "russian"];

        var agent = await Created(("languages", sent));
        Words(agent).ShouldBe(shown);

        var changed = await Changed(
            agent.GetProperty("agent_id").GetGuid(),
            new { languages = (string[])["ur", "urdu", "UKR"] }
        );
        Words(changed).ShouldBe(["urdu", "ukrainian"]);

        static IEnumerable<string?> Words(JsonElement agent) =>
            agent.GetProperty("languages").EnumerateArray().Select(word => word.GetString());
    }

    [TestCase("klingon"), TestCase("a r b i c"), TestCase("ar,en"), TestCase("english?")]
    public async Task A_language_that_no_lead_can_have_is_refused_with_the_choices(string language)
    {
        var created = await Supervisor.PostAsJsonAsync(
            Agents,
            NewAgent(("languages", (string[])["english", language]))
        );
        await ShouldComplainOf(created, "languages[1]");
        (await created.Content.ReadAsStringAsync()).ShouldContain("arabic, english, hindi");

        var agent = await CreatedId(("languages", (string[])["english"]));
        var changed = await Change(agent, new { languages = (string[])["english", language] });
        await ShouldBeProblem(changed, 422, "validation_error");
        (
            await Scalar<string>("select array_to_string(languages, ',') from agents where id = @agent", new { agent })
        ).ShouldBe("english");
    }

    [TestCase(50, true), TestCase(51, false)]
    public async Task A_list_of_languages_has_50_entries_at_most(int entries, bool isTaken)
    {
        var agent = NewAgent(("languages", Enumerable.Repeat("english", entries)));

        var response = await Supervisor.PostAsJsonAsync(Agents, agent);

        if (isTaken)
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        else
            await ShouldComplainOf(response, "languages");
    }

    [TestCase("\u001f"), TestCase("\n"), TestCase("\t"), TestCase("\u0085"), TestCase("\u007f")]
    public async Task An_area_with_a_control_character_is_refused(string character)
    {
        string[] areas = ["Dubai Marina", $"Hidden{character}Valley"];

        await ShouldComplainOf(
            await Supervisor.PostAsJsonAsync(Agents, NewAgent(("specialization_areas", areas))),
            "specialization_areas[1]"
        );
        await ShouldComplainOf(
            await Change(await CreatedId(), new { specialization_areas = areas }),
            "specialization_areas[1]"
        );
    }

    [Test]
    public async Task Words_of_a_seat_are_read_as_they_are_whatever_characters_they_hold()
    {
        string[] areas = ["hidden\u001fdubai marina", "one\"two\\", "three,four", "{five}", "ستة"];
        var agent = await GivenAgent();
        await Database.Execute(
            "update agent_seats set areas = @areas where agent_id = @agent", // an area that an older version let in
            new { areas, agent }
        );
        await using var scope = Node.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ThinkRealtyDbContext>().Database.OpenConnectionAsync();

        var turn = await scope
            .ServiceProvider.GetRequiredService<ISeats>()
            .TurnAsync(new DateOnly(2026, 1, 17), CancellationToken.None);

        var choice = turn.Next(LeadMatch.Of(new Wishes { PreferredAreas = ["Marina"] }, language: null), without: []);
        choice.ShouldNotBeNull().Seat.Agent.Value.ShouldBe(agent);
        choice.Seat.Match.Areas.ShouldBe(areas);
        choice.Points.ShouldBe(0);
    }
}
