using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ThinkRealty.Application.Properties;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Suggestions;

/// <summary>
/// Asks the configured service over HTTP within its time-out, behind a circuit breaker: a capture never fails, and hardly
/// waits, because of it. The answer is <c>{"property_ids": ["…"]}</c>.
/// </summary>
internal sealed class PropertyService : IPropertyService, IDisposable
{
    private const int Most = 5;

    private readonly PropertyServiceSettings _settings;
    private readonly ILogger<PropertyService> _log;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
    );
    private readonly ResiliencePipeline _guard;

    public PropertyService(PropertyServiceSettings settings, ILogger<PropertyService> log)
    {
        (_settings, _log) = (settings, log);
        if (settings.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _guard = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = 4,
                    SamplingDuration = TimeSpan.FromSeconds(10),
                    BreakDuration = TimeSpan.FromSeconds(settings.RestSeconds),
                    ShouldHandle = new PredicateBuilder()
                        .Handle<HttpRequestException>()
                        .Handle<TimeoutRejectedException>()
                        .Handle<JsonException>(),
                }
            )
            .AddTimeout(TimeSpan.FromMilliseconds(settings.TimeoutMilliseconds))
            .Build();
    }

    public bool IsConfigured => _settings.Url is not null;

    public async Task<IReadOnlyList<Guid>?> SuggestAsync(Wishes wishes, CancellationToken cancellationToken)
    {
        try
        {
            return await _guard.ExecuteAsync(token => AskAsync(wishes, token), cancellationToken);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or JsonException
            )
        {
            _log.LogWarning("The property service gave no suggestions: {Reason}", failure.Message);
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<IReadOnlyList<Guid>> AskAsync(Wishes wishes, CancellationToken cancellationToken)
    {
        var question = new
        {
            property_type = wishes.PropertyType?.Spelled(),
            areas = wishes.PreferredAreas,
            budget_min = wishes.BudgetMin,
            budget_max = wishes.BudgetMax,
            purpose = wishes.Purpose.Spelled(),
            limit = Most,
        };
        using var response = await _http.PostAsJsonAsync(_settings.Url, question, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("property_ids", out var ids))
            throw new JsonException("An answer without property_ids.");
        return [.. (ids.Deserialize<List<Guid>>() ?? []).Take(Most)];
    }
}
