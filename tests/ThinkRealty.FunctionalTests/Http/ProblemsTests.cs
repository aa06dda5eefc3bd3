using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Http;

public sealed class ProblemsTests
{
    private const string Good =
        """{"name":"Ahmed أحمد 😀","count":1,"amount":1.5,"source":"BAYUT","at":"2026-01-18T14:00:00+04:00","day":"2026-01-18","inner":{"id":"0196e0a0-0000-7000-8000-000000000000","areas":["Marina"]}}""";

    private SurfaceHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SurfaceHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task A_good_body_comes_back_in_canonical_spelling()
    {
        var answer = await _host.Api.PostAsync("/probe", Json(Good));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("source").GetString().ShouldBe("bayut");
        body.GetProperty("at").GetString().ShouldBe("2026-01-18T10:00:00Z");
        body.GetProperty("name").GetString().ShouldBe("Ahmed أحمد 😀");
    }

    // What no endpoint can read at all.
    [TestCase("", TestName = "empty body")]
    [TestCase(" ", TestName = "blank body")]
    [TestCase("null", TestName = "null body")]
    [TestCase("{", TestName = "cut off")]
    [TestCase("{\"name\": nope}", TestName = "no JSON")]
    [TestCase("{\"name\": \"a\0b\"}", TestName = "raw NUL")]
    public async Task What_is_no_JSON_is_malformed(string body) =>
        await ShouldBeProblem(await _host.Api.PostAsync("/probe", Json(body)), 400, "malformed_request");

