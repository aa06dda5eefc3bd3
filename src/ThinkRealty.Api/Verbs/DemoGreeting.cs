using System.Data.Common;
using Dapper;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Access;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.Api.Verbs;

/// <summary>
/// In Development with sample data: who to sign in as, and a capture to paste, from a phone nobody has called from yet,
/// so that it works after every start.
/// </summary>
internal sealed class DemoGreeting(DbDataSource db, CallerDirectory callers, IHostEnvironment environment) : IGreets
{
    public async Task<IReadOnlyList<GreetingLine>> LinesAsync(string address, CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment())
            return [];

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var emails = await connection.QueryAsync<string>(
            new(
                "select email from users where email = any(@Emails) and is_active",
                new { Emails = DemoAccess.Accounts.Select(account => account.Email).ToArray() },
                cancellationToken: cancellationToken
            )
        );
        List<GreetingLine> lines =
        [
            .. DemoAccess
                .Accounts.IntersectBy(emails, account => account.Email)
                .Select(who => new GreetingLine(who.Role.ToString(), $"{who.Email}  {DemoAccess.Password}")),
        ];
        if (await callers.OfKeyAsync(ApiKey.Demo, address: null, cancellationToken) is not null)
        {
            var ask = new CommandDefinition($"{FreePhones.Sql} limit 1", cancellationToken: cancellationToken);
            var capture = Capture(address, (await connection.ExecuteScalarAsync<string>(ask))!);
            lines.AddRange([new("Demo key", ApiKey.Demo), new("", ""), new("", capture)]);
        }

        return lines;
    }

    // Pasted as it stands: the quotes keep the lines of the body together.
    private static string Capture(string address, string phone) =>
        $$"""
            curl -i {{address}}/api/v1/leads/capture \
              -H '{{CallerAuthentication.ApiKeyHeader}}: {{ApiKey.Demo}}' \
              -H 'Content-Type: application/json' \
              -d '{
                "source_type": "bayut",
                "lead_data": {
                  "first_name": "Ahmed", "last_name": "Al Mansouri", "email": "ahmed@email.com", "phone": "{{phone}}",
                  "nationality": "UAE", "language_preference": "arabic", "budget_min": 800000, "budget_max": 1500000,
                  "property_type": "apartment", "preferred_areas": ["Downtown Dubai", "Marina", "JBR"]
                },
                "source_details": { "campaign_id": "spring_campaign_2024", "utm_source": "google_ads" }
              }'
            """;
}
