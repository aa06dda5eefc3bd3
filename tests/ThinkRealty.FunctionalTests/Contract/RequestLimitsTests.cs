using System.Globalization;
using System.Text.Json.Nodes;

namespace ThinkRealty.FunctionalTests.Contract;

/// <summary>What the document says of a request body is what the endpoint demands, at both sides of each limit.</summary>
public sealed class RequestLimitsTests : ContractTest
{
    /// <summary>What a field needs beside it to be judged by itself.</summary>
    private static readonly Dictionary<string, (string Field, string Value)> Needs = new()
    {
        ["deal_value"] = ("status", "converted"),
        ["conversion_type"] = ("status", "converted"),
    };

    [Test]
    public async Task A_required_field_is_refused_when_it_is_missing_and_any_other_is_not()
    {
        var faults = new List<string>();
        foreach (var (operation, body) in Bodies())
        foreach (var place in Places(operation.Body!["schema"]!, body, ""))
        {
            if (body.Count == 1 && body.ContainsKey(place.Path) && !place.IsRequired)
                continue; // nothing would be left to do
            if (place.Path == "reason" && operation.Body!["schema"] is { } sent && TakesNotes(sent))
                continue; // it may come as notes, and the document cannot say that one of the two is needed
            var isComplainedOf = await IsComplainedOf(operation, body, place.Path, owner => owner.Remove(place.Name));

            if (isComplainedOf != place.IsRequired)
                faults.Add(
                    $"{operation}: {place.Path} is {(place.IsRequired ? "" : "not ")}required in the document and "
                        + $"{(isComplainedOf ? "" : "not ")}by the endpoint"
                );
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Test]
    public async Task A_value_at_a_limit_is_taken_and_one_beyond_it_is_refused()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (operation, body) in Bodies())
        foreach (var place in Places(operation.Body!["schema"]!, body, ""))
        foreach (var (value, fits) in AtTheLimits(place.Schema))
        {
            tried++;
            var isComplainedOf = await IsComplainedOf(
                operation,
                body,
                place.Path,
                owner =>
                {
                    owner[place.Name] = value?.DeepClone();
                    if (Needs.TryGetValue(place.Name, out var needed))
                        owner[needed.Field] = needed.Value;
                }
            );

            if (isComplainedOf == fits)
                faults.Add(
                    $"{operation}: {place.Path} = {Shown(value)} {(fits ? "fits" : "does not fit")} the document and is "
                        + $"{(isComplainedOf ? "refused" : "taken")}"
                );
        }

