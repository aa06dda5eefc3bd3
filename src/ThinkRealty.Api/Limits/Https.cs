using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ThinkRealty.Api.Limits;

/// <summary>What browsers are told about HTTPS; section <c>Https</c>.</summary>
internal sealed record HttpsSettings
{
    /// <summary>
    /// Days for which a browser that came over HTTPS comes over nothing else (<c>Strict-Transport-Security</c>); 0: it is
    /// not told to. HTTPS is our own port, or a known proxy that says so.
    /// </summary>
    [Range(0, 730)]
    public int HstsDays { get; init; } = 30;

    /// <summary>Whether that holds for every domain below this one too.</summary>
    public bool HstsSubdomains { get; init; }
}

/// <summary>Who is told to come over HTTPS only.</summary>
internal sealed class Hsts(HttpsSettings settings, IHostEnvironment environment)
{
    private readonly string? _header =
        environment.IsDevelopment() || settings.HstsDays == 0
            ? null
            : $"max-age={(settings.HstsDays * 86_400).ToString(CultureInfo.InvariantCulture)}"
                + (settings.HstsSubdomains ? "; includeSubDomains" : "");

    /// <summary>The header for this request; null over plain HTTP, on this machine's own names and in Development.</summary>
    public string? For(HttpRequest request) => request.IsHttps && !IsThisMachine(request.Host.Host) ? _header : null;

    // The browser would refuse every other program on this machine too.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]";
}
