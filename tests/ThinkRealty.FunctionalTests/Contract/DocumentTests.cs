using System.Text.Json;
using System.Text.Json.Nodes;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.OpenApi;

namespace ThinkRealty.FunctionalTests.Contract;

/// <summary>The document says everything that a reader needs, and says it only once.</summary>
public sealed class DocumentTests : ContractTest
{
    [Test]
    public void Every_operation_parameter_schema_and_field_is_described()
    {
        var silent = Document
            .Operations.Where(o => IsSilent(o.Says))
            .Select(o => $"{o}: add WithDescription at the endpoint")
            .Concat(
                from o in Document.Operations
                from p in o.Parameters
                where IsSilent(p)
                select $"{o}: {p["name"]}: add a Description at the parameter, or a word in Glossary"
            )
            .Concat(
                Document
                    .Schemas.Where(s => IsSilent(s.Value!))
                    .Select(s => $"{s.Key}: describe the type, or add it to Glossary")
            )
            .Concat(
                from s in Document.Schemas
                from f in s.Value!["properties"]?.AsObject() ?? []
                where IsSilent(f.Value!) && f.Value!["$ref"] is null && f.Value["oneOf"] is null
                select $"{s.Key}.{f.Key}: describe the property, or add a word to Glossary"
            );

        silent.ShouldBeEmpty(string.Join('\n', silent));
    }

    [Test]
    public void Every_body_and_every_answer_has_an_example_that_fits()
    {
        var faults = new List<string>();
        foreach (var operation in Document.Operations)
        {
            if (operation.Body is { } body)
                faults.AddRange(Faults($"{operation} body", body));
            foreach (var (status, answer) in operation.Says["responses"]!.AsObject())
            foreach (var (type, form) in Document.Resolved(answer)!["content"]?.AsObject() ?? [])
                if (type is not ("application/zip" or XlsxBook.ContentType)) // no text to show
                    faults.AddRange(Faults($"{operation} {status} {type}", form!.AsObject()));
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));

        IEnumerable<string> Faults(string place, JsonObject form)
        {
            var examples = form["examples"]?.AsObject().Select(e => e.Value!["value"]) ?? [form["example"]];
            return examples.SelectMany(example =>
                example is null ? [$"{place} has no example"]
                : form["schema"] is null ? [$"{place} has no schema"]
                : Document.FaultsOf(form["schema"]!, example).Select(fault => $"{place}: {fault}")
            );
        }
    }

    [Test]
    public void An_answer_lists_as_required_what_is_always_written()
    {
        var empty = Document
            .Operations.SelectMany(
                o => o.Says["responses"]!.AsObject().Where(r => r.Key[0] == '2'),
                (o, r) => (o, r.Value)
            )
            .Select(a =>
                (a.o, Schema: Document.Resolved(Document.Resolved(a.Value)?["content"]?["application/json"]?["schema"]))
            )
            .Where(a => a.Schema?["properties"] is not null && a.Schema["required"] is null)
            .Where(a => a.o.Id != "export_data")
            .Select(a => $"{a.o}");

        empty.ShouldBeEmpty();
    }

    [Test]
    public void Null_is_said_in_one_place_only()
    {
        var faults = new List<string>();
        foreach (var (name, schema) in Document.Schemas)
        {
            if (AllowsNull(schema!))
                faults.Add($"{name} allows null by itself");
            foreach (var (field, of) in schema!["properties"]?.AsObject() ?? [])
                if (AllowsNull(of!) && of!["enum"] is JsonArray spellings && !spellings.Any(s => s is null))
                    faults.Add($"{name}.{field} allows null and its enum does not");
        }

        faults.ShouldBeEmpty();
    }

    [Test]
    public void No_query_parameter_is_an_object() =>
        (
            from o in Document.Operations
            from p in o.Parameters
            where p["schema"]!["properties"] is not null || p["schema"]!["type"]?.ToString() == "object"
            select $"{o}: {p["name"]}"
        ).ShouldBeEmpty();

    [Test]
    public void Every_member_of_every_refusal_that_the_program_knows_is_a_member_of_a_problem()
    {
        var problem = Document.Root["components"]!["schemas"]!["Problem"]!;
        var declared = problem["properties"]!.AsObject().Select(p => p.Key).ToList();
        var known = KnownRefusals.All().ToList();
        known.Count.ShouldBeGreaterThan(30);
        var faults = new List<string>();
        foreach (var error in known)
        {
            faults.AddRange(
                error.Extensions.Keys.Except(declared).Select(m => $"{error.Slug}: {m} is not in ProblemSchema")
            );
            faults.AddRange(
                Document.FaultsOf(problem, KnownRefusals.Example(409, error.Slug)).Select(f => $"{error.Slug}: {f}")
            );
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Test]
    public void Every_declared_slug_is_one_that_the_program_has()
    {
        var known = KnownRefusals.All().Select(e => e.Slug).ToHashSet();
        known.UnionWith([
            "malformed_request",
            "unauthenticated",
            "forbidden",
            "not_found",
            "method_not_allowed",
            "payload_too_large",
            "unsupported_media_type",
            "validation_error",
            "rate_limited",
            "internal_error",
            "database_unavailable",
            "idempotency_key_reused",
            "conflict",
        ]);
        var declared =
            from o in Document.Operations
            from r in o.Says["responses"]!.AsObject()
            from e in Document.Resolved(r.Value)!["content"]?["application/problem+json"]?["examples"]?.AsObject() ?? []
            where !known.Contains(e.Key)
            select $"{o} {r.Key}: {e.Key}";

        declared.ShouldBeEmpty();
    }

    [Test]
    public async Task The_document_of_the_verb_is_the_served_one_without_the_rows_of_the_demo()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"openapi-{Guid.NewGuid():N}.json");
        await using var verb = new Fixture.ApiProcess(["openapi", "--out", file]);

        (await verb.ExitAsync()).ShouldBe(0, verb.Errors);

        var written = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        Names(written["paths"]!).ShouldBe(Names(Document.Root["paths"]!));
        Names(written["components"]!["schemas"]!).ShouldBe(Names(Document.Root["components"]!["schemas"]!));
        written.ToJsonString().ShouldNotContain(DocumentIds().First());
    }

    private IEnumerable<string> DocumentIds() =>
        Document.Operations.Where(o => o.Id == "get_lead").SelectMany(o => o.Parameters).Select(p => $"{p["example"]}");

    private static IEnumerable<string> Names(JsonNode node) =>
        node.AsObject().Select(n => n.Key).Order(StringComparer.Ordinal);

    private static bool IsSilent(JsonNode node) => string.IsNullOrWhiteSpace(node["description"]?.ToString());

    private static bool AllowsNull(JsonNode schema) =>
        schema["type"] is JsonArray types
        && types.Any(t => t?.GetValueKind() == JsonValueKind.String && $"{t}" == "null");
}
