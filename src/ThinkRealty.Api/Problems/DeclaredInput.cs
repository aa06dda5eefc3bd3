using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Compares path and query with what the endpoint declares, before anything is bound: an id that cannot be one is a 404, an
/// unknown, missing or unreadable query parameter a 422 that names it. What is declared is what OpenAPI shows.
/// </summary>
internal sealed class DeclaredInput(RequestDelegate next, IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly ConcurrentDictionary<Endpoint, IReadOnlyList<ApiParameterDescription>?> _declared = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint && _declared.GetOrAdd(endpoint, Declared) is { } parameters)
        {
            if (parameters.Any(p => p.Source == BindingSource.Path && !Fits(p, http.GetRouteValue(p.Name) as string)))
            {
                await ProblemWriter.WriteAsync(http, StandardProblems.Of(404));
                return;
            }

            http.Request.Query = WithoutBlanks(http.Request.Query);
            var complaints = Complaints(
                http.Request.Query,
                parameters.Where(p => p.Source == BindingSource.Query).ToList()
            );
            if (complaints.Count > 0)
            {
                await ProblemWriter.WriteAsync(http, StandardProblems.Invalid(complaints));
                return;
            }
        }

        await next(http);
    }

    private static Dictionary<string, string[]> Complaints(
        IQueryCollection query,
        List<ApiParameterDescription> declared
    )
    {
        var complaints = new Dictionary<string, string[]>();
        foreach (var parameter in declared)
        {
            if (!query.TryGetValue(parameter.Name, out var sent) || sent.Count == 0)
            {
                if (parameter.IsRequired)
                    complaints[parameter.Name] = [Expected.Required];
            }
            else if (sent.Any(value => value?.Length > StorableText.LongestInQuery))
                complaints[parameter.Name] = [StorableText.TooLongInQuery];
            else if (sent.Count > 1 && !Asked(parameter).IsArray)
                complaints[parameter.Name] = ["This may be given once."];
            else if (!sent.All(value => Fits(parameter, value)))
                complaints[parameter.Name] =
                [
                    IsTooLarge(parameter, sent) ? "This number is too large." : Expected.For(Element(Asked(parameter))),
                ];
        }

        var known = string.Join(", ", declared.Select(p => p.Name));
        foreach (
            var name in query.Keys.Where(k =>
                !declared.Exists(p => p.Name.Equals(k, StringComparison.OrdinalIgnoreCase))
            )
        )
            complaints[name] = [known.Length == 0 ? "No query parameter is known here." : $"Known here: {known}."];
        return complaints;
    }

    /// <summary>A blank value is none, as in a body (rules §3); the parameter itself still has to be known.</summary>
    private static IQueryCollection WithoutBlanks(IQueryCollection query) =>
        query.Any(q => q.Value.Any(string.IsNullOrWhiteSpace))
            ? new QueryCollection(
                query.ToDictionary(
                    q => q.Key,
                    q => new StringValues([.. q.Value.Where(v => !string.IsNullOrWhiteSpace(v))]),
                    StringComparer.OrdinalIgnoreCase
                )
            )
            : query;

    private static bool Fits(ApiParameterDescription parameter, string? text)
    {
        if (!StorableText.Accepts(text))
            return false;
        var type = Element(Asked(parameter));
        type = Nullable.GetUnderlyingType(type) ?? type;
        return text is null
            || !type.IsAssignableTo(typeof(IParsable<>).MakeGenericType(type))
            || (bool)Parses.MakeGenericMethod(type).Invoke(null, [text])!;
    }

    private static bool IsTooLarge(ApiParameterDescription parameter, StringValues sent) =>
        Expected.Bare(Element(Asked(parameter))) == typeof(int)
        && sent.All(text => BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));

    private static Type Asked(ApiParameterDescription parameter) =>
        parameter.ParameterDescriptor?.ParameterType ?? parameter.Type ?? typeof(string);

    private static Type Element(Type type) => type.GetElementType() ?? type;

    private static readonly MethodInfo Parses = ((Func<string, bool>)CanParse<int>).Method.GetGenericMethodDefinition();

    private static bool CanParse<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);

    private IReadOnlyList<ApiParameterDescription>? Declared(Endpoint endpoint)
    {
        var path = ((RouteEndpoint)endpoint).RoutePattern.RawText?.TrimStart('/');
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return descriptions
            .ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .FirstOrDefault(d => d.RelativePath == path && methods.Contains(d.HttpMethod ?? ""))
            ?.ParameterDescriptions.ToList();
    }
}
