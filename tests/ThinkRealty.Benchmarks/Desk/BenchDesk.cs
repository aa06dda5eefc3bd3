using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Desk;

/// <summary>A brokerage in a database: agents, an integration's key, a catalogue, and inquiries that nobody sent before.</summary>
internal sealed class BenchDesk(BenchDatabase database)
{
    /// <summary>
    /// Most captures between two closings of leads: 100 agents have 5,000 places, and an answer other than 201 fails the bench.
    /// </summary>
    public const int MostAtOnce = 4_500;

    private const string Key = "tr_bench_key_of_the_desk";

    private const string OpenDesk = """
        insert into api_keys (id, name, prefix, key_hash, scopes, created_at)
        values (gen_random_uuid(), 'Bench', 'tr_bench', $1, array['capture'], now());
        """;

    // Every fourth serves the same types and areas; all have 50 places.
    private const string Agents = """
        insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas,
                            is_active, max_active_leads, weight, created_at, updated_at)
        select gen_random_uuid(), 'Agent ' || n, 'agent' || n || '@example.com', '+97156' || lpad(n::text, 7, '0'),
               case n % 3 when 0 then array['english', 'arabic'] when 1 then array['english', 'hindi']
                          else array['arabic', 'french'] end,
               case n % 4 when 0 then array['apartment', 'studio'] when 1 then array['villa', 'townhouse']
                          when 2 then array['apartment', 'villa'] else array['commercial', 'apartment'] end,
               case n % 5 when 0 then array['Dubai Marina', 'Jumeirah Beach Residence']
                          when 1 then array['Downtown Dubai', 'Business Bay']
                          when 2 then array['Palm Jumeirah', 'Dubai Marina']
                          when 3 then array['Jumeirah Village Circle', 'Jumeirah Lake Towers']
                          else array['Dubai Hills Estate', 'Downtown Dubai'] end,
               true, 50, 1, now(), now()
          from generate_series(1, $1) as n
        """;

    private const string Catalogue = """
        insert into properties (id, title, area, property_type, bedrooms, price, purpose, is_active, created_at, updated_at)
        select gen_random_uuid(), 'Home ' || n,
               (array['Dubai Marina', 'Downtown Dubai', 'Business Bay', 'Palm Jumeirah', 'Jumeirah Village Circle'])[1 + n % 5],
               (array['apartment', 'villa', 'townhouse', 'studio'])[1 + n % 4], n % 5, 500000 + n * 6000, 'buy', true, now(), now()
          from generate_series(1, 1000) as n
        """;

    // By the moment of capture, because nothing else would find them quickly in the big table. Moves are locked, as by everybody
    // who takes the seats of several agents, and a thousand closed at a time: a job may be at work beside it. The seats, changed
    // thousands of times by then, are cleaned right away: in a desk's day these changes come one by one.
    private const string Close = """
        with moves as materialized (
          select pg_advisory_xact_lock(hashtextextended('moves between agents', 0))
        ), captured as materialized (
          select id from moves, leads where status = 'new' and created_at >= $1 limit 1000
        ), closed as (
          update leads l set status = 'lost', lost_reason = 'no_response', updated_at = now()
            from captured c where l.id = c.id
          returning 1
        )
        select count(*) from closed
        """;

    private DateTime _openSince = DateTime.UtcNow;
    private int _people;

    public async Task OpenAsync(int agents, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(OpenDesk, cancellationToken, SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        await database.ExecuteAsync(Agents, cancellationToken, agents);
        await database.ExecuteAsync(Catalogue, cancellationToken);
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }

    /// <summary>One question for the dashboard of each agent.</summary>
    public async Task<IReadOnlyList<byte[]>> DashboardRequestsAsync(
        string accessToken,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await database.TextsAsync("select id::text from agents order by agent_no", cancellationToken)).Select(
                id =>
                    Encoding.ASCII.GetBytes(
                        $"GET /api/v1/agents/{id}/dashboard HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {accessToken}\r\n\r\n"
                    )
            ),
        ];

    /// <summary>
    /// Makes as many updates of active leads as are asked for: a call, a follow-up at a moment that nobody has, and an interest.
    /// </summary>
    public async Task<Func<int, IReadOnlyList<byte[]>>> UpdatesAsync(
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        const string active =
            "select id::text from leads where is_active_lead(status, archived_at) order by md5(id::text)";
        var leads = await database.TextsAsync(active, cancellationToken);
        var homes = await database.TextsAsync("select id::text from properties", cancellationToken);
        var from = DateTimeOffset.UtcNow.AddDays(30);
        var n = 0;
        return count => [.. Enumerable.Range(0, count).Select(_ => Update(n++))];

        byte[] Update(int number)
        {
            var body = $$"""
                {"activity":{"type":"call","notes":"Wants to see it on Friday","outcome":"neutral","next_follow_up":"{{from.AddMinutes(
                    31L * number
                ):O}}"},"property_interests":[{"property_id":"{{homes[
                    number % homes.Count
                ]}}","interest_level":"high"}]}
                """;
            return Encoding.ASCII.GetBytes(
                $"PUT /api/v1/leads/{leads[number % leads.Count]}/update HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + $"Authorization: Bearer {accessToken}\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {body.Length}\r\n\r\n{body}"
            );
        }
    }

    /// <summary>Requests from people with phones of their own.</summary>
    public IReadOnlyList<byte[]> NewRequests(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Inquiry.Thousand[_people % Inquiry.Thousand.Count].ToRequest(NewPhone(), Key)),
        ];

    /// <summary>Closes all leads captured since the last time, so that their agents have room again.</summary>
    public async Task CloseLeadsAsync(CancellationToken cancellationToken)
    {
        while (await database.NumbersAsync(Close, cancellationToken, _openSince) is not [0]) { }
        await database.ExecuteAsync("vacuum agent_seats", cancellationToken);
        _openSince = DateTime.UtcNow;
    }

    /// <summary>Takes all leads and their traces away, as before the first capture.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        await database.ExecutePastTriggersAsync(
            """
            truncate leads, phone_claims, audit_log cascade;
            update agent_seats set active_leads = 0, position = 0, last_received_at = null
            """,
            cancellationToken
        );
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }

    private string NewPhone() => "+97150" + (++_people).ToString("D7", CultureInfo.InvariantCulture);
}
