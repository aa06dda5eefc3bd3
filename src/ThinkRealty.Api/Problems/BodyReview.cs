using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Finds everything in a readable JSON body that is not what the endpoint declares: missing, null, given twice or of the
/// wrong type. The reader stops at the first such place; a client wants to hear of all of them at once.
/// </summary>
internal sealed class BodyReview
{
    private const string GivenTwice = "This is given twice; send it once.";

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = WireJson.Options.MaxDepth };

    private readonly Dictionary<string, string[]> _complaints = [];
    private readonly Dictionary<string, JsonPropertyInfo?> _unreadable = [];

    /// <summary>The complaints by the path of their field.</summary>
    public IReadOnlyDictionary<string, string[]> Complaints => _complaints;

    /// <summary>The fields that are complained of; null for an element of a list and for the body itself.</summary>
    public IReadOnlyDictionary<string, JsonPropertyInfo?> Unreadable => _unreadable;

    /// <summary>Reads a body as a type.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static async Task<(BodyReview Review, JsonDocument Body)> OfAsync(
        Stream body,
        Type declared,
        CancellationToken cancellationToken
    )
    {
        body.Position = 0;
        var json = await JsonDocument.ParseAsync(body, Depth, cancellationToken);
        var review = new BodyReview();
        review.Check(json.RootElement, WireJson.Options.GetTypeInfo(declared), "", field: null);
        return (review, json);
    }

    /// <summary>The type whose fields or elements are read, behind <c>Nullable</c> and <c>Patch</c>.</summary>
    public static JsonTypeInfo Inner(Type type) =>
        PatchBodies.IsPatch(type)
            ? Inner(type.GetGenericArguments()[0])
            : WireJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    public static bool IsAbsent(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text && string.IsNullOrWhiteSpace(text));

    private void Check(JsonElement value, JsonTypeInfo type, string path, JsonPropertyInfo? field)
    {
        if (type.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            CheckFields(value, type, path);
        else if (type.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, element) in value.EnumerateArray().Index())
                if (!IsAbsent(element))
                    Check(element, Inner(type.ElementType!), $"{path}[{index}]", field: null);
        }
        else
            CheckValue(value, type, path, field);
    }

    private void CheckFields(JsonElement value, JsonTypeInfo type, string path)
    {
        var sent = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        var twice = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in value.EnumerateObject())
            if (NameOf(field) is { } name && !sent.TryAdd(name, field.Value))
                twice.Add(name);

        foreach (var field in type.Properties)
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (twice.Contains(field.Name))
                Complain(at, GivenTwice, field);
            else if (!sent.TryGetValue(field.Name, out var given))
            {
                if (field.IsRequired)
                    Complain(at, Expected.Required, field);
            }
            else if (!IsAbsent(given))
                Check(given, Inner(field.PropertyType), at, field);
            else if (!TakesNull(field) && FieldReading.DefaultOf(field) is null)
                Complain(at, field.IsRequired ? Expected.Required : Expected.For(field), field);
        }
    }

    private static bool TakesNull(JsonPropertyInfo field) =>
        PatchBodies.IsPatch(field.PropertyType)
            ? field.PropertyType.GetGenericArguments()[0] is var inner
                && (!inner.IsValueType || Nullable.GetUnderlyingType(inner) is not null)
            : field.AssociatedParameter?.IsNullable ?? field.IsSetNullable;

    private void CheckValue(JsonElement value, JsonTypeInfo type, string path, JsonPropertyInfo? field)
    {
        try
        {
            if (field?.CustomConverter is { } own)
                Read(own, value);
            else
                value.Deserialize(type);
        }
        catch (UnstorableTextException fault)
        {
            Complain(path, fault.Message, field);
        }
        catch (JsonException)
        {
            Complain(path, field is null ? Expected.For(type.Type) : Expected.For(field), field);
        }
    }

    private static void Read(JsonConverter converter, JsonElement value)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(value));
        reader.Read();
        switch (converter)
        {
            case BedroomsConverter bedrooms:
                bedrooms.Read(ref reader, typeof(int?), WireJson.Options);
                break;
            case ReferenceConverter: // takes anything
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(converter), converter, "A reading without a review.");
        }
    }

    // A name that cannot be read is the name of no field.
    private static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Complain(string path, string complaint, JsonPropertyInfo? field)
    {
        var name = path.Length == 0 ? "body" : path;
        _complaints[name] = [complaint];
        _unreadable[path] = field;
    }
}
