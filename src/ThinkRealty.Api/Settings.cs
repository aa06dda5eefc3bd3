using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api;

/// <summary>A setting is wrong: one sentence with its key, its fault and what is allowed, and never its value.</summary>
public sealed class SettingException(string sentence) : Exception(sentence);

/// <summary>Reads settings as typed records, at once and strictly.</summary>
internal static class Settings
{
    /// <summary>The section as a record, with its defaults where nothing is set.</summary>
    /// <exception cref="SettingException">A key is unknown, or its value is not what the record allows.</exception>
    public static T Read<T>(this IConfiguration configuration, string section)
        where T : class, new()
    {
        var source = configuration.GetSection(section);
        var properties = typeof(T).GetProperties().Where(p => p.CanWrite).ToList();
        foreach (var child in source.GetChildren())
            Check(child, properties);

        var settings = source.Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
        foreach (var property in properties)
            Validate(settings, property, $"{section}:{property.Name}");
        return settings;
    }

    private static void Check(IConfigurationSection child, List<PropertyInfo> properties)
    {
        var property =
            properties.Find(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(
                $"{child.Path} is no setting; allowed here are {string.Join(", ", properties.Select(p => p.Name))}."
            );

        var type = Expected.Bare(property.PropertyType);
        var isScalar = type.IsValueType || type == typeof(string);
        if (isScalar && child.Value is { } text && !TypeDescriptor.GetConverter(type).IsValid(text))
            throw new SettingException($"{child.Path} cannot be read. {Allowed(type)}");
    }

    private static void Validate(object settings, PropertyInfo property, string key)
    {
        var faults = new List<ValidationResult>();
        var context = new ValidationContext(settings) { MemberName = property.Name, DisplayName = key };
        if (!Validator.TryValidateProperty(property.GetValue(settings), context, faults))
            throw new SettingException(faults[0].ErrorMessage!);
    }

    private static string Allowed(Type type) =>
        type.IsEnum ? $"One of these is expected: {string.Join(", ", Enum.GetNames(type))}."
        : type == typeof(TimeSpan) ? "A duration is expected, like 00:30:00 for half an hour."
        : Expected.For(type);
}
