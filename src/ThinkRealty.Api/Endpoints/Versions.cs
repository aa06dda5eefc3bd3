using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.Net.Http.Headers;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The version of a resource as <c>ETag</c> and <c>If-Match</c> carry it.</summary>
internal static class Versions
{
    public static void ShowVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = $"\"{Written(version)}\"";

    /// <summary>
    /// The versions that the caller accepts; null where it did not say, or takes any. A tag that we did not give is a
    /// version that is never the present one.
    /// </summary>
    /// <exception cref="ValidationException">The header is not a list of entity tags.</exception>
    public static SeenVersions? SeenVersion(this HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var sent))
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList([.. sent.OfType<string>()], out var tags) || tags.Count == 0)
            throw new ValidationException([
                new ValidationFailure(
                    HeaderNames.IfMatch,
                    "Send the ETag as you were given it, in its quotation marks; several are separated by commas."
                ),
            ]);
        if (tags.Contains(EntityTagHeaderValue.Any))
            return null;
        return new([.. tags.Select(VersionIn).OfType<uint>()]);
    }

    private static uint? VersionIn(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        return
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && text.SequenceEqual(Written(version))
            ? version
            : null;
    }

    private static string Written(long version) => version.ToString(CultureInfo.InvariantCulture);
}
