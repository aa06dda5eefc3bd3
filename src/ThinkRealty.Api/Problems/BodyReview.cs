using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Finds everything in a readable JSON body that is not what the endpoint declares: missing, null or of the wrong type. The
/// reader stops at the first such place; a client wants to hear of all of them at once.
/// </summary>
internal sealed class BodyReview
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = WireJson.Options.MaxDepth };

    private readonly Dictionary<string, string[]> _complaints = [];

    /// <summary>The complaints by the path of their field; at least one.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static async Task<IReadOnlyDictionary<string, string[]>> OfAsync(HttpContext http, Endpoint? endpoint)
    {
        var review = new BodyReview();
        var declared = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        if (declared is not null && http.Request.Body.CanSeek)
        {
            http.Request.Body.Position = 0;
            using var body = await JsonDocument.ParseAsync(http.Request.Body, Depth, http.RequestAborted);
            review.Check(body.RootElement, WireJson.Options.GetTypeInfo(declared), "");
        }

        if (review._complaints.Count == 0)
            review.Complain("", "The body is not what this endpoint expects.");
        return review._complaints;
    }

    private void Check(JsonElement value, JsonTypeInfo type, string path)
    {
        if (type.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            CheckFields(value, type, path);
        else if (type.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
            foreach (var (index, element) in value.EnumerateArray().Index())
                Check(element, WireJson.Options.GetTypeInfo(type.ElementType!), $"{path}[{index}]");
        else
            CheckValue(value, type, path);
    }

    private void CheckFields(JsonElement value, JsonTypeInfo type, string path)
    {
        var sent = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in value.EnumerateObject())
            sent[field.Name] = field.Value;

        foreach (var field in type.Properties)
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (!sent.TryGetValue(field.Name, out var given))
            {
                if (field.IsRequired)
                    Complain(at, Expected.Required);
            }
            else if (given.ValueKind != JsonValueKind.Null)
                Check(given, WireJson.Options.GetTypeInfo(field.PropertyType), at);
            else if (!(field.AssociatedParameter?.IsNullable ?? field.IsSetNullable))
                Complain(at, Expected.For(field.PropertyType));
        }
    }

    private void CheckValue(JsonElement value, JsonTypeInfo type, string path)
    {
        try
        {
            value.Deserialize(type);
        }
        catch (UnstorableTextException fault)
        {
            Complain(path, fault.Message);
        }
        catch (JsonException)
        {
            Complain(path, Expected.For(type.Type));
        }
    }

    private void Complain(string path, string complaint) => _complaints[path.Length == 0 ? "body" : path] = [complaint];
}
