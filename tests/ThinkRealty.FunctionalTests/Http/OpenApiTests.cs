using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>The description is complete: a reader needs no source.</summary>
public sealed class OpenApiTests : ApiTest
{
    private JsonElement _document;

    [OneTimeSetUp]
    public async Task Read() => _document = await Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

    [Test]
    public void It_is_version_3_1() => _document.GetProperty("openapi").GetString().ShouldStartWith("3.1");

    [Test]
    public void Every_operation_has_a_name_a_tag_and_a_summary() =>
        Operations()
            .Where(o => !Has(o.Operation, "summary") || !Has(o.Operation, "operationId") || !Has(o.Operation, "tags"))
            .Select(o => o.Name)
            .ShouldBeEmpty();

    [Test]
    public void Every_operation_that_asks_who_calls_lists_401_and_403() =>
        Operations()
            .Where(o => o.Operation.GetProperty("security").EnumerateArray().Any(r => r.EnumerateObject().Any()))
            .Where(o =>
                !Has(o.Operation.GetProperty("responses"), "401") || !Has(o.Operation.GetProperty("responses"), "403")
            )
            .Select(o => o.Name)
            .ShouldBeEmpty();

    [Test]
    public void Every_parameter_is_described() =>
        Operations()
            .Where(o => Has(o.Operation, "parameters"))
            .SelectMany(o => o.Operation.GetProperty("parameters").EnumerateArray(), (o, p) => (o.Name, Parameter: p))
            .Where(p => !Has(p.Parameter, "description"))
            .Select(p => $"{p.Name}: {p.Parameter.GetProperty("name")}")
            .ShouldBeEmpty();

    [Test]
    public void Every_field_is_described() =>
        _document
            .GetProperty("components")
            .GetProperty("schemas")
            .EnumerateObject()
            .Where(schema => Has(schema.Value, "properties"))
            .SelectMany(
                schema => schema.Value.GetProperty("properties").EnumerateObject(),
                (schema, field) => (schema.Name, Field: field)
            )
            .Where(f =>
                !Has(f.Field.Value, "description") && !Has(f.Field.Value, "$ref") && !Has(f.Field.Value, "oneOf")
            )
            .Select(f => $"{f.Name}.{f.Field.Name}")
            .ShouldBeEmpty();

    [TestCase("get /api/v1/leads/{id}", "200 401 403 404", "lead_not_found")]
    [TestCase(
        "post /api/v1/leads/capture",
        "201 202 401 403 409 422 503",
        "duplicate_lead idempotency_key_reused agent_overload"
    )]
    [TestCase("get /api/v1/intake", "200 401 403 422", "validation_error")]
    [TestCase("get /api/v1/intake/{id}", "200 401 403 404", "intake_not_found")]
    [TestCase(
        "post /api/v1/intake/{id}/replay",
        "201 202 400 401 403 404 409 413 415 422 503",
        "intake_not_found already_replayed duplicate_lead idempotency_key_reused agent_overload"
    )]
    [TestCase(
        "get /api/v1/analytics/export",
        "200 401 403 422 429 503",
        "text/csv application/zip spreadsheetml.sheet ExportAsJson"
    )]
    [TestCase("get /api/v1/agents", "200 401 403 422", "validation_error")]
    [TestCase(
        "post /api/v1/agents",
        "201 401 403 404 409 422",
        "user_not_found duplicate_agent idempotency_key_reused"
    )]
    [TestCase("get /api/v1/agents/{id}", "200 401 403 404", "agent_not_found")]
    [TestCase(
        "patch /api/v1/agents/{id}",
        "200 401 403 404 409 412 422",
        "agent_not_found user_not_found duplicate_agent agent_has_leads version_conflict"
    )]
    public void An_operation_is_listed_with_its_answers_and_refusals(string name, string statuses, string slugs)
    {
        var responses = Operations().Single(o => o.Name == name).Operation.GetProperty("responses");

        statuses.Split(' ').Except(responses.EnumerateObject().Select(r => r.Name)).ShouldBeEmpty();
        foreach (var slug in slugs.Split(' '))
            responses.ToString().ShouldContain(slug);
    }

    private IEnumerable<(string Name, JsonElement Operation)> Operations() =>
        _document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(
                path => path.Value.EnumerateObject(),
                (path, method) => ($"{method.Name} {path.Name}", method.Value)
            );

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);
}
