using Microsoft.AspNetCore.Antiforgery;
using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.JobsPage;

/// <summary>One look at one of the pages.</summary>
/// <param name="Say">The reader's language.</param>
/// <param name="Here">The page's own path.</param>
public sealed record Visit(Phrases Say, string Here)
{
    /// <summary>The reader; null before signing in.</summary>
    public string? Reader { get; init; }

    /// <summary>The hidden field that every form of the page carries; null where it has none.</summary>
    public FormToken? Token { get; init; }

    internal static Visit Of(HttpContext http)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        return new(new(Languages.Of(http.Request), clock.Now(), DateTimeOffset.UtcNow), http.Request.Path);
    }

    /// <summary>The same, on a page with forms.</summary>
    internal Visit WithForms(HttpContext http)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return this with { Token = new(tokens.FormFieldName, tokens.RequestToken!) };
    }
}

/// <summary>What shows that a form is ours.</summary>
public sealed record FormToken(string Field, string Value);
