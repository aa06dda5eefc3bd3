using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>The table of synonyms in the Domain, the description and what is read are one (rules §2).</summary>
public sealed partial class SynonymsTests : StaffedDeskTest
{
    private static readonly Type[] Vocabularies =
    [
        typeof(PropertyType),
        typeof(Purpose),
        typeof(LeadStatus),
        typeof(Language),
    ];

    private JsonElement _document;

    [OneTimeSetUp]
    public async Task Read() => _document = await Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

    [TestCaseSource(nameof(Vocabularies))]
    public void What_the_description_prints_is_read_as_it_says(Type vocabulary)
    {
        var printed = Described(_document, vocabulary).ToList();
        printed.ShouldNotBeEmpty();
        printed.ShouldAllBe(description => description.Contains(Synonyms.Of(vocabulary)!));

        var rows = Row().Matches(Synonyms.Of(vocabulary)!);
        rows.Count.ShouldBePositive();
        foreach (Match row in rows)
        foreach (var synonym in row.Groups["synonyms"].Value.Split(", "))
            JsonSerializer
                .Serialize(
                    JsonSerializer.Deserialize(JsonSerializer.Serialize(synonym), vocabulary, WireJson.Options),
                    WireJson.Options
                )
                .ShouldBe($"\"{row.Groups["canonical"].Value}\"", synonym);
    }

    [Test]
    public async Task Every_query_parameter_with_choices_reads_them_in_any_form()
    {
        var tried = 0;
        foreach (
            var path in _document
                .GetProperty("paths")
                .EnumerateObject()
                .Where(p => p.Value.TryGetProperty("get", out _))
        )
        foreach (var (name, choice) in Choices(path.Value.GetProperty("get")))
        foreach (
            var form in (string[])[choice.ToUpperInvariant(), choice.Replace('_', '-'), $" {choice.Replace('_', ' ')} "]
        )
        {
            var address = $"{path.Name.Replace("{id}", $"{Guid.NewGuid()}")}?{name}={Uri.EscapeDataString(form)}";
            var answer = await Supervisor.GetAsync(address);
            tried++;
            if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
                (await Json(answer)).GetProperty("errors").TryGetProperty(name, out _).ShouldBeFalse(address);
            answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, address);
        }

        tried.ShouldBeGreaterThan(50);
    }

    [TestCase("/api/v1/leads?status=won", true), TestCase("/api/v1/leads?status=victory", false)]
    [TestCase("/api/v1/analytics/monthly-trends?property_type=flat", true)]
    [TestCase("/api/v1/analytics/monthly-trends?property_type=Town%20House", true)]
    [TestCase("/api/v1/analytics/monthly-trends?property_type=castle", false)]
    [TestCase("/api/v1/analytics/monthly-trends?source_type=property-finder", true)]
    [TestCase("/api/v1/analytics/dashboard?source_type=Walk-In", true)]
    public async Task A_query_reads_synonyms_and_refuses_other_words(string address, bool isRead)
    {
        var answer = await Supervisor.GetAsync(address);

        ((int)answer.StatusCode).ShouldBe(isRead ? 200 : 422, await answer.Content.ReadAsStringAsync());
    }

    // The description that stands beside the values of a vocabulary; a parameter has it outside its schema.
    private static IEnumerable<string> Described(JsonElement node, Type vocabulary)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(child => Described(child, vocabulary));
        if (node.ValueKind != JsonValueKind.Object)
            return [];

        var below = node.EnumerateObject()
            .Where(child => child.Name != "schema" || !node.TryGetProperty("in", out _))
            .SelectMany(child => Described(child.Value, vocabulary));
        var listing = node.TryGetProperty("in", out _) && node.TryGetProperty("schema", out var schema) ? schema : node;
        return Lists(listing, vocabulary)
            ? below.Append(node.TryGetProperty("description", out var text) ? text.GetString()! : "nothing")
            : below;
    }

    private static bool Lists(JsonElement schema, Type vocabulary) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("enum", out var values)
        && values.ValueKind == JsonValueKind.Array
        && values
            .EnumerateArray()
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.GetString()!)
            .SequenceEqual(Expected.Spellings(vocabulary));

    private IEnumerable<(string Name, string Choice)> Choices(JsonElement operation)
    {
        if (!operation.TryGetProperty("parameters", out var parameters))
            yield break;
        foreach (var parameter in parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query"))
        {
            var schema = parameter.GetProperty("schema");
            if (schema.TryGetProperty("$ref", out var name))
                schema = _document
                    .GetProperty("components")
                    .GetProperty("schemas")
                    .GetProperty(name.GetString()!.Split('/')[^1]);
            if (schema.TryGetProperty("enum", out var values))
                foreach (var value in values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String))
                    yield return (parameter.GetProperty("name").GetString()!, value.GetString()!);
        }
    }

    [GeneratedRegex("(: |; )(?<synonyms>[^;:]+) as `(?<canonical>[a-z_A-Z]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
