using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Json;

/// <summary>The fields that a body of one type may have, by their names on the wire.</summary>
internal sealed class BodyForm
{
    private const int LongestLookedUp = 64;

    private static readonly ConcurrentDictionary<Type, BodyForm?> Known = new();

    private readonly FrozenDictionary<string, BodyField> _fields;

    private BodyForm(JsonTypeInfo type) =>
        _fields = type
            .Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null)
            .ToFrozenDictionary(p => p.Name, p => new BodyField(p), StringComparer.OrdinalIgnoreCase);

    /// <summary>The form of a type, of what it wraps, or of its elements; null where any JSON is accepted.</summary>
    public static BodyForm? Of(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>The field whose name the reader stands on; null if there is no such field.</summary>
    public BodyField? At(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestLookedUp)
            return null;
        Span<char> name = stackalloc char[LongestLookedUp];
        try
        {
            var length = reader.CopyString(name);
            return _fields.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var field)
                ? field
                : null;
        }
        catch (InvalidOperationException) // half a surrogate
        {
            return null;
        }
    }

    private static BodyForm? Read(Type type)
    {
        var bare = Expected.Bare(type);
        if (bare == typeof(object) || bare == typeof(JsonElement))
            return null;
        var described = WireJson.Options.GetTypeInfo(bare);
        return described.Kind switch
        {
            JsonTypeInfoKind.Object => new(described),
            JsonTypeInfoKind.Enumerable => Of(described.ElementType!),
            _ => null,
        };
    }
}

/// <summary>A field of a body.</summary>
internal sealed class BodyField(JsonPropertyInfo property)
{
    private readonly Lazy<BodyForm?> _inner = new(() => BodyForm.Of(property.PropertyType));

    /// <summary>As the API writes it.</summary>
    public string Name => property.Name;

    /// <summary>The form of the object or of the list's elements; null for a plain value.</summary>
    public BodyForm? Inner => _inner.Value;

    /// <summary>What a blank value and null are read as, JSON.</summary>
    public string Absent { get; } = FieldReading.DefaultOf(property) ?? "null";

    /// <summary>Characters that are kept of a reference; null for any other field.</summary>
    public int? ReferenceLength { get; } =
        property.Attribute<ReferenceAttribute>() is { } reference ? reference.Longest : null;
}
