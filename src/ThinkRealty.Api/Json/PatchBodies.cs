using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Json;

/// <summary>
/// Lets a record with <see cref="Patch{T}"/> among its parameters be built first and filled afterwards: what is absent is
/// no complaint there, and OpenAPI does not stumble over the default of such a parameter, which has no JSON of its own.
/// </summary>
internal static class PatchBodies
{
    public static bool IsPatch(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Patch<>);

    public static void Prepare(JsonTypeInfo body)
    {
        if (body.Kind != JsonTypeInfoKind.Object || !body.Properties.Any(p => IsPatch(p.PropertyType)))
            return;
        if (body.Type.GetConstructors() is not [var constructor])
            return;

        var parameters = constructor.GetParameters();
        var absent = parameters
            .Select(p => p.HasDefaultValue && p.DefaultValue is { } given ? given : Nothing(p.ParameterType))
            .ToArray();
        body.CreateObject = () => constructor.Invoke(absent);

        var required = parameters.Where(p => !p.HasDefaultValue && !IsPatch(p.ParameterType)).Select(p => p.Name);
        foreach (var property in body.Properties)
            property.IsRequired = required.Contains(
                (property.AttributeProvider as System.Reflection.PropertyInfo)?.Name
            );
    }

    private static object? Nothing(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
