using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>Compares answers with what they shall be: names, order, numbers by their value, moments by the moment.</summary>
internal static partial class Answers
{
    private static readonly string[] Envelope = ["data", "total", "skip", "limit", "next_cursor", "as_of"];

    /// <summary>A successful answer as JSON.</summary>
    public static async Task<JsonElement> Answer(this HttpClient by, string path)
    {
        var response = await by.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Every row in its place, page by page as long as there is a cursor; each page tells of the whole.</summary>
    public static async Task ShouldWalk(
        this HttpClient by,
        string path,
        int limit,
        IReadOnlyList<JsonElement> rows,
        JsonElement beside
    )
    {
        var (seen, cursor) = (0, "");
        do
        {
            var address = $"{path}&limit={limit}{cursor}";
            var page = await by.Answer(address);
            ShouldTellOfTheWhole(page, rows, beside, address);
            ShouldHold(page, rows.Skip(seen).Take(limit), address);
            seen += limit;
            cursor = page.GetProperty("next_cursor").GetString() is { } next
                ? $"&cursor={Uri.EscapeDataString(next)}"
                : null;
            (cursor is null).ShouldBe(seen >= rows.Count, $"{address}: the walk ends with the rows");
        } while (cursor is not null);
    }

    /// <summary>One page somewhere in the middle.</summary>
    public static async Task ShouldSkip(
        this HttpClient by,
        string path,
        int skip,
        int limit,
        IReadOnlyList<JsonElement> rows,
        JsonElement beside
    )
    {
        var address = $"{path}&skip={skip}&limit={limit}";
        var page = await by.Answer(address);
        ShouldTellOfTheWhole(page, rows, beside, address);
        ShouldHold(page, rows.Skip(skip).Take(limit), address);
    }

    /// <summary>One object, and how fresh it is.</summary>
    public static async Task ShouldBeObject(this HttpClient by, string path, JsonElement expected)
    {
        var answer = await by.Answer(path);
        var facts = answer.EnumerateObject().Where(p => p.Name != "as_of").ToDictionary(p => p.Name, p => p.Value);
        facts.Keys.ShouldBe(expected.EnumerateObject().Select(p => p.Name), ignoreOrder: true, path);
        foreach (var (name, value) in facts)
            Same(value, expected.GetProperty(name))
                .ShouldBeTrue($"{path}: {name}\nis       {value}\nshall be {expected.GetProperty(name)}");
    }

    private static void ShouldTellOfTheWhole(
        JsonElement page,
        IReadOnlyList<JsonElement> rows,
        JsonElement beside,
        string address
    )
    {
        page.GetProperty("total").GetInt64().ShouldBe(rows.Count, address);
        var besides = page.EnumerateObject()
            .Where(p => !Envelope.Contains(p.Name))
            .ToDictionary(p => p.Name, p => p.Value);
        var expected = beside.ValueKind == JsonValueKind.Object ? beside.EnumerateObject().ToList() : [];
        besides.Keys.ShouldBe(expected.Select(p => p.Name), ignoreOrder: true, address);
        foreach (var (name, value) in expected.Select(p => (p.Name, p.Value)))
            Same(besides[name], value).ShouldBeTrue($"{address}: {name} is {besides[name]}, shall be {value}");
    }

    private static void ShouldHold(JsonElement page, IEnumerable<JsonElement> rows, string address)
    {
        var (is_, shall) = (page.GetProperty("data").EnumerateArray().ToList(), rows.ToList());
        for (var i = 0; i < Math.Max(is_.Count, shall.Count); i++)
        {
            var (one, other) = (is_.ElementAtOrDefault(i), shall.ElementAtOrDefault(i));
            (i < is_.Count && i < shall.Count && Same(one, other)).ShouldBeTrue(
                $"{address}\nrow {i} is       {one}\nrow {i} shall be {other}"
            );
        }
    }

    internal static bool Same(JsonElement one, JsonElement other) =>
        (one.ValueKind, other.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => one.GetPropertyCount() == other.GetPropertyCount()
                && one.EnumerateObject().All(p => other.TryGetProperty(p.Name, out var value) && Same(p.Value, value)),
            (JsonValueKind.Array, JsonValueKind.Array) => one.GetArrayLength() == other.GetArrayLength()
                && one.EnumerateArray().Zip(other.EnumerateArray()).All(p => Same(p.First, p.Second)),
            (JsonValueKind.Number, JsonValueKind.Number) => one.GetDecimal() == other.GetDecimal(),
            (JsonValueKind.String, JsonValueKind.String) => one.GetString() == other.GetString()
                || (
                    IsMoment().IsMatch(one.GetString()!)
                    && IsMoment().IsMatch(other.GetString()!)
                    && one.GetDateTimeOffset() == other.GetDateTimeOffset()
                ),
            var (a, b) => a == b,
        };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsMoment();
}
