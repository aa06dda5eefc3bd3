using System.Net;
using System.Text;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>What a capture must bring (rules §3), from both sides of every edge.</summary>
public sealed class CaptureValidationTests : EmptyDeskTest
{
    [SetUp]
    public Task GivenAnAgent() => GivenAgent();

    [TestCase("+971501234567", "+971501234567"), TestCase("0501234567", "+971501234567")]
    [TestCase("501234567", "+971501234567"), TestCase("971501234567", "+971501234567")]
    [TestCase("00971501234567", "+971501234567"), TestCase("+971 (50) 123-45.67", "+971501234567")]
    [TestCase(" 050 123 4567 ", "+971501234567"), TestCase("(050)1234567", "+971501234567")]
    [TestCase("042345678", "+97142345678"), TestCase("+971 4 234 5678", "+97142345678")]
    [
        TestCase("42345678", "+97142345678"),
        TestCase("+2901234", "+2901234"), // 7 digits in all
        TestCase("+44 20 7946 0958", "+442079460958")
    ]
    [TestCase("0044 20 7946 0958", "+442079460958")]
    public async Task A_phone_is_stored_as_E164(string sent, string stored)
    {
        await Captured(Inquiry(sent, with: data => data["whatsapp_number"] = sent));

        (await Database.Rows<(string, string)>("select phone, whatsapp_number from leads")).ShouldBe([
            (stored, stored),
        ]);
    }

    [TestCase(""), TestCase("   "), TestCase("phone"), TestCase("+9715012345678")]
    [TestCase("05012345678"), TestCase("0601234567"), TestCase("+97112345678901"), TestCase("+123456")]
    [TestCase("+1234567890123456"), TestCase("+0501234567"), TestCase("050123456a"), TestCase("050+1234567")]
    [TestCase("050123456\n7;drop")]
    public async Task What_is_no_phone_is_refused_under_its_field(string sent)
    {
        await ShouldComplain(data => data["phone"] = sent, "phone");
        if (!string.IsNullOrWhiteSpace(sent))
            await ShouldComplain(data => data["whatsapp_number"] = sent, "whatsapp_number");
    }

    [TestCase("a@b.ae", true), TestCase("first.last+tag@sub.example.com", true), TestCase("A@B.AE", true)]
    [TestCase("a@b", false), TestCase("@b.ae", false), TestCase("a@", false), TestCase("a b@c.ae", false)]
    [
        TestCase("a@@b.ae", false),
        TestCase("a@b..ae", false),
        TestCase("a.b.ae", false),
        TestCase("İ@b.ae", true),
        TestCase("ẞÉК@b.ae", true)
    ]
    public async Task An_email_must_look_like_one(string sent, bool accepted)
    {
        if (!accepted)
            await ShouldComplain(data => data["email"] = sent, "email");
        else
            await Captured(Inquiry(with: data => data["email"] = sent));
    }

    [TestCase("ahmed", "ahmed"), TestCase("@Ahmed.M_1", "ahmed.m_1"), TestCase(" @ahmed ", "ahmed")]
    [TestCase("https://instagram.com/Ahmed", "ahmed"), TestCase("instagram.com/ahmed/", "ahmed")]
    [
        TestCase("http://www.instagram.com/ahmed?igsh=abc", "ahmed"),
        TestCase("12345678901234.5678901234567_9", "12345678901234.5678901234567_9")
    ]
    [
        TestCase("1234567890123456789012345678901", null),
        TestCase("ah med", null),
        TestCase("ahmed!", null),
        TestCase("أحمد", null)
    ]
    [TestCase("@", null), TestCase("https://example.com/ahmed", null)]
    public async Task An_instagram_handle_is_taken_from_what_people_paste(string sent, string? stored)
    {
        if (stored is null)
        {
            await ShouldComplain(data => data["instagram_handle"] = sent, "instagram_handle");
            return;
        }

        await Captured(Inquiry(with: data => data["instagram_handle"] = sent));
        (await Rows<string>("select instagram_handle from leads")).ShouldBe([stored]);
    }

