using System.Text.Json.Nodes;
using Json.Schema;

namespace ThinkRealty.FunctionalTests.Contract;

/// <summary>An operation of the served document.</summary>
internal sealed record DescribedOperation(string Method, string Path, JsonObject Says)
{
    public string Id => (string)Says["operationId"]!;

    public override string ToString() => $"{Method.ToUpperInvariant()} {Path}";

    public IEnumerable<JsonObject> Parameters => Says["parameters"]?.AsArray().Select(p => p!.AsObject()) ?? [];

    public JsonObject? Body => Says["requestBody"]?["content"]?["application/json"]?.AsObject();

    /// <summary>The operation as the documentation offers it: paths, required parameters, defaults and body filled in.</summary>
    public HttpRequestMessage Offered(JsonNode? body = null)
    {
        var path = Path;
        var query = new List<string>();
        foreach (var parameter in Parameters)
        {
            var (name, place) = ((string)parameter["name"]!, (string)parameter["in"]!);
            var value = parameter["example"] ?? parameter["schema"]?["default"];
            if (value is not null && place == "path")
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString($"{value}"), StringComparison.Ordinal);
            else if (value is not null && place == "query")
                query.Add($"{name}={Uri.EscapeDataString($"{value}")}");
        }

        var request = new HttpRequestMessage(
            new(Method.ToUpperInvariant()),
            query.Count > 0 ? $"{path}?{string.Join('&', query)}" : path
        );
        if ((body ?? Body?["example"]) is { } sent)
            request.Content = new StringContent(sent.ToJsonString(), mediaType: new("application/json"));
        return request;
    }
}

/// <summary>
/// The description of the API as it is served, and what of an answer does not fit it. An object has no member but the ones
/// that are listed.
/// </summary>
internal sealed class ServedDocument
{
    // Of HTTP itself, and of every answer alike; they say nothing about an operation.
    private static readonly string[] OfTransport =
    [
        "Allow",
        "Cache-Control",
        "Connection",
        "Content-Length",
        "Content-Security-Policy",
        "Content-Type",
        "Cross-Origin-Resource-Policy",
        "Date",
        "Expires",
        "Pragma",
        "Referrer-Policy",
        "Transfer-Encoding",
        "Vary",
        "X-Accel-Buffering",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ];

    private static readonly EvaluationOptions Strict = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    private readonly JsonObject _definitions;
    private readonly Dictionary<string, JsonSchema> _schemas = [];

    private ServedDocument(JsonObject root)
    {
        Root = root;
        _definitions = Closed(root["components"]!["schemas"]!).AsObject();
    }

    public JsonObject Root { get; }

    public IEnumerable<KeyValuePair<string, JsonNode?>> Schemas => Root["components"]!["schemas"]!.AsObject();

    public IEnumerable<DescribedOperation> Operations =>
        Root["paths"]!
            .AsObject()
            .SelectMany(
                path => path.Value!.AsObject(),
                (path, method) => new DescribedOperation(method.Key, path.Key, method.Value!.AsObject())
            );

    public static async Task<ServedDocument> ReadAsync(HttpClient api) =>
        new(JsonNode.Parse(await api.GetStringAsync("/openapi/v1.json"))!.AsObject());

    /// <summary>The answer that a status is described by.</summary>
    public JsonObject? AnswerOf(DescribedOperation operation, int status) =>
        Resolved(operation.Says["responses"]?[$"{status}"])?.AsObject();

    /// <summary>What of an answer is not as described.</summary>
    public async Task<IReadOnlyList<string>> FaultsOfAsync(DescribedOperation operation, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (AnswerOf(operation, status) is not { } described)
            return [$"{operation} answers {status}, which is not declared: {await answer.Content.ReadAsStringAsync()}"];

        var faults = new List<string>();
        var content = described["content"]?.AsObject();
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.Content.Headers.ContentType?.MediaType is not { } type)
        {
            if (content is not null && text.Length > 0)
                faults.Add("the answer has no content type");
        }
        else if (content?[type] is not { } form)
            faults.Add($"the content type {type} is not declared");
        else if (type.EndsWith("json", StringComparison.Ordinal))
            faults.AddRange(FaultsOf(form["schema"]!, JsonNode.Parse(text)));

        faults.AddRange(HeaderFaults(described, answer));
        return [.. faults.Select(fault => $"{operation} {status}: {fault}")];
    }

    /// <summary>What of a JSON value does not fit a schema of the document.</summary>
    public IEnumerable<string> FaultsOf(JsonNode schema, JsonNode? value)
    {
        var text = schema.ToJsonString();
        if (!_schemas.TryGetValue(text, out var known))
        {
            var whole = Closed(schema).AsObject();
            whole["$defs"] = _definitions.DeepClone();
            _schemas[text] = known = JsonSchema.FromText(whole.ToJsonString());
        }

        var found = known.Evaluate(value, Strict);
        return found.IsValid
            ? []
            : found
                .Details.Where(d => d.HasErrors)
                .SelectMany(d => d.Errors!.Values, (d, error) => $"{d.InstanceLocation}: {error}")
                .Distinct()
                .Take(5);
    }

    public JsonNode? Resolved(JsonNode? node) =>
        node?["$ref"] is { } reference
            ? ((string)reference!).Split('/').Skip(1).Aggregate((JsonNode?)Root, (at, part) => at?[part])
            : node;

    private IEnumerable<string> HeaderFaults(JsonObject described, HttpResponseMessage answer)
    {
        var declared = described["headers"]?.AsObject() ?? [];
        var sent = answer
            .Headers.Concat(answer.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
        foreach (var (name, _) in sent)
            if (
                !OfTransport.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !declared.Any(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            )
                yield return $"the header {name} is not declared";
        foreach (var (name, header) in declared)
            if (Resolved(header)?["required"]?.GetValue<bool>() == true && !sent.ContainsKey(name))
                yield return $"the header {name} is declared as required and missing";
    }

    private static JsonNode Closed(JsonNode schema)
    {
        var copy = JsonNode.Parse(
            schema.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)
        )!;
        Close(copy);
        return copy;
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var entry in list)
                Close(entry);
        if (node is not JsonObject fields)
            return;
        foreach (var (_, value) in fields)
            Close(value);
        if (fields["properties"] is JsonObject && fields["type"] is not JsonObject)
            fields.TryAdd("additionalProperties", false);
    }
}
