using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Fields that an endpoint does not know are named in its answer, and in its refusal.</summary>
public sealed class UnknownFieldsTests : RequestsTest
{
    // What they answer is what signing in needs, and nothing else.
    private static readonly string[] Silent = ["/api/v1/auth/token", "/api/v1/auth/refresh", "/api/v1/auth/revoke"];

    [Test]
    public void Every_endpoint_with_a_body_gives_an_answer_that_can_warn()
    {
        var mute = Node
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => ReceivedBody.TypeFor(e) is not null && !Silent.Contains(e.RoutePattern.RawText))
            .Where(e =>
                e.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
                    .Where(answer => answer.StatusCode is >= 200 and < 300)
                    .Any(answer => answer.Type?.IsAssignableTo(typeof(IWarns)) != true)
            )
            .Select(e => e.RoutePattern.RawText);

        mute.ShouldBeEmpty();
    }

    [Test]
    public async Task A_capture_names_unknown_fields_by_their_path()
    {
        await GivenAgent();
        var inquiry = Inquiry(with: data => data["firstName"] = "Ahmed", details: new { campaign = "spring" });
        inquiry["colour"] = "red";

        var answer = await Captured(inquiry);

        Warnings(answer)
            .ShouldBe(
                [
                    "unknown_field: lead_data.firstName",
                    "unknown_field: source_details.campaign",
                    "unknown_field: colour",
                ],
                ignoreOrder: true
            );
    }

    [Test]
    public async Task A_capture_without_unknown_fields_has_an_empty_list()
    {
        await GivenAgent();
        Warnings(await Captured(Inquiry())).ShouldBeEmpty();
    }

    [Test]
    public async Task A_refusal_names_them_too_because_the_missing_field_may_be_one_of_them()
    {
        var answer = await Capture(
            Inquiry(with: data =>
            {
                data.Remove("first_name");
                data["firstName"] = "Ahmed";
            })
        );

        await ShouldComplainOf(answer, "lead_data.first_name");
        Warnings(await Json(answer)).ShouldBe(["unknown_field: lead_data.firstName"]);
    }

    [Test]
    public async Task So_does_a_refusal_of_what_could_not_be_read()
    {
        var answer = await Capture(
            Inquiry(with: data =>
            {
                data["bedrooms"] = "many";
                data["beds"] = 2;
            })
        );

        await ShouldComplainOf(answer, "lead_data.bedrooms");
        Warnings(await Json(answer)).ShouldBe(["unknown_field: lead_data.beds"]);
    }

    [Test]
    public async Task Every_change_names_them()
    {
        var agent = await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        var person = new
        {
            full_name = "Omar Aziz",
            email = NewEmail(),
            phone = NewPhone(),
            fax = 1,
        };
        var user = new
        {
            email = NewEmail(),
            full_name = "Omar Aziz",
            password = Password,
            role = "supervisor",
            fax = 1,
        };
        var plan = new
        {
            lead_id = lead,
            due_date = Clock.Now.AddDays(3),
            fax = 1,
        };

        await ShouldWarn(Supervisor, HttpMethod.Post, "agents", person);
        await ShouldWarn(Supervisor, HttpMethod.Patch, $"agents/{agent}", new { weight = 2, fax = 1 });
        await ShouldWarn(Admin, HttpMethod.Post, "users", user);
        await ShouldWarn(
            Admin,
            HttpMethod.Post,
            "api-keys",
            new
            {
                name = "n",
                scopes = new[] { "capture" },
                fax = 1,
            }
        );
        await ShouldWarn(
            Admin,
            HttpMethod.Put,
            $"leads/{lead}/update",
            new { activity = new { type = "call" }, fax = 1 }
        );
        await ShouldWarn(Admin, HttpMethod.Patch, $"leads/{lead}/status", new { status = "contacted", fax = 1 });
        await ShouldWarn(Admin, HttpMethod.Post, $"leads/{lead}/tags", new { tags = new[] { "vip" }, fax = 1 });
        await ShouldWarn(Admin, HttpMethod.Post, $"leads/{lead}/notes", new { note = "n", fax = 1 });
        await ShouldWarn(Admin, HttpMethod.Post, $"leads/{lead}/interactions", new { type = "call", fax = 1 });
        await ShouldWarn(Admin, HttpMethod.Post, "tasks", plan);
        await ShouldWarn(Admin, HttpMethod.Post, "agents/rebalance", new { dry_run = true, fax = 1 });
    }

    [Test]
    public async Task They_are_named_in_elements_of_lists_and_not_inside_themselves()
    {
        await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        var answer = await Admin.PutAsync(
            $"/api/v1/leads/{lead}/update",
            Raw(
                """
                {"activity":{"type":"note","next_step":{"a":1,"b":[{"c":2}]}},
                 "property_interests":["",{"property_id":null,"likes":1},{"like":2}]}
                """
            )
        );

        Warnings(await Json(answer))
            .ShouldBe([
                "unknown_field: activity.next_step",
                "unknown_field: property_interests[1].likes",
                "unknown_field: property_interests[2].like",
            ]);
    }

    [Test]
    public void Many_and_long_and_strange_names_stay_within_bounds()
    {
        var fields = Enumerable
            .Range(0, 1000)
            .Select(i => $"\"field{i}\":1")
            .Prepend($"\"{new string('x', 10_000)}\":1")
            .Prepend("\"a\\u0000b\\r\\n\\u001b[31m\\ud800\":1");

        var scan = BodyScan.Of(
            System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}"),
            BodyForm.Of(typeof(Application.Leads.CaptureLead))
        );

        scan.Warnings.Count.ShouldBe(BodyScan.MostNamed + 1);
        scan.Warnings[^1].ShouldBe($"unknown_fields: {1002 - BodyScan.MostNamed} more");
        scan.Warnings.ShouldAllBe(w => w.Length < 140 && !w.Any(char.IsControl) && !w.Any(char.IsSurrogate));
    }

    [Test]
    public async Task A_repeated_request_is_warned_like_the_first()
    {
        await GivenAgent();
        var (key, inquiry) = ($"{Guid.NewGuid()}", Inquiry(with: data => data["beds"] = 2));

        var first = await (await Capture(inquiry, key: key)).Content.ReadAsStringAsync();
        var again = await (await Capture(inquiry, key: key)).Content.ReadAsStringAsync();

        first.ShouldContain("unknown_field: lead_data.beds");
        again.ShouldBe(first);
    }

    private static async Task ShouldWarn(HttpClient by, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        var answer = await by.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBeInRange(200, 202, text);
        Warnings(JsonSerializer.Deserialize<JsonElement>(text))
            .ShouldBe(["unknown_field: fax"], $"{method} {path}: {text}");
    }

    private static IReadOnlyList<string?> Warnings(JsonElement answer) =>
        [.. answer.GetProperty("warnings").EnumerateArray().Select(w => w.GetString())];
}