    [TestCase("0.01", "0.02", null), TestCase("1", "500000000", null), TestCase("1", "500000000.00", null)]
    [TestCase("799999.99", "800000", null), TestCase("1e5", "2E5", null), TestCase("1.50", "1.5100", null)]
    [TestCase("0", "1000", "budget_min"), TestCase("-1", "1000", "budget_min"), TestCase("0.001", "1000", "budget_min")]
    [
        TestCase("1.005", "1000", "budget_min"),
        TestCase("1", "1.005", "budget_max"),
        TestCase("800000", "800000", "budget_max")
    ]
    [TestCase("800000", "799999.99", "budget_max"), TestCase("1", "500000000.01", "budget_max")]
    [
        TestCase("1", "500000000.001", "budget_max"),
        TestCase("null", "1000", "budget_min"),
        TestCase("1", "null", "budget_max")
    ]
    [
        TestCase("-2", "-1", "budget_min budget_max"),
        TestCase("\"one\"", "1000", "budget_min"),
        TestCase("1", "true", "budget_max")
    ]
    public async Task Budgets_lie_in_order_between_0_and_500_million_with_two_decimals(
        string min,
        string max,
        string? fields
    )
    {
        var body = JsonSerializer
            .Serialize(Inquiry())
            .Replace("\"budget_min\":800000", $"\"budget_min\":{min}", StringComparison.Ordinal)
            .Replace("\"budget_max\":1500000", $"\"budget_max\":{max}", StringComparison.Ordinal);

        var response = await Post(body);

        if (fields is null)
            response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        else
            (await Complaints(response)).ShouldBe(fields.Split(' ').Select(f => $"lead_data.{f}"));
    }

    [TestCase("first_name", 1, 100), TestCase("last_name", 1, 100), TestCase("nationality", 1, 100)]
    [TestCase("company", 0, 200), TestCase("message", 0, 5000)]
    public async Task Text_is_as_long_as_allowed_and_no_longer(string field, int least, int most)
    {
        await Captured(Inquiry(with: data => data[field] = new string('ص', most)));
        await ShouldComplain(data => data[field] = new string('ص', most + 1), field);
        if (least == 1)
        {
            await Captured(Inquiry(with: data => data[field] = $"  {new string('x', most)}  "));
            await ShouldComplain(data => data[field] = "   ", field);
            await ShouldComplain(data => data[field] = "", field);
        }
        else
        {
            await Captured(Inquiry(with: data => data[field] = ""));
        }
    }

    [TestCase("first_name"), TestCase("last_name"), TestCase("phone"), TestCase("nationality")]
    [TestCase("language_preference"), TestCase("budget_min"), TestCase("budget_max"), TestCase("property_type")]
    [TestCase("preferred_areas")]
    public async Task What_a_capture_needs_may_be_neither_absent_nor_null(string field)
    {
        await ShouldComplain(data => data.Remove(field), field);
        await ShouldComplain(data => data[field] = null, field);
    }

    [Test]
    public async Task Areas_and_tags_have_limits_too()
    {
        await Captured(Inquiry(with: data => data["preferred_areas"] = Words(50, 100)));
        await Captured(Inquiry(with: data => data["tags"] = Words(50, 50)));
        await Captured(Inquiry(with: data => data["tags"] = Array.Empty<string>()));
        await Captured(Inquiry(with: data => data["bedrooms"] = 50));

        await ShouldComplain(data => data["preferred_areas"] = Array.Empty<string>(), "preferred_areas");
        await ShouldComplain(data => data["preferred_areas"] = Words(51, 10), "preferred_areas");
        await ShouldComplain(data => data["preferred_areas"] = Words(1, 101), "preferred_areas");
        await ShouldComplain(data => data["tags"] = Words(51, 10), "tags");
        await ShouldComplain(data => data["tags"] = Words(1, 51), "tags");
        await ShouldComplain(data => data["bedrooms"] = 51, "bedrooms");
        await ShouldComplain(data => data["bedrooms"] = -1, "bedrooms");
    }

