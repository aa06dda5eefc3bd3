using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>What a capture answers and what it leaves in the database (api: lead capture; rules §3, §5).</summary>
public sealed class CaptureLeadTests : EmptyDeskTest
{
    [Test]
    public async Task The_answer_has_the_shape_and_order_of_the_contract()
    {
        var agent = await GivenAgent();

        var response = await Capture(Inquiry());

        var answer = await Json(response);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, answer.ToString());
        Names(answer)
            .ShouldBe([
                "success",
                "lead_id",
                "assigned_agent",
                "lead_score",
                "next_follow_up",
                "suggested_properties",
                "duplicate_of",
                "warnings",
            ]);
        Names(answer.GetProperty("assigned_agent")).ShouldBe(["agent_id", "name", "phone"]);
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/leads/{LeadIn(answer)}");
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        AgentIn(answer).ShouldBe(agent);
        answer.GetProperty("assigned_agent").GetProperty("name").GetString().ShouldBe("Sarah Johnson");
        answer.GetProperty("assigned_agent").GetProperty("phone").GetString().ShouldBe("+971501234568");
        answer.GetProperty("next_follow_up").GetString().ShouldBe("2026-01-18T06:00:00Z");
        answer.GetProperty("suggested_properties").GetArrayLength().ShouldBe(0);
        answer.GetProperty("duplicate_of").ValueKind.ShouldBe(JsonValueKind.Null);
        await AllInvariantsHold();
    }

    [Test]
    public async Task The_worked_example_scores_85_and_keeps_its_breakdown_with_rule_set_and_version()
    {
        await GivenAgent();

        var answer = await Captured(Inquiry());

        answer.GetProperty("lead_score").GetInt32().ShouldBe(85);
        var stored = await Database.Rows<(string RuleSet, int Version, int Raw, int Score)>(
            "select rule_set, rule_set_version, raw_score, lead_score from leads"
        );
        stored.ShouldBe([("thinkrealty", 1, 85, 85)]);
        var entries = await Rows<string>(
            "select (e ->> 'rule') || ' ' || (e ->> 'points') from leads, jsonb_array_elements(score_breakdown) e"
        );
        entries.Select(e => e.Split(' ')[1]).ShouldBe(["60", "5", "10", "5", "5"], string.Join(", ", entries));
        (
            await Scalar<bool>(
                "select bool_and(e ?& array['rule', 'points', 'reason'] and e ->> 'reason' <> '') from leads, jsonb_array_elements(score_breakdown) e"
            )
        ).ShouldBeTrue();
        (await Count("score_ledger")).ShouldBe(0);
    }

    [TestCase("referral", 88), TestCase("bayut", 85), TestCase("propertyFinder", 82), TestCase("partner", 82)]
    [TestCase("website", 78), TestCase("dubizzle", 75), TestCase("walk_in", 72), TestCase("instagram", 72)]
    [TestCase("whatsapp", 72), TestCase("facebook", 68), TestCase("direct", 65), TestCase("manual", 65)]
    [TestCase("scanner", 58), TestCase("other", 58)]
    public async Task Every_source_is_taken_in_any_case_and_given_back_as_it_is_spelled(string source, int score)
    {
        await GivenAgent();

        foreach (var spelling in (string[])[source, source.ToUpperInvariant(), source.ToLowerInvariant()])
        {
            var answer = await Captured(Inquiry(source: spelling));
            answer.GetProperty("lead_score").GetInt32().ShouldBe(score);
        }

        (await Rows<string>("select distinct source_type from leads")).ShouldBe([source]);
    }

    [Test]
    public async Task Everything_that_was_sent_is_stored_and_enumerations_become_canonical()
    {
        await GivenAgent();

        var lead = LeadIn(
            await Captured(
                Inquiry(
                    "00971 50 765-4321",
                    "PROPERTYFINDER",
                    data =>
                    {
                        data["first_name"] = "  أحمد ";
                        data["last_name"] = "المنصوري";
                        data["email"] = " Ahmed.AlMansouri@Email.COM ";
                        data["nationality"] = "Emirati";
                        data["language_preference"] = "ARABIC";
                        data["property_type"] = "Villa";
                        data["budget_min"] = 0.01m;
                        data["budget_max"] = 500_000_000m;
                        data["purpose"] = "RENT";
                        data["priority"] = "Urgent";
                        data["whatsapp_number"] = "(055) 111.2233";
                        data["instagram_handle"] = "https://www.instagram.com/Ahmed.M_1/";
                        data["company"] = " Emaar ";
                        data["business_domain"] = "SECOND";
                        data["bedrooms"] = 0;
                        data["move_in_date"] = "2026-03-01";
                        data["message"] = "أريد فيلا مع حديقة 🌴";
                        data["tags"] = new[] { "hot", " vip ", "hot" };
                        data["preferred_areas"] = new[] { " Marina", "JBR", "Marina" };
                    },
                    new
                    {
                        campaign_id = "spring_campaign_2024",
                        utm_source = "google_ads",
                        referrer_agent_id = "unknown to us",
                        property_id = "BAY-123",
                    }
                )
            )
        );

        var stored = await Scalar<string>(
            """
            select row_to_json(l)::text from (
              select source_type, first_name, last_name, email, phone, whatsapp_number, instagram_handle, nationality,
                     language_preference, budget_min, budget_max, property_type, preferred_areas, purpose, priority, company,
                     business_domain, bedrooms, move_in_date, message, tags, campaign_id, utm_source, referrer_agent_id,
                     resolved_referrer_agent_id, property_id, resolved_property_id
                from leads join lead_sources on lead_id = id where id = @lead) l
            """,
            new { lead }
        );
        JsonDocument
            .Parse(stored!)
            .RootElement.EnumerateObject()
            .Select(p => p.Value.ToString())
            .ShouldBe([
                "propertyFinder",
                "أحمد",
                "المنصوري",
                "ahmed.almansouri@email.com",
                "+971507654321",
                "+971551112233",
                "ahmed.m_1",
                "Emirati",
                "arabic",
                "0.01",
                "500000000.00",
                "villa",
                """["Marina","JBR"]""",
                "rent",
                "urgent",
                "Emaar",
                "second",
                "0",
                "2026-03-01",
                "أريد فيلا مع حديقة 🌴",
                """["hot","vip"]""",
                "spring_campaign_2024",
                "google_ads",
                "unknown to us",
                "",
                "BAY-123",
                "",
            ]);
    }

    [Test]
    public async Task Purpose_and_priority_have_defaults_and_fields_nobody_knows_are_ignored()
    {
        await GivenAgent();
        var inquiry = Inquiry(with: data => data["favourite_colour"] = new { blue = 1 });
        inquiry["nobody_knows_this"] = "really";

        await Captured(inquiry);

        (await Rows<string>("select purpose || ' ' || priority from leads")).ShouldBe(["buy medium"]);
    }

    [Test]
    public async Task A_minimal_inquiry_needs_no_email()
    {
        await GivenAgent();

        await Captured(Inquiry(with: data => data.Remove("email")));
        await Captured(Inquiry(with: data => data["email"] = null));

        (await Count("leads where email is null")).ShouldBe(2);
    }

    [Test]
    public async Task Source_details_may_be_absent_null_empty_or_full_of_references_nobody_knows()
    {
        await GivenAgent();
        var nulls = new
        {
            campaign_id = (string?)null,
            referrer_agent_id = (string?)null,
            property_id = (string?)null,
            utm_source = (string?)null,
        };
        var strangers = new { referrer_agent_id = Guid.NewGuid().ToString(), property_id = Guid.NewGuid().ToString() };
        var odd = new { referrer_agent_id = "' or 1=1 --", property_id = "مرجع-٧" };
        var inquiryWithNull = Inquiry();
        inquiryWithNull["source_details"] = null;

        foreach (
            var inquiry in (object[])
                [
                    Inquiry(),
                    inquiryWithNull,
                    Inquiry(details: new { }),
                    Inquiry(details: nulls),
                    Inquiry(details: strangers),
                    Inquiry(details: odd),
                ]
        )
            (await Captured(inquiry)).GetProperty("lead_score").GetInt32().ShouldBe(85);

        (await Count("lead_property_interests")).ShouldBe(0);
        (
            await Count("lead_sources where resolved_referrer_agent_id is not null or resolved_property_id is not null")
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_known_referrer_is_worth_ten_points()
    {
        var agent = await GivenAgent();

        var answer = await Captured(Inquiry(details: new { referrer_agent_id = agent.ToString().ToUpperInvariant() }));

        answer.GetProperty("lead_score").GetInt32().ShouldBe(95);
        (await Scalar<Guid>("select resolved_referrer_agent_id from lead_sources")).ShouldBe(agent);
    }

    [Test]
    public async Task A_property_known_by_its_id_becomes_a_high_interest()
    {
        await GivenAgent();
        var property = await GivenProperty();

        var lead = LeadIn(await Captured(Inquiry(details: new { property_id = property })));

        (
            await Database.Rows<(Guid, Guid, string)>(
                "select lead_id, property_id, interest_level from lead_property_interests"
            )
        ).ShouldBe([(lead, property, "high")]);
        (await Scalar<string>("select property_id from lead_sources")).ShouldBe($"{property}");
    }

    [TestCase("bayut", true), TestCase("dubizzle", false)]
    public async Task A_property_is_known_by_the_reference_of_its_own_source_only(string source, bool known)
    {
        await GivenAgent();
        var property = await GivenProperty("bayut", "BAY-123");

        await Captured(Inquiry(source: source, details: new { property_id = "BAY-123" }));

        (await Rows<Guid>("select property_id from lead_property_interests")).ShouldBe(known ? [property] : []);
    }

    [Test]
    public async Task What_a_capture_did_is_audited_with_the_key_that_sent_it()
    {
        await GivenAgent();

        var lead = LeadIn(await Captured(Inquiry()));

        (
            await Database.Rows<(string, string, Guid, Guid)>(
                "select action, actor_kind, actor_id, entity_id from audit_log where trace_id <> '' and at = @now",
                new { now = Clock.Now.UtcDateTime }
            )
        ).ShouldBe([("lead_captured", "key", KeyId, lead)]);
        (
            await Rows<Guid>(
                "select actor_id from lead_conversion_history where status_from is null and status_to = 'new'"
            )
        ).ShouldBe([KeyId]);
    }

    [TestCase("admin", 201), TestCase("supervisor", 201), TestCase("agent", 201)]
    public async Task Every_role_may_capture(string role, int status)
    {
        var agent = await GivenAgent();
        using var user = await SignedInAs(role, role == "agent" ? agent : null);

        ((int)(await Capture(Inquiry(), user)).StatusCode).ShouldBe(status);
    }

    [Test]
    public async Task A_key_without_the_scope_and_nobody_at_all_may_not()
    {
        await GivenAgent();
        await GivenKey(Guid.NewGuid(), "tr_only_metrics", "metrics", "export");
        using var metrics = WithKey(Node.CreateClient(), "tr_only_metrics");
        using var nobody = Node.CreateClient();

        await ShouldBeProblem(await Capture(Inquiry(), metrics), 403, "forbidden");
        await ShouldBeProblem(await Capture(Inquiry(), nobody), 401, "unauthenticated");
        (await Count("leads")).ShouldBe(0);
    }

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    private async Task<Guid> GivenProperty(string? source = null, string? reference = null)
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, source, source_id, created_at, updated_at)
            values (@id, 'Marina view', 'Palm Jumeirah', 'villa', 9000000, 'buy', true, @source, @reference, now(), now())
            """,
            new
            {
                id,
                source,
                reference,
            }
        );
        return id;
    }
}
