using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>The user in whose name a bench looks and changes.</summary>
internal static class BenchAdmin
{
    private const string Email = "bench@example.com";
    private const string Password = "a password for the bench";

    /// <summary>What a program needs to know that user.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["Bootstrap__AdminEmail"] = Email,
            ["Bootstrap__AdminPassword"] = Password,
            ["Access__AccessTokenMinutes"] = "1440",
        };

    /// <summary>A token that outlives the bench.</summary>
    public static async Task<string> SignInAsync(ApiUnderLoad api, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{api.Port}") };
        var signIn = new { email = Email, password = Password };
        var answer = await http.PostAsJsonAsync("/api/v1/auth/token", signIn, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return tokens.GetProperty("access_token").GetString()!;
    }
}