    [Test]
    public async Task Bytes_that_are_no_text_are_malformed()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        body[Good.IndexOf("Ahmed", StringComparison.Ordinal)] = 0xFF;
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };

        await ShouldBeProblem(await _host.Api.PostAsync("/probe", content), 400, "malformed_request");
    }

    [Test]
    public async Task Nesting_without_end_is_malformed()
    {
        var body = new string('[', 100_000);
        await ShouldBeProblem(await _host.Api.PostAsync("/probe", Json(body)), 400, "malformed_request");
    }

    // What can be read and says the wrong thing: the field is named, with what is accepted.
    [TestCase("\"count\":1", "\"count\":\"one\"", "count", "whole number")]
    [TestCase("\"count\":1", "\"count\":1.5", "count", "whole number")]
    [TestCase("\"count\":1", "\"count\":null", "count", "required")]
    [TestCase("\"count\":1", "\"count\":99999999999", "count", "whole number")]
    [TestCase("\"amount\":1.5", "\"amount\":1e400", "amount", "number")]
    [TestCase("\"amount\":1.5", "\"amount\":true", "amount", "number")]
    [TestCase("\"BAYUT\"", "\"zillow\"", "source", "propertyFinder")]
    [TestCase("\"BAYUT\"", "0", "source", "walk_in")]
    [TestCase("2026-01-18T14:00:00+04:00", "2026-01-18T14:00:00", "at", "offset")]
    [TestCase("2026-01-18T14:00:00+04:00", "0001-01-01T00:00:00+14:00", "at", "offset")]
    [TestCase("\"day\":\"2026-01-18\"", "\"day\":\"2026-02-30\"", "day", "day")]
    [TestCase("Ahmed", "\\u0000", "name", "NUL")]
    [TestCase("Ahmed", "\\ud800", "name", "surrogates")]
    [TestCase("Ahmed", "\\udc00\\ud800", "name", "surrogates")]
    [TestCase("\"Marina\"", "\"Marina\",\"\\ud800x\"", "inner.areas[1]", "surrogates")]
    [TestCase("[\"Marina\"]", "\"Marina\"", "inner.areas", "list")]
    [TestCase("[\"Marina\"]", "[7]", "inner.areas[0]", "Text")]
    [TestCase("0196e0a0-", "zzz", "inner.id", "UUID")]
    [TestCase("\"name\":", "\"nam\":", "name", "required")]
    [TestCase("\"inner\":{", "\"inner\":null,\"other\":{", "inner", "required")]
    public async Task A_wrong_value_is_named(string right, string wrong, string field, string accepted)
    {
        Good.ShouldContain(right);
        var answer = await _host.Api.PostAsync("/probe", Json(Good.Replace(right, wrong)));

        var errors = (await ShouldBeProblem(answer, 422, "validation_error")).GetProperty("errors");
        errors.GetProperty(field)[0].GetString()!.ShouldContain(accepted);
    }

    [Test]
    public async Task Four_hundred_digits_are_named_as_no_number()
    {
        var body = Good.Replace("1.5", new string('9', 400));
        var problem = await ShouldBeProblem(await _host.Api.PostAsync("/probe", Json(body)), 422, "validation_error");
        problem.GetProperty("errors").GetProperty("amount")[0].GetString()!.ShouldContain("number");
    }

    [Test]
    public async Task Every_fault_of_a_body_is_named_at_once()
    {
        var problem = await ShouldBeProblem(
            await _host.Api.PostAsync("/probe", Json("""{"count":"x","inner":{"areas":[1,2]}}""")),
            422,
            "validation_error"
        );

        problem
            .GetProperty("errors")
            .EnumerateObject()
            .Select(e => e.Name)
            .ShouldBe(
                ["name", "count", "amount", "source", "at", "day", "inner.id", "inner.areas[0]", "inner.areas[1]"],
                ignoreOrder: true
            );
    }

    [TestCase("{}", false, null)]
    [TestCase("{\"note\":null}", true, null)]
    [TestCase("{\"note\":\"x\"}", true, "x")]
    public async Task A_partial_change_tells_absent_from_null(string body, bool sent, string? value)
    {
        var answer = await _host.Api.PatchAsync("/probe", Json(body));

        var read = await answer.Content.ReadFromJsonAsync<JsonElement>();
        read.GetProperty("sent").GetBoolean().ShouldBe(sent);
        read.GetProperty("value").GetString().ShouldBe(value);
    }

    [TestCase("{\"count\":null}", "count")]
    [TestCase("{\"count\":\"x\"}", "count")]
    [TestCase("{\"note\":7}", "note")]
    [TestCase("{\"areas\":[7]}", "areas[0]")]
    public async Task A_wrong_value_in_a_partial_change_is_named(string body, string field)
    {
        var problem = await ShouldBeProblem(await _host.Api.PatchAsync("/probe", Json(body)), 422, "validation_error");
        problem.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("application/json; charset=klingon")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task Another_content_type_is_unsupported(string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        if (type.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        await ShouldBeProblem(await _host.Api.PostAsync("/probe", content), 415, "unsupported_media_type");
    }

    [TestCase(true), TestCase(false)]
    public async Task Ten_megabytes_are_too_large(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe")
        {
            Content = Json(new string(' ', 10_000_000)),
        };
        request.Headers.TransferEncodingChunked = chunked;
        await ShouldBeProblem(await _host.Api.SendAsync(request), 413, "payload_too_large");
    }

    [Test]
    public async Task Ten_megabytes_are_too_large_also_for_a_client_that_asks_first()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe")
        {
            Content = Json(new string(' ', 10_000_000)),
        };
        request.Headers.ExpectContinue = true;
        await ShouldBeProblem(await _host.Api.SendAsync(request), 413, "payload_too_large");
    }

    [Test]
    public async Task One_megabyte_is_read() =>
        (await _host.Api.PostAsync("/probe", Json(Good.PadRight(1024 * 1024 - 100)))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );

    [TestCase("/nowhere", 404, "not_found")]
    [TestCase("/probe/not-an-id", 404, "not_found")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?limit=x", 422, "validation_error")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?limit=99999999999", 422, "validation_error")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?limit=1&limit=2", 422, "validation_error")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?source=zillow", 422, "validation_error")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?colour=red", 422, "validation_error")]
    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000?%00=1", 422, "validation_error")]
    [TestCase("/refuse/Invalid", 422, "some_slug")]
    [TestCase("/refuse/Unauthenticated", 401, "some_slug")]
    [TestCase("/refuse/Forbidden", 403, "some_slug")]
    [TestCase("/refuse/NotFound", 404, "some_slug")]
    [TestCase("/refuse/Conflict", 409, "some_slug")]
    [TestCase("/refuse/Outdated", 412, "some_slug")]
    [TestCase("/refuse/TooMany", 429, "some_slug")]
    [TestCase("/refuse/Unavailable", 503, "some_slug")]
    public async Task A_path_or_query_is_answered_by_its_fault(string path, int status, string slug) =>
        await ShouldBeProblem(await _host.Api.GetAsync(path), status, slug);

    [TestCase("/probe/0196e0a0-0000-7000-8000-000000000000")]
    [TestCase("/probe/0196E0A0-0000-7000-8000-000000000000?limit=5&source=Walk_In")]
    public async Task A_right_path_and_query_pass(string path) =>
        (await _host.Api.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Test]
    public async Task A_refusal_that_waiting_heals_says_how_long()
    {
        var answer = await _host.Api.GetAsync("/refuse/Conflict");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await ShouldBeProblem(answer, 409, "some_slug")).GetProperty("allowed")[0].GetString().ShouldBe("a");
    }

    [Test]
    public async Task A_wrong_method_lists_the_right_ones()
    {
        var answer = await _host.Api.DeleteAsync("/probe");
        await ShouldBeProblem(answer, 405, "method_not_allowed");
        answer.Content.Headers.Allow.ShouldBe(["POST", "PATCH"], ignoreOrder: true);
    }

    [Test]
    public async Task A_client_that_wants_something_else_gets_the_problem_all_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        await ShouldBeProblem(await _host.Api.SendAsync(request), 404, "not_found");
    }

    [Test]
    public async Task A_fault_of_ours_tells_nothing_but_its_trace_id()
    {
        var answer = await _host.Api.GetAsync("/fail");
        await ShouldBeProblem(answer, 500, "internal_error");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    internal static async Task<JsonElement> ShouldBeProblem(HttpResponseMessage answer, int status, string slug)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.GetProperty("type").GetString().ShouldBe(slug, text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("instance").GetString().ShouldBe(answer.RequestMessage!.RequestUri!.AbsolutePath);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
