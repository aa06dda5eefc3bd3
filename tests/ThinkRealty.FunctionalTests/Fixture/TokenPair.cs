using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>The pair of tokens.</summary>
public sealed record TokenPair(string AccessToken, string RefreshToken, JsonElement Whole)
{
    public static async Task<TokenPair> Of(HttpResponseMessage response)
    {
        var whole = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new(
            whole.GetProperty("access_token").GetString()!,
            whole.GetProperty("refresh_token").GetString()!,
            whole
        );
    }
}