        tried.ShouldBeGreaterThan(60);
        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Test]
    public async Task A_query_parameter_is_taken_at_its_limits_and_refused_beyond_them()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var operation in Document.Operations.Where(o => o.Method == "get"))
        foreach (var parameter in operation.Parameters.Where(p => (string)p["in"]! == "query"))
        foreach (var (value, fits) in AtTheLimits(parameter["schema"]!.AsObject()))
        {
            if (value is null)
                continue;
            tried++;
            var name = (string)parameter["name"]!;
            var request = operation.Offered();
            var others = $"{request.RequestUri}"
                .Split('?')[1..]
                .SelectMany(q => q.Split('&'))
                .Where(q => !q.StartsWith($"{name}=", StringComparison.Ordinal));
            var query = string.Join('&', others.Append($"{name}={Uri.EscapeDataString($"{value}")}"));
            request.RequestUri = new($"{$"{request.RequestUri}".Split('?')[0]}?{query}", UriKind.Relative);

            var answer = await Admin.SendAsync(request);

            var isComplainedOf =
                (int)answer.StatusCode == 422 && (await Json(answer)).GetProperty("errors").TryGetProperty(name, out _);
            if (isComplainedOf == fits)
                faults.Add(
                    $"{operation}: {name}={value} {(fits ? "fits" : "does not fit")} the document and is answered {(int)answer.StatusCode}"
                );
        }

        tried.ShouldBeGreaterThan(60);
        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    /// <summary>Every operation with a body, fitted with the optional fields too.</summary>
    private IEnumerable<(DescribedOperation Operation, JsonObject Body)> Bodies() =>
        from operation in Document.Operations
        where operation.Body?["example"] is JsonObject && operation.Id != "sign_in"
        select (operation, operation.Body!["example"]!.DeepClone().AsObject());

    private sealed record Place(string Path, string Name, JsonObject Schema, bool IsRequired);

    // Where the example has an object, its fields count; where it has none, the object itself.
    private IEnumerable<Place> Places(JsonNode schema, JsonObject body, string at)
    {
        var resolved = Bare(schema);
        var required = resolved["required"]?.AsArray().Select(name => (string)name!).ToList() ?? [];
        foreach (var (name, field) in resolved["properties"]?.AsObject() ?? [])
        {
            var path = at.Length == 0 ? name : $"{at}.{name}";
            yield return new(path, name, field!.AsObject(), required.Contains(name));
            if (body[name] is JsonObject inner)
                foreach (var place in Places(field!, inner, path))
                    yield return place;
            if (body[name] is JsonArray { Count: > 0 } list && list[0] is JsonObject entry)
                foreach (var place in Places(Bare(field!)["items"]!, entry, $"{path}[0]"))
                    yield return place;
        }
    }

    private bool TakesNotes(JsonNode body) => Bare(body)["properties"]?["notes"] is not null;

    private JsonObject Bare(JsonNode schema)
    {
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { } choices)
            schema = choices.First(c => (c!["type"] as JsonValue)?.ToString() != "null")!;
        return Document.Resolved(schema)!.AsObject();
    }

    private IEnumerable<(JsonNode? Value, bool Fits)> AtTheLimits(JsonObject schema)
    {
        var bare = Bare(schema);
        if (bare["maxLength"]?.GetValue<int>() is { } longest)
        {
            yield return (new string('a', longest), true);
            yield return (new string('a', longest + 1), false);
        }

        if (bare["minLength"]?.GetValue<int>() is > 0 and var shortest)
            yield return (new string('a', shortest - 1), false);
        if (bare["maximum"]?.GetValue<decimal>() is { } most)
        {
            yield return (Number(most), true);
            yield return (Number(most + 1), false);
        }

        if (bare["minimum"]?.GetValue<decimal>() is { } least)
        {
            yield return (Number(least), true);
            yield return (Number(least - 1), false);
        }

        if (bare["exclusiveMinimum"]?.GetValue<decimal>() is { } above)
            yield return (Number(above), false);
        if (bare["maxItems"]?.GetValue<int>() is { } many && Entry(bare["items"]!) is { } entry)
        {
            yield return (new JsonArray([.. Enumerable.Range(0, many).Select(n => Entry(bare["items"]!, n))]), true);
            yield return (
                new JsonArray([.. Enumerable.Range(0, many + 1).Select(n => Entry(bare["items"]!, n))]),
                false
            );
        }

        if (bare["minItems"]?.GetValue<int>() is > 0)
            yield return (new JsonArray(), false);
        if (bare["enum"] is JsonArray)
            yield return ("something_else", false);
        if (bare["format"]?.ToString() is "date" or "date-time" or "uuid" or "email")
            yield return ("something else", false);
        if (schema["in"] is null && !AllowsNull(schema))
            yield return (null, false);
    }

    private JsonNode? Entry(JsonNode items, int number = 0)
    {
        var bare = Bare(items);
        return bare["enum"] is JsonArray spellings ? spellings[number % spellings.Count]!.DeepClone()
            : bare["properties"] is null && bare["format"] is null ? $"entry {number}"
            : null;
    }

    private bool AllowsNull(JsonObject schema) =>
        schema["oneOf"]?.AsArray().Any(c => c!["type"]?.ToString() == "null") == true
        || Document.Resolved(schema)!["type"] is JsonArray types && types.Any(t => t!.ToString() == "null");

    private static JsonNode Number(decimal number) =>
        JsonNode.Parse(number.ToString("0.##", CultureInfo.InvariantCulture))!;

    private async Task<bool> IsComplainedOf(
        DescribedOperation operation,
        JsonObject body,
        string path,
        Action<JsonObject> change
    )
    {
        var changed = body.DeepClone().AsObject();
        change(path.Split('.')[..^1].Aggregate(changed, Inner));
        var answer = await Admin.SendAsync(operation.Offered(changed));
        if ((int)answer.StatusCode != 422)
            return false;
        return (await Json(answer))
            .GetProperty("errors")
            .EnumerateObject()
            .Any(e => e.Name == path || e.Name.StartsWith($"{path}[", StringComparison.Ordinal));
    }

    private static JsonObject Inner(JsonObject at, string name) =>
        name.EndsWith("[0]", StringComparison.Ordinal) ? at[name[..^3]]![0]!.AsObject() : at[name]!.AsObject();

    private static string Shown(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "null";
        return text.Length > 60 ? $"{text[..60]}… ({text.Length})" : text;
    }
}
