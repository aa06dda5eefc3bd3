using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>An export is sent while it is read: however much it is, it takes no memory, and it does not outlive its reader.</summary>
public sealed class ExportOfManyTests : StaffedDeskTest
{
    private const int Leads = 50_000;
    private const string TheFirstFew = "&date_to=2001-01-01";

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(WithAdmin)
        {
            ["Limits:Exports"] = "1",
            ["Database:CommandSeconds"] = "1",
            ["Database:IdleInTransactionSeconds"] = "10",
            ["Database:UnreachableSeconds"] = "5",
        };

    [OneTimeSetUp]
    public Task GivenMany() =>
        Database.Execute(
            """
            set session_replication_role = replica;
            insert into leads (id, source_type, status_changed_at, first_name, phone, purpose, priority, preferred_areas, tags,
                               rule_set, rule_set_version, score_breakdown, raw_score, lead_score, message, silence_since,
                               created_at, updated_at)
            select gen_random_uuid(), 'bayut', at, 'Fatima', '+97152' || lpad(n::text, 7, '0'), 'buy', 'medium', '{Dubai Marina}', '{}',
                   'thinkrealty', 1, '[]', 60, 60, words, at, at, at
              from generate_series(1, @Leads) n
              cross join lateral (select timestamptz '2001-01-01 12:00Z' + n / 500 * interval '1 day' as at,
                                         string_agg(md5(n || ' ' || k), ' ') as words
                                    from generate_series(1, 20) k) said;
            reset session_replication_role
            """,
            new { Leads }
        );

    [TestCase("dataset=leads", 50_000_000)]
    [TestCase("dataset=leads&format=csv", 40_000_000)]
    [TestCase("dataset=all&format=csv", 15_000_000)]
    public async Task Memory_does_not_grow_with_the_rows(string query, int atLeast)
    {
        await using (var warm = await Begun(query + TheFirstFew))
            await warm.CopyToAsync(Stream.Null);
        await using var body = await Begun(query);

        var piece = new byte[64 * 1024];
        var (sent, inspected, first, most) = (0L, 0L, default(long?), 0L);
        while (await body.ReadAsync(piece) is var read and > 0)
        {
            sent += read;
            if (sent - inspected < atLeast / 20)
                continue;
            inspected = sent;
            var held = GC.GetTotalMemory(forceFullCollection: true);
            first ??= held;
            most = Math.Max(most, held);
        }

        sent.ShouldBeGreaterThan(atLeast);
        (most - first!.Value).ShouldBeLessThan(4_000_000);
    }

    [Test]
    public async Task Every_row_comes_once()
    {
        await using var body = await Begun("dataset=leads");

        var leads = (await JsonDocument.ParseAsync(body)).RootElement.GetProperty("data").EnumerateArray();

        leads.Select(lead => lead.GetProperty("lead_id").GetGuid()).ToHashSet().Count.ShouldBe(Leads);
    }

    [TestCase("dataset=leads"), TestCase("dataset=leads&format=csv"), TestCase("dataset=all&format=csv")]
    public async Task A_reader_who_hangs_up_ends_the_query_and_makes_room(string query)
    {
        await using var body = await Begun(query);
        await Eventually(async () => await Exporting() == 1, "the query waits for its reader");
        await ShouldBeProblem(await Supervisor.GetAsync(Path(query)), 429, "rate_limited");

        await body.DisposeAsync();

        await Eventually(async () => await Exporting() == 0, "the query has ended");
        await Eventually(
            async () => (await Supervisor.GetAsync(Path("dataset=agents"))).StatusCode == HttpStatusCode.OK,
            "there is room"
        );
    }

    [TestCase("dataset=leads"), TestCase("dataset=leads&format=csv"), TestCase("dataset=all&format=csv")]
    public async Task An_export_that_breaks_off_cannot_be_taken_for_a_whole_one(string query)
    {
        await using var body = await Begun(query);
        await Eventually(async () => await Exporting() == 1, "the query waits for its reader");

        await Database.Execute($"select pg_terminate_backend(pid) {OfExports}");

        await Should.ThrowAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    [TestCase("dataset=leads"), TestCase("dataset=all&format=csv")]
    public async Task An_export_waits_for_a_reader_that_rests_for_longer_than_a_node_may(string query)
    {
        await using var body = await Begun(query);
        await Eventually(async () => await Exporting() == 1, "the query waits for its reader");
        var since = Stopwatch.StartNew();
        await Eventually(() => Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(14)), "the reader rests");

        await body.CopyToAsync(Stream.Null); // whole, or it throws

        (await Exporting()).ShouldBe(0);
    }

    [Test]
    public async Task What_is_changed_meanwhile_is_not_in_it()
    {
        await using var body = await Begun("dataset=all");
        await Eventually(async () => await Exporting() == 1, "the query waits for its reader");
        await GivenAgent();

        var text = await new StreamReader(body).ReadToEndAsync();

        text.ShouldEndWith(
            """
            "agents":[],"properties":[],"sales":[]}
            """
        );
    }

    private const string OfExports = """
        from pg_stat_activity
         where datname = current_database() and application_name = 'thinkrealty reports' and state = 'active' and query like 'select l.id as lead_id%'
        """;

    private Task<long> Exporting() => Scalar<long>($"select count(*) {OfExports}");

    private static string Path(string query) => $"/api/v1/analytics/export?{query}";

    /// <summary>An answer of which only the beginning has been read.</summary>
    private async Task<Stream> Begun(string query)
    {
        var response = await Supervisor.GetAsync(Path(query), HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStreamAsync();
    }
}
