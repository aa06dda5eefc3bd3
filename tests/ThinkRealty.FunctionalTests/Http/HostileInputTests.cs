using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>
/// Takes every operation of the API's own description and sends, in the place of each field, what no client should: all of
/// it is refused in the one form or accepted, and nothing of it is a fault of ours.
/// </summary>
public sealed class HostileInputTests : ApiTest
{
    private static readonly string[] Hostile =
    [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "2147483648",
        "1e400",
        new string('9', 400),
        "\"\"",
        "\" \"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"😀 ﷽ ‮ '; drop table leads; --\"",
        $"\"{new string('a', 100_000)}\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.9999999Z\"",
        "[]",
        "[null]",
        "{}",
        new string('[', 60) + new string(']', 60),
    ];

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(WithAdmin) { ["Access:FreeTriesPerAddress"] = "10000" };

    private JsonElement _document;

    [OneTimeSetUp]
    public async Task SignIn()
    {
        _document = await Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var signedIn = await Api.PostAsJsonAsync("/api/v1/auth/token", new { email = AdminEmail, password = Password });
        var token = (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    [Test]
    public async Task A_hostile_value_in_any_field_of_any_body_is_no_fault_of_ours()
    {
        var faults = new List<string>();
        foreach (var (method, path, body) in Bodies())
        foreach (var field in Fields(body, "").Prepend(""))
        foreach (var value in Hostile)
            if (await Fault(method, Concrete(path), Json(body, "", field, value)) is { } fault)
                faults.Add($"{method} {path} {field} = {Shown(value)}: {fault}");
        faults.ShouldBeEmpty();
    }

    [Test]
    public async Task A_body_that_cannot_be_read_is_no_fault_of_ours()
    {
        var faults = new List<string>();
        foreach (var (method, path, _) in Bodies())
        foreach (
            var body in (string[])
                ["", "{", "\0", "{\"a\":", "nope", new string('[', 100_000), new string(' ', 10_000_000)]
        )
            if (await Fault(method, Concrete(path), body) is { } fault)
                faults.Add($"{method} {path} {Shown(body)}: {fault}");
        faults.ShouldBeEmpty();
    }

    [Test]
    public async Task A_hostile_path_or_query_is_no_fault_of_ours()
    {
        var faults = new List<string>();
        foreach (var path in _document.GetProperty("paths").EnumerateObject().Select(p => p.Name))
        foreach (
            var hostile in (string[])
                ["?colour=red", "?skip=x&limit=-1", "?limit=99999999999999999999", "?cursor=%00", "?skip=%ED%A0%80"]
        )
            if (await Fault(HttpMethod.Get, Concrete(path) + hostile) is { } fault)
                faults.Add($"{path}{hostile}: {fault}");
        foreach (
            var path in _document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Where(p => p.Contains('{'))
        )
        foreach (var hostile in (string[])["x", "%20", "..%2f", "%ED%A0%80", new string('9', 400)])
            if (await Fault(HttpMethod.Get, Filled(path, hostile)) is { } fault)
                faults.Add($"{path} {Shown(hostile)}: {fault}");
        faults.ShouldBeEmpty();
    }

    [Test]
    public async Task A_text_that_is_far_too_long_is_refused_under_its_name_in_every_body()
    {
        var blanks = $"\"{new string(' ', 1_000_000)}x\"";
        var accepted = new List<string>();
        foreach (var (method, path, body) in Bodies())
        // References are cut, never refused (rules §3).
        foreach (var field in Texts(body, "").Where(f => !f.StartsWith(".source_details.", StringComparison.Ordinal)))
        {
            using var content = new StringContent(Json(body, "", field, blanks), Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(method, Concrete(path)) { Content = content };
            using var answer = await Api.SendAsync(request);
            var said = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode != 422 || !said.Contains($"\"{field[1..].Split("[]")[0]}"))
                accepted.Add($"{method} {path} {field}: {(int)answer.StatusCode} {Shown(said)}");
        }

        accepted.ShouldBeEmpty();
    }

    [TestCase(7_000, true), TestCase(1_000_000, false)]
    public async Task A_text_that_is_far_too_long_is_refused_in_every_query(int length, bool reachesUs)
    {
        var accepted = new List<string>();
        foreach (var path in _document.GetProperty("paths").EnumerateObject())
        foreach (var parameter in Queries(path.Value))
        {
            using var answer = await Api.GetAsync($"{Concrete(path.Name)}?{parameter}={new string('a', length)}");
            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            if ((int)answer.StatusCode is < 400 or >= 500 || (reachesUs && !isProblem))
                accepted.Add($"{path.Name} {parameter}: {(int)answer.StatusCode}");
        }

        accepted.ShouldBeEmpty();
    }

    private async Task<string?> Fault(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Api.SendAsync(request);
        var status = (int)answer.StatusCode;
        if (status < 400)
            return null;
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return status >= 500 || !isProblem ? $"{status} {await answer.Content.ReadAsStringAsync()}" : null;
    }

    private IEnumerable<(HttpMethod Method, string Path, JsonElement Body)> Bodies() =>
        from path in _document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("requestBody", out _)
        let content = operation.Value.GetProperty("requestBody").GetProperty("content")
        select (
            new HttpMethod(operation.Name.ToUpperInvariant()),
            path.Name,
            content.GetProperty("application/json").GetProperty("schema")
        );

    /// <summary>Every field of a body, as <c>.lead_data.phone</c>.</summary>
    private IEnumerable<string> Fields(JsonElement schema, string at) =>
        Resolve(schema).TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(p => Fields(p.Value, $"{at}.{p.Name}").Prepend($"{at}.{p.Name}"))
            : [];

    /// <summary>The fields that take text, and <c>.tags[]</c> for the elements of a list.</summary>
    private IEnumerable<string> Texts(JsonElement schema, string at)
    {
        var resolved = Resolve(schema);
        if (resolved.TryGetProperty("properties", out var properties))
            return properties.EnumerateObject().SelectMany(p => Texts(p.Value, $"{at}.{p.Name}"));
        if (resolved.TryGetProperty("items", out var items))
            return Texts(items, $"{at}[]");
        return Type(resolved) == "string" ? [at] : [];
    }

    private static IEnumerable<string> Queries(JsonElement path) =>
        path.TryGetProperty("get", out var get) && get.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(p => p.GetProperty("in").GetString() == "query")
                .Select(p => p.GetProperty("name").GetString()!)
            : [];

    /// <summary>A body with something fitting everywhere, and the hostile value in its place.</summary>
    private string Json(JsonElement schema, string at, string place, string hostile)
    {
        if (at == place)
            return hostile;
        var resolved = Resolve(schema);
        if (resolved.TryGetProperty("properties", out var properties))
        {
            var fields = properties
                .EnumerateObject()
                .Select(p => $"\"{p.Name}\":{Json(p.Value, $"{at}.{p.Name}", place, hostile)}");
            return $"{{{string.Join(',', fields)}}}";
        }

        if (resolved.TryGetProperty("items", out var items))
            return $"[{Json(items, $"{at}[]", place, hostile)}]";
        if (resolved.TryGetProperty("enum", out var spellings))
            return spellings[0].GetRawText();
        var format = resolved.TryGetProperty("format", out var given) ? given.GetString() : null;
        return (Type(resolved), format) switch
        {
            (_, "uuid") => $"\"{Guid.NewGuid()}\"",
            (_, "date-time") => "\"2026-02-01T10:00:00Z\"",
            (_, "date") => "\"2026-02-01\"",
            ("integer" or "number", _) => at.EndsWith("max", StringComparison.Ordinal) ? "20" : "10",
            ("boolean", _) => "true",
            ("string", _) when at.EndsWith("email", StringComparison.Ordinal) => $"\"{Guid.NewGuid():N}@example.test\"",
            ("string", _) when at.EndsWith("phone", StringComparison.Ordinal) =>
                $"\"+97150{Random.Shared.Next(1_000_000, 9_999_999)}\"",
            _ => "\"a fitting text\"",
        };
    }

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var either))
            schema = either.EnumerateArray().First(s => Type(s) != "null");
        return schema.TryGetProperty("$ref", out var name)
            ? _document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1])
            : schema;
    }

    private static string? Type(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(t => t.GetString()).First(t => t != "null")
            : type.GetString();
    }

    private static string Concrete(string path) => Filled(path, $"{Guid.NewGuid()}");

    private static string Filled(string path, string value) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? value : part));

    private static string Shown(string value) => value.Length > 40 ? $"{value[..40]}… ({value.Length})" : value;
}
