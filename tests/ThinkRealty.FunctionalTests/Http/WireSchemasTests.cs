using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>Shapes that only our converters know.</summary>
public sealed class WireSchemasTests
{
    private SurfaceHost _host = null!;
    private JsonElement _document;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await SurfaceHost.StartAsync();
        _document = await _host.Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase("Probe", "name", "string")]
    [TestCase("Probe", "count", "integer")]
    [TestCase("Probe", "amount", "number")]
    [TestCase("Probe", "source", "string")]
    [TestCase("Probe", "at", "string")]
    [TestCase("Probe", "day", "string")]
    [TestCase("Probe", "note", "null,string")]
    [TestCase("ProbeChange", "note", "null,string")]
    [TestCase("ProbeChange", "count", "integer")]
    [TestCase("ProbeChange", "areas", "null,array")]
    [TestCase("ProbeChange", "source", "null,string")]
    public void A_field_has_the_type_that_is_read(string schema, string field, string type) =>
        Type(Property(schema, field)).ShouldBe(type);

    [TestCase("ProbeInner"), TestCase("ProbeChange")]
    public void A_list_tells_what_is_in_it(string schema) =>
        Type(Property(schema, "areas").GetProperty("items")).ShouldBe("string");

    [TestCase("Probe"), TestCase("ProbeChange")]
    public void An_enumeration_lists_its_spellings(string schema) =>
        Property(schema, "source")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(v => v.GetString())
            .ShouldContain("propertyFinder");

    [Test]
    public void A_query_parameter_lists_its_spellings() =>
        Resolve(
                _document
                    .GetProperty("paths")
                    .GetProperty("/probe/{id}")
                    .GetProperty("get")
                    .GetProperty("parameters")
                    .EnumerateArray()
                    .Single(p => p.GetProperty("name").GetString() == "source")
                    .GetProperty("schema")
            )
            .GetProperty("enum")
            .GetArrayLength()
            .ShouldBe(14);

    private JsonElement Property(string schema, string field) =>
        Resolve(
            _document
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty(schema)
                .GetProperty("properties")
                .GetProperty(field)
        );

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var either))
            schema = either.EnumerateArray().First(s => s.TryGetProperty("$ref", out _));
        return schema.TryGetProperty("$ref", out var name)
            ? _document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1])
            : schema;
    }

    private static string Type(JsonElement schema)
    {
        var type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.Array
            ? string.Join(
                ',',
                type.EnumerateArray().Select(t => t.GetString()).Order().Reverse().OrderBy(t => t != "null")
            )
            : type.GetString()!;
    }
}
