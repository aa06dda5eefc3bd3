using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>A capture understands the words that people and portals use, and answers with ours (rules §2).</summary>
public sealed class LeadWordsTests : EmptyDeskTest
{
    [SetUp]
    public Task GivenAnAgent() => GivenAgent();

    [TestCase("property_type", "Apartments", "apartment"), TestCase("property_type", "penthouse", "apartment")]
    [TestCase("property_type", "شقة", "apartment"), TestCase("property_type", "TOWN-HOUSE", "townhouse")]
    [TestCase("property_type", "Office", "commercial"), TestCase("property_type", "فيلا", "villa")]
    [TestCase("language_preference", "Russian", "russian"), TestCase("language_preference", "ar", "arabic")]
    [TestCase("language_preference", "AR", "arabic"), TestCase("language_preference", "العربية", "arabic")]
    [TestCase("language_preference", "zh", "mandarin"), TestCase("language_preference", "fil", "tagalog")]
    [TestCase("language_preference", "fa", "persian"), TestCase("language_preference", "Ukrainian", "ukrainian")]
    [TestCase("purpose", "for-sale", "buy"), TestCase("purpose", "Sale", "buy"), TestCase("purpose", "rental", "rent")]
    [TestCase("purpose", "LEASE", "rent"), TestCase("priority", " High ", "high")]
    [TestCase("business_domain", "First", "first"), TestCase("business_domain", "third", "third")]
    public async Task A_word_is_understood_and_stored_in_our_spelling(string field, string sent, string stored)
    {
        var lead = LeadIn(await Captured(Inquiry(with: data => data[field] = sent)));

        (await Scalar<string>($"select {field} from leads where id = @lead", new { lead })).ShouldBe(stored);
    }

    [TestCase("walk-in", "walk_in"), TestCase("Walk In", "walk_in"), TestCase("property finder", "propertyFinder")]
    [TestCase("property_finder", "propertyFinder"), TestCase("BAYUT ", "bayut")]
    public async Task A_source_is_understood(string sent, string stored)
    {
        var lead = LeadIn(await Captured(Inquiry(source: sent)));

        (await Scalar<string>("select source_type from leads where id = @lead", new { lead })).ShouldBe(stored);
    }

    [TestCase("language_preference", "klingon", "arabic, english, hindi")]
    [TestCase("language_preference", "a.r", "arabic, english, hindi")]
    [TestCase("business_domain", "proptech", "first, second, third")]
    [TestCase("business_domain", 1, "first, second, third")]
    [TestCase("property_type", "castle", "apartment, villa")]
    [TestCase("purpose", "steal", "buy, rent")]
    public async Task Any_other_word_is_refused_with_the_choices(string field, object sent, string choices)
    {
        var response = await Capture(Inquiry(with: data => data[field] = sent));

        await ShouldComplainOf(response, $"lead_data.{field}");
        (await response.Content.ReadAsStringAsync()).ShouldContain(choices);
        (await Count("leads")).ShouldBe(0);
    }

    [
        TestCase("UAE National", "AE", 85),
        TestCase("United Arab Emirates (UAE)", "AE", 85),
        TestCase("Emarati", "AE", 85)
    ]
    [TestCase("UAE - Dubai", "AE", 85), TestCase("اماراتيه", "AE", 85), TestCase("Saudi National", "SA", 80)]
    [TestCase("British citizen", "GB", 75), TestCase("Martian", null, 75), TestCase("UAE / India", null, 75)]
    public async Task A_nationality_is_kept_as_sent_and_scored_by_its_country(string sent, string? country, int score)
    {
        using var supervisor = await SignedInAs("supervisor");
        var answer = await Captured(Inquiry(with: data => data["nationality"] = sent));

        answer.GetProperty("lead_score").GetInt32().ShouldBe(score);
        var shown = await Json(await supervisor.GetAsync($"/api/v1/leads/{LeadIn(answer)}"));
        shown.GetProperty("nationality").GetString().ShouldBe(sent);
        shown.GetProperty("nationality_country").GetString().ShouldBe(country);
    }

    [Test]
    public async Task The_country_is_in_the_export()
    {
        using var admin = await SignedInAs("admin");
        await Captured(Inquiry(with: data => data["nationality"] = "Emarati"));

        var rows = (await Json(await admin.GetAsync("/api/v1/analytics/export?dataset=leads"))).GetProperty("data");
        var file = await admin.GetStringAsync("/api/v1/analytics/export?dataset=leads&format=csv");

        rows[0].GetProperty("nationality_country").GetString().ShouldBe("AE");
        file.Split('\n')[0].ShouldContain("nationality,nationality_country,");
        file.ShouldContain("Emarati,AE,");
    }

    [TestCase("Jumeirah Village Circle (JVC)"), TestCase("JVC, Dubai"), TestCase("J.V.C."), TestCase("jvc")]
    [TestCase("قرية الجميرا الدائرية"), TestCase("قريه جميرا الدائريه"), TestCase("Tower 3 (Jumeirah Village Circle)")]
    public async Task An_area_finds_its_specialist_by_any_name(string area)
    {
        using var supervisor = await SignedInAs("supervisor");
        var specialist = await GivenAgent(areas: ["Jumeirah Village Circle"]);

        var answer = await Captured(Inquiry(with: data => data["preferred_areas"] = new[] { area }));

        AgentIn(answer).ShouldBe(specialist);
        var shown = await Json(await supervisor.GetAsync($"/api/v1/leads/{LeadIn(answer)}"));
        shown.GetProperty("preferred_areas")[0].GetString().ShouldBe(area);
    }

    [
        TestCase("Jumeirah Village Circle (JVC)", true),
        TestCase("قريه جميرا الدائريه", true),
        TestCase("JVC, Dubai", true)
    ]
    [TestCase("Jumeirah Village Triangle (JVT)", false)]
    public async Task What_somebody_liked_in_an_area_is_suggested_by_any_name_of_it(string area, bool isSuggested)
    {
        var property = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
            values (@property, 'A home', 'Palm Jumeirah', 'villa', 9000000, 'buy', true, now(), now())
            """,
            new { property }
        );
        var lead = LeadIn(await Captured(Inquiry(with: data => data["preferred_areas"] = new[] { area })));
        await Database.Execute(
            "insert into lead_property_interests values (@lead, @property, 'high', now(), now())",
            new { lead, property }
        );

        var answer = await Captured(Inquiry(with: data => data["preferred_areas"] = new[] { "J.V.C" }));

        answer.GetProperty("suggested_properties").GetArrayLength().ShouldBe(isSuggested ? 1 : 0);
    }

    [Test]
    public async Task A_status_is_understood_in_a_body_and_in_a_query()
    {
        using var supervisor = await SignedInAs("supervisor");
        var lead = LeadIn(await Captured(Inquiry()));
        foreach (var step in (string[])["contacted", "qualified", "Viewing Scheduled", "negotiation", "WON"])
        {
            using var body = Raw(JsonSerializer.Serialize(new { status = step }));
            var response = await supervisor.PatchAsync($"/api/v1/leads/{lead}/status", body);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        }

        (await Scalar<string>("select status from leads where id = @lead", new { lead })).ShouldBe("converted");
        foreach (var (status, leads) in ((string, int)[])[("won", 1), ("Conversion", 1), ("viewing-scheduled", 0)])
        {
            var page = await Json(await supervisor.GetAsync($"/api/v1/leads?status={status}"));
            page.GetProperty("total").GetInt32().ShouldBe(leads, status);
        }
    }
}
