using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Problems;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Every refusal that the Domain and the use cases have by name, in the words in which a client gets it. They are made by
/// their own factories, so that an example never says anything else than the program.
/// </summary>
internal static class KnownRefusals
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly Lazy<FrozenDictionary<string, DomainError>> Catalogue = new(() =>
        All().GroupBy(error => error.Slug).ToFrozenDictionary(same => same.Key, same => same.First())
    );

    /// <summary>All of them; several may share a slug.</summary>
    public static IEnumerable<DomainError> All() =>
        from type in new[] { typeof(DomainError).Assembly, typeof(Patch<>).Assembly }.SelectMany(a => a.GetTypes())
        where type.Name.EndsWith("Errors", StringComparison.Ordinal)
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let error = Made(member)
        where error is not null
        select error;

    /// <summary>A whole problem, as it may be answered.</summary>
    public static JsonObject Example(int status, string slug)
    {
        var known = Catalogue.Value.GetValueOrDefault(slug);
        var problem = known is null ? StandardProblems.Of(status) : StandardProblems.Of(known);
        (problem.Type, problem.Status, problem.Instance) = (slug, status, "/api/v1/leads");
        problem.Extensions["trace_id"] = TraceId;
        if (slug == "validation_error")
            problem.Extensions["errors"] = new Dictionary<string, string[]> { ["limit"] = ["1 to 100."] };
        return JsonSerializer.SerializeToNode<ProblemDetails>(problem, WireJson.Options)!.AsObject();
    }

    private static DomainError? Made(MemberInfo member)
    {
        var made = member switch
        {
            PropertyInfo { CanRead: true } property when IsError(property.PropertyType) => property.GetValue(null),
            MethodInfo { IsSpecialName: false } method when IsError(method.ReturnType) => method.Invoke(
                null,
                [.. method.GetParameters().Select(p => SampleOf(p.ParameterType))]
            ),
            _ => null,
        };
        return made as DomainError ?? (made as DomainException)?.Error;
    }

    private static bool IsError(Type type) => type == typeof(DomainError) || type == typeof(DomainException);

    /// <summary>Something that fits a parameter: an id, a moment, a word, or an object made of such.</summary>
    private static object? SampleOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return "text";
        if (type == typeof(Guid))
            return ExampleValues.Id("lead_id");
        if (type == typeof(DateTimeOffset))
            return ExampleValues.Moment;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(30);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive || type == typeof(decimal) || type == typeof(DateOnly))
            return Activator.CreateInstance(type);
        if (type.IsArray || type.IsInterface)
            return Array.CreateInstance(type.GetElementType() ?? type.GetGenericArguments()[0], 0);
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length);
        return constructor?.Invoke([.. constructor.GetParameters().Select(p => SampleOf(p.ParameterType))]);
    }
}