    [TestCase("property_type", "castle"), TestCase("language_preference", "klingon"), TestCase("purpose", "steal")]
    [TestCase("priority", 1), TestCase("bedrooms", 1.5), TestCase("move_in_date", "soon"), TestCase("phone", 501234567)]
    [TestCase("tags", "hot"), TestCase("preferred_areas", "Marina")]
    public async Task A_value_of_the_wrong_kind_is_refused_under_its_field(string field, object value) =>
        await ShouldComplain(data => data[field] = value, field);

    [Test]
    public async Task Source_and_references_are_judged_too()
    {
        (await Complaints(await Capture(Inquiry(source: "carrier_pigeon")))).ShouldBe(["source_type"]);
        var withoutSource = Inquiry();
        withoutSource.Remove("source_type");
        (await Complaints(await Capture(withoutSource))).ShouldBe(["source_type"]);
        (await Complaints(await Capture(new { source_type = "bayut" }))).ShouldBe(["lead_data"]);

        foreach (
            var (field, most) in (
                ((string, int)[])
                    [("campaign_id", 200), ("utm_source", 200), ("referrer_agent_id", 100), ("property_id", 100)]
            )
        )
        {
            await Captured(Inquiry(details: new Dictionary<string, string> { [field] = new('x', most) }));
            await Captured(Inquiry(details: new Dictionary<string, string> { [field] = new('x', most + 1) }));
        }
    }

    [Test]
    public async Task All_complaints_are_told_at_once_and_nothing_has_changed()
    {
        var before = await Everything();

        var response = await Capture(
            Inquiry(
                "123",
                with: data =>
                {
                    data["first_name"] = "";
                    data["budget_min"] = 2;
                    data["budget_max"] = 1;
                    data["email"] = "nobody";
                    data.Remove("nationality");
                },
                details: new { property_id = new string('x', 101) }
            )
        );

        (await Complaints(response)).ShouldBe(
            [
                "lead_data.budget_max",
                "lead_data.email",
                "lead_data.first_name",
                "lead_data.nationality",
                "lead_data.phone",
            ],
            ignoreOrder: true
        );
        (await Everything()).ShouldBe(before);
    }

    [Test]
    public async Task A_duplicate_changes_nothing_either()
    {
        var phone = NewPhone();
        await Captured(Inquiry(phone));
        var before = await Everything();

        await ShouldBeProblem(
            await Capture(Inquiry(phone, with: data => data["first_name"] = "Omar")),
            409,
            "duplicate_lead"
        );

        (await Everything()).ShouldBe(before);
    }

    private static string[] Words(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(i => $"{i}".PadRight(length, 'x'))];

    private async Task ShouldComplain(Action<Dictionary<string, object?>> with, string field) =>
        (await Complaints(await Capture(Inquiry(with: with)))).ShouldAllBe(f =>
            f == $"lead_data.{field}" || f.StartsWith($"lead_data.{field}[", StringComparison.Ordinal)
        );

    private static async Task<string[]> Complaints(HttpResponseMessage response)
    {
        await ShouldBeProblem(response, 422, "validation_error");
        var errors = (await Json(response)).GetProperty("errors").EnumerateObject().ToList();
        errors.ShouldNotBeEmpty();
        errors.ShouldAllBe(e => e.Value.GetArrayLength() > 0);
        return [.. errors.Select(e => e.Name)];
    }

    private async Task<HttpResponseMessage> Post(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Api.PostAsync("/api/v1/leads/capture", content);
    }

    // Every row of every table but the intake, which is there to remember refusals.
    private async Task<string> Everything() =>
        await Scalar<string>(
            """
            select string_agg(tablename || ' ' || query_to_xml(format('select t from %I t order by t::text', tablename), true, false, '')::text, '' order by tablename)
              from pg_tables
             where schemaname = 'public' and tablename not in ('intake', 'intake_claims', 'data_protection_keys')
            """
        ) ?? "";
}
