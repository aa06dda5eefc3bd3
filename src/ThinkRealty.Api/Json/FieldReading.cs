using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Json;

/// <summary>Gives single fields the reading that their declaration asks for.</summary>
internal static class FieldReading
{
    public static void Prepare(JsonTypeInfo body)
    {
        foreach (var property in body.Properties)
            if (property.Attribute<ReferenceAttribute>() is { } reference)
                property.CustomConverter = new ReferenceConverter(reference.Longest);
            else if (property.Attribute<StudioIsZeroAttribute>() is not null)
                property.CustomConverter = new BedroomsConverter();
    }

    /// <summary>
    /// What an absent value of an optional field means where the field takes no null, as JSON (<c>false</c>); else null.
    /// </summary>
    public static string? DefaultOf(JsonPropertyInfo field)
    {
        var type = field.PropertyType;
        return
            field.IsRequired
            || !type.IsValueType
            || Nullable.GetUnderlyingType(type) is not null
            || PatchBodies.IsPatch(type)
            ? null
            : JsonSerializer.Serialize(Activator.CreateInstance(type), type, WireJson.Options);
    }

    /// <summary>What the property behind a field is marked with.</summary>
    public static T? Attribute<T>(this JsonPropertyInfo field)
        where T : Attribute => (field.AttributeProvider as MemberInfo)?.GetCustomAttribute<T>();
}
