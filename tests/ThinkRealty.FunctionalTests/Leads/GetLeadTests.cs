using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

public sealed class GetLeadTests : StaffedDeskTest
{
    [Test]
    public async Task A_lead_shows_every_field_in_the_order_of_the_contract()
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        var shown = await Shown(lead);

        shown
            .EnumerateObject()
            .Select(field => field.Name)
            .ShouldBe([
                .. (
                    "lead_id source_type status sub_status lost_reason lead_score is_hot_lead conversion_probability first_name "
                    + "last_name full_name phone email whatsapp_number instagram_handle nationality nationality_country "
                    + "language_preference "
                    + "budget_min budget_max property_type preferred_areas purpose priority tags company business_domain "
                    + "bedrooms move_in_date message assigned_agent needs_supervisor duplicate_of next_follow_up "
                    + "last_contact_at call_attempts activity_count days_since_created days_since_last_contact deal_value "
                    + "conversion_type source_details archived_at created_at updated_at"
                ).Split(' '),
            ]);
    }

    [Test]
    public async Task A_lead_shows_what_was_captured()
    {
        var agent = await GivenAgent();
        var inquiry = Inquiry(source: "PROPERTYFINDER");
        var data = (Dictionary<string, object?>)inquiry["lead_data"]!;
        data["first_name"] = " محمد ";
        data["last_name"] = "الهاشمي";
        data["email"] = " Mo@Email.COM ";
        data["phone"] = NewPhone();
        data["whatsapp_number"] = "050 765 4321";
        data["instagram_handle"] = "@Mo.Hashimi";
        data["language_preference"] = "ENGLISH";
        data["budget_min"] = 1_200_000.50m;
        data["property_type"] = "Townhouse";
        data["preferred_areas"] = new[] { " JBR ", "Marina", "Marina" };
        data["purpose"] = "Invest";
        data["priority"] = "urgent";
        data["tags"] = new[] { "vip", " vip " };
        data["company"] = "Gulf Trade";
        data["business_domain"] = "Third";
        data["bedrooms"] = 0;
        data["move_in_date"] = "2026-03-01";
        data["message"] = "Sea view\nplease";
        inquiry["source_details"] = new
        {
            campaign_id = "spring",
            referrer_agent_id = "somebody",
            property_id = "BAY-123",
            utm_source = "google_ads",
        };

        var lead = (await Json(await Capture(inquiry))).GetProperty("lead_id").GetGuid();

        var expected = JsonSerializer.Deserialize<JsonElement>(
            $$"""
            {
              "lead_id": "{{lead}}", "source_type": "propertyFinder", "status": "new", "sub_status": null, "lost_reason": null,
              "lead_score": 82, "is_hot_lead": true, "conversion_probability": null,
              "first_name": "محمد", "last_name": "الهاشمي", "full_name": "محمد الهاشمي",
              "phone": "{{data["phone"]}}", "email": "mo@email.com", "whatsapp_number": "+971507654321",
              "instagram_handle": "mo.hashimi", "nationality": "UAE", "nationality_country": "AE", "language_preference": "english",
              "budget_min": 1200000.50, "budget_max": 1500000.00, "property_type": "townhouse",
              "preferred_areas": ["JBR", "Marina"], "purpose": "invest", "priority": "urgent", "tags": ["vip"],
              "company": "Gulf Trade", "business_domain": "third", "bedrooms": 0, "move_in_date": "2026-03-01",
              "message": "Sea view\nplease",
              "assigned_agent": { "agent_id": "{{agent}}", "name": "Sarah Johnson", "phone": "+971501234568" },
              "needs_supervisor": false, "duplicate_of": null, "next_follow_up": "2026-01-18T06:00:00Z",
              "last_contact_at": null, "call_attempts": 0, "activity_count": 0,
              "days_since_created": 0, "days_since_last_contact": null, "deal_value": null, "conversion_type": null,
              "source_details": { "campaign_id": "spring", "referrer_agent_id": "somebody", "property_id": "BAY-123",
                                  "utm_source": "google_ads" },
              "archived_at": null, "created_at": "2026-01-17T06:00:00Z", "updated_at": "2026-01-17T06:00:00Z"
            }
            """
        );
        var shown = await Shown(lead);
        shown
            .EnumerateObject()
            .Where(field => !JsonElement.DeepEquals(field.Value, expected.GetProperty(field.Name)))
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Without_an_agent_and_a_word_on_its_way_a_lead_says_null()
    {
        var (lead, agent) = await Captured();

        var shown = await Shown(lead);

        agent.ShouldBeNull();
        foreach (var nothing in (string[])["assigned_agent", "next_follow_up", "source_details", "duplicate_of"])
            shown.GetProperty(nothing).ValueKind.ShouldBe(JsonValueKind.Null, nothing);
    }

    [Test]
    public async Task Every_source_is_shown_in_its_spelling()
    {
        await GivenAgent();
        foreach (var source in Spelling<LeadSource>.All)
        {
            var (lead, _) = await Captured(source);
            (await Shown(lead)).GetProperty("source_type").GetString().ShouldBe(source);
        }
    }

    [TestCase("viewing_scheduled", "callback", null), TestCase("lost", null, "no_response")]
    [TestCase("negotiation", "applied", null), TestCase("contacted", null, null)]
    public async Task A_status_is_shown_in_its_spelling(string status, string? subStatus, string? lostReason)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            """
            update leads set status = @status, sub_status = @subStatus, lost_reason = @lostReason, updated_at = updated_at,
                             status_changed_at = status_changed_at + interval '1 second', status_changed_by = @lead,
                             status_forced = true, status_reason = 'a test'
             where id = @lead
            """,
            new
            {
                status,
                subStatus,
                lostReason,
                lead,
            }
        );

        var shown = await Shown(lead);

        shown.GetProperty("status").GetString().ShouldBe(status);
        shown.GetProperty("sub_status").GetString().ShouldBe(subStatus);
        shown.GetProperty("lost_reason").GetString().ShouldBe(lostReason);
    }

    [Test]
    public async Task The_ETag_stays_while_nothing_happens_and_changes_with_the_lead()
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        var first = await Supervisor.GetAsync(Path(lead));
        var second = await Supervisor.GetAsync(Path(lead));
        await Database.Execute("update leads set tags = '{hot}' where id = @lead", new { lead });
        var changed = await Supervisor.GetAsync(Path(lead));

        first.Headers.ETag.ShouldNotBeNull().IsWeak.ShouldBeFalse();
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        changed.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [TestCase("00000000-0000-0000-0000-000000000000"), TestCase("0190a5c0-0000-7000-8000-000000000001")]
    public async Task An_unknown_lead_is_not_found(string id) =>
        await ShouldBeProblem(await Supervisor.GetAsync($"/api/v1/leads/{id}"), 404, "lead_not_found");

    [TestCase(-1, 0), TestCase(0, 1), TestCase(1, 1)]
    public async Task A_day_is_complete_after_24_hours(int seconds, int days)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute("update leads set last_contact_at = created_at where id = @lead", new { lead });

        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(seconds));
        using var later = As(await SignIn(AdminEmail));

        var shown = await Shown(lead, later);
        shown.GetProperty("days_since_created").GetInt32().ShouldBe(days);
        shown.GetProperty("days_since_last_contact").GetInt32().ShouldBe(days);
    }

    [TestCase(70, false), TestCase(71, true)]
    public async Task Hot_is_strictly_above_70(int score, bool isHot)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            "update leads set raw_score = @score, lead_score = @score where id = @lead",
            new { score, lead }
        );

        (await Shown(lead)).GetProperty("is_hot_lead").GetBoolean().ShouldBe(isHot);
    }

    [Test]
    public async Task The_newest_analysis_gives_the_probability()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            """
            insert into lead_analyses (id, lead_id, score, recommendation, reasons, is_degraded, source_type, activity_count, created_at)
            select gen_random_uuid(), @lead, score, 'nurture_lead', '[]', false, 'bayut', 0, timestamptz '2026-01-17 06:00Z' + after
              from (values (0.2, interval '1 hour'), (0.345, interval '3 hours'), (0.9, interval '2 hours')) a (score, after)
            """,
            new { lead }
        );

        (await Shown(lead)).GetProperty("conversion_probability").GetDecimal().ShouldBe(0.345m);
    }

    [Test]
    public async Task An_agent_sees_the_own_leads_and_nobody_elses()
    {
        var (own, others) = (await GivenAgent(), await GivenAgent());
        using var agent = await GivenUser("agent", own);
        var byHolder = new Dictionary<Guid, Guid>();
        for (var i = 0; i < 2; i++)
        {
            var (lead, holder) = await Captured();
            byHolder[holder!.Value] = lead;
        }

        (await agent.GetAsync(Path(byHolder[own]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await agent.GetAsync(Path(byHolder[others])), 403, "forbidden");
        foreach (var staff in (HttpClient[])[Admin, Supervisor])
            (await staff.GetAsync(Path(byHolder[others]))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task An_agent_does_not_see_a_lead_that_waits()
    {
        var (waiting, _) = await Captured();
        using var agent = await GivenUser("agent", await GivenAgent(active: false));

        await ShouldBeProblem(await agent.GetAsync(Path(waiting)), 403, "forbidden");
        (await Supervisor.GetAsync(Path(waiting))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_key_sees_no_lead_and_nobody_sees_one_without_signing_in()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        using var nobody = Node.CreateClient();

        await ShouldBeProblem(await Api.GetAsync(Path(lead)), 403, "forbidden");
        await ShouldBeProblem(await nobody.GetAsync(Path(lead)), 401, "unauthenticated");
    }

    private static string Path(Guid lead) => $"/api/v1/leads/{lead}";

    private async Task<JsonElement> Shown(Guid lead, HttpClient? by = null)
    {
        var response = await (by ?? Supervisor).GetAsync(Path(lead));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await Json(response);
    }
}

/// <summary>The threshold of a hot lead is a setting.</summary>
public sealed class HotLeadSettingTests : StaffedDeskTest
{
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(WithAdmin) { ["Leads:HotAbove"] = "85" };

    [TestCase(85, false), TestCase(86, true)]
    public async Task Hot_is_strictly_above_the_setting(int score, bool isHot)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            "update leads set raw_score = @score, lead_score = @score where id = @lead",
            new { score, lead }
        );

        var shown = await Supervisor.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{lead}");

        shown.GetProperty("is_hot_lead").GetBoolean().ShouldBe(isHot);
    }
}
