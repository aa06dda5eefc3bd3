using System.Net;
using System.Text;
using ThinkRealty.Api.Access;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Requests that are sent again under their <c>Idempotency-Key</c>: every method that changes something.</summary>
public sealed class RepeatedRequestsTests : LifeTest
{
    [Test]
    public async Task Twenty_equal_updates_on_two_nodes_log_one_activity()
    {
        var lead = await GivenLead();
        await using var another = AnotherNode();
        using var there = As(await SignIn(AdminEmail), another);
        const string body = """{"activity":{"type":"call","notes":"Called","outcome":"positive"}}""";
        var key = NewKey();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => Send(i % 2 == 0 ? Admin : there, HttpMethod.Put, $"leads/{lead}/update", body, key))
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var texts = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        texts.Distinct().Count().ShouldBe(1);
        answers.Select(a => a.Headers.ETag?.Tag).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        (
            await Scalar<long>(
                "select count(*) from lead_activities where lead_id = @lead and type = 'call'",
                new { lead }
            )
        ).ShouldBe(1);
    }

    [Test]
    public async Task A_repeated_update_has_the_first_answer_and_its_version()
    {
        var lead = await GivenLead();
        var key = NewKey();
        const string body = """{"activity":{"type":"call"}}""";

        var first = await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", body, key, await VersionOf(lead));
        await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", """{"status":"contacted"}""", NewKey());
        var again = await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", body, key, await VersionOf(lead));

        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        first.Headers.ETag.ShouldNotBeNull();
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Test]
    public async Task The_version_of_an_update_is_the_lead_s()
    {
        var lead = await GivenLead();

        var answer = await Send(
            Admin,
            HttpMethod.Put,
            $"leads/{lead}/update",
            """{"status":"contacted","activity":{"type":"call","next_follow_up":"2026-01-20T09:00:00Z"}}"""
        );

        answer.Headers.ETag!.Tag.ShouldBe(await VersionOf(lead));
    }

    [Test]
    public async Task Every_change_is_done_once()
    {
        var lead = await GivenLead();
        var version = await VersionOf(lead);
        var due = Moment(await Shown(lead), "next_follow_up")!.Value;
        var task = await Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead", new { lead });
        var changes = new (HttpMethod Method, string Path, string Body)[]
        {
            (HttpMethod.Patch, $"tasks/{task}", $$"""{"due_date":"{{due.AddDays(1):O}}"}"""),
            (HttpMethod.Patch, $"agents/{Sarah}", """{"weight":3}"""),
            (HttpMethod.Patch, $"leads/{lead}/status", """{"status":"contacted"}"""),
            (HttpMethod.Post, $"leads/{lead}/tags", """{"tags":["vip"]}"""),
            (HttpMethod.Delete, $"leads/{lead}/tags?tag=vip", ""),
            (HttpMethod.Delete, $"leads/{lead}", ""),
        };
        foreach (var (method, path, body) in changes)
        {
            var key = NewKey();
            var first = await Send(Admin, method, path, body, key);
            ((int)first.StatusCode).ShouldBeInRange(200, 204, await first.Content.ReadAsStringAsync());
            var written = await Scalar<long>("select count(*) from audit_log");

            var again = await Send(Admin, method, path, body, key);

            again.StatusCode.ShouldBe(first.StatusCode, $"{method} {path}");
            (await Scalar<long>("select count(*) from audit_log")).ShouldBe(written, $"{method} {path}");
            if (body.Length > 0)
                ((int)(await Send(Admin, method, path, "{}", key)).StatusCode).ShouldBe(422, $"{method} {path}");
        }

        version.ShouldNotBe(
            await Scalar<string>("select '\"' || xmin || '\"' from leads where id = @lead", new { lead })
        );
    }

    [Test]
    public async Task A_repeated_request_is_not_judged_again_by_the_clock()
    {
        var lead = await GivenLead();
        var key = NewKey();
        var body = $$$"""{"activity":{"type":"call","next_follow_up":"{{{Clock.Now.AddHours(2):O}}}"}}""";
        var first = await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", body, key);
        first.StatusCode.ShouldBe(HttpStatusCode.OK, await first.Content.ReadAsStringAsync());

        await Later(TimeSpan.FromHours(3));
        var again = await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", body, key);

        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await ShouldComplainOf(
            await Send(Admin, HttpMethod.Put, $"leads/{lead}/update", body, NewKey()),
            "activity.next_follow_up"
        );
    }

    [TestCase("""{ "note" : "Called"  }""")]
    [TestCase("{\n\t\"note\": \"\\u0043alled\"\n}")]
    [TestCase("\uFEFF{\"note\":\"Called\"}")]
    public async Task Other_spacing_and_escapes_are_the_same_request(string again)
    {
        var lead = await GivenLead();
        var key = NewKey();

        var first = await Send(Admin, HttpMethod.Post, $"leads/{lead}/notes", """{"note":"Called"}""", key);
        var second = await Send(Admin, HttpMethod.Post, $"leads/{lead}/notes", again, key);

        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_first_answer_that_an_earlier_version_kept_by_the_bytes_of_the_body_still_counts()
    {
        var lead = await GivenLead();
        var key = NewKey();
        const string body = """{ "note" : "Called" }""";
        var first = await Send(Admin, HttpMethod.Post, $"leads/{lead}/notes", body, key);
        await Database.Execute(
            "update idempotency_keys set request_digest = @digest where key = @key",
            new
            {
                key,
                digest = RequestDigest.OfBytes($"POST /api/v1/leads/{lead}/notes\n", Encoding.UTF8.GetBytes(body)),
            }
        );

        var again = await Send(Admin, HttpMethod.Post, $"leads/{lead}/notes", body, key);

        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [TestCase("""{"a":1,"b":[1,2]}""", """{"b":[1,2],"a":1}""", true)]
    [TestCase("""{"a":1}""", """{"a":1.0}""", true)]
    [TestCase("""{"a":100}""", """{"a":1e2}""", true)]
    [TestCase("""{"a":-0.050}""", """{"a":-5E-2}""", true)]
    [TestCase("""{"a":0}""", """{"a":-0.00}""", true)]
    [TestCase("""{"a":12345678901234567890123456789012345}""", """{"a":12345678901234567890123456789012346}""", false)]
    [TestCase("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [TestCase("""{"a":"1"}""", """{"a":1}""", false)]
    [TestCase("""{"a":null}""", """{}""", false)]
    [TestCase("""{"a":1}""", """{"A":1}""", false)]
    [TestCase("""{"a":"\ud800"}""", """{ "a":"\ud800"}""", false)]
    [TestCase("""{"a":""", """{ "a":""", false)]
    [TestCase("", " ", false)]
    public void A_body_counts_by_what_it_says(string one, string other, bool same) =>
        (Digest(one) == Digest(other)).ShouldBe(same);

    [TestCase("1e999999999")]
    [TestCase("1e-999999")]
    public void A_number_of_any_size_has_a_digest(string number) => Digest(number).ShouldNotBeNull();

    [Test]
    public async Task Revoking_a_key_may_be_repeated_and_only_making_one_refuses_a_key()
    {
        var created = await Send(Admin, HttpMethod.Post, "api-keys", """{"name":"n","scopes":["capture"]}""", NewKey());
        await ShouldComplainOf(created, "Idempotency-Key");

        var made = await Json(await Send(Admin, HttpMethod.Post, "api-keys", """{"name":"n","scopes":["capture"]}"""));
        var id = made.GetProperty("api_key").GetProperty("api_key_id").GetGuid();
        var key = NewKey();
        (await Send(Admin, HttpMethod.Delete, $"api-keys/{id}", "", key)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Send(Admin, HttpMethod.Delete, $"api-keys/{id}", "", key)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static string NewKey() => $"{Guid.NewGuid()}";

    private static string Digest(string body) => RequestDigest.Of("", Encoding.UTF8.GetBytes(body));

    private static Task<HttpResponseMessage> Send(
        HttpClient by,
        HttpMethod method,
        string path,
        string body,
        string? key = null,
        string? ifMatch = null
    )
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return by.SendAsync(request);
    }
}
