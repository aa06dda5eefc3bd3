using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.Net.Http.Headers;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The version of a resource as <c>ETag</c> and <c>If-Match</c> carry it.</summary>
internal static class Versions
{
    public static void ShowVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version that the caller looked at; null where it did not say, or takes any.</summary>
    public static uint? SeenVersion(this HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderNames.IfMatch, out var sent) || sent == "*")
            return null;
        if (
            uint.TryParse(
                sent.ToString().Trim().Trim('"'),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version
            )
        )
            return version;
        throw new ValidationException([
            new ValidationFailure(HeaderNames.IfMatch, "Send the ETag as you were given it."),
        ]);
    }
}
