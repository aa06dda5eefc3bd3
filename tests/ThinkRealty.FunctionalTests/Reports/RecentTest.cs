using System.Globalization;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>
/// A test of the reports on the last days. Leads are made past the API, through the schema's own guards; today is 17 January
/// 2026 in Dubai.
/// </summary>
public abstract class RecentTest : ReportsTest
{
    protected static readonly DateTimeOffset Yesterday = new(2026, 1, 16, 8, 0, 0, TimeSpan.Zero);

    [OneTimeSetUp]
    public async Task BringGivenRows()
    {
        await using var file = typeof(SqlTest).Assembly.GetManifestResourceStream("Given.sql")!;
        using var text = new StreamReader(file);
        await Database.Execute(await text.ReadToEndAsync());
    }

    /// <summary>A lead that came at that moment; everything else about it happened in the same one.</summary>
    protected async Task<Guid> GivenLead(
        Guid? agent = null,
        string status = "new",
        DateTimeOffset? at = null,
        string source = "bayut",
        int score = 60,
        string priority = "medium",
        double? contactAfterHours = null
    )
    {
        var lead = await Scalar<Guid>(
            "select given.lead(agent => @agent, status => @status, at => @at)",
            new
            {
                agent,
                status,
                at = (at ?? Yesterday).UtcDateTime,
            }
        );
        await Database.Execute(
            """
            update leads set source_type = @source, raw_score = @score, lead_score = @score, priority = @priority,
                             first_contact_at = created_at + make_interval(secs => 3600 * @contactAfterHours::double precision)
             where id = @lead
            """,
            new
            {
                lead,
                source,
                score,
                priority,
                contactAfterHours,
            }
        );
        return lead;
    }

    /// <summary>One more step of a lead, by the hand of a supervisor, so many hours after the one before.</summary>
    protected Task Moves(Guid lead, string status, double afterHours) =>
        Database.Execute(
            """
            update leads set status = @status, status_changed_by = id, status_forced = true, status_reason = 'a test',
                             status_changed_at = status_changed_at + make_interval(secs => 3600 * @afterHours::double precision)
             where id = @lead
            """,
            new
            {
                lead,
                status,
                afterHours,
            }
        );

    protected Task GivenActivity(Guid lead, DateTimeOffset at, string type = "call", bool automated = false) =>
        Database.Execute(
            """
            insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at)
            values (gen_random_uuid(), @lead, @type, 'outbound', @automated, @at, @at)
            """,
            new
            {
                lead,
                type,
                automated,
                at = at.UtcDateTime,
            }
        );

    /// <summary>The rows of a report, each as the values of these columns with a stroke between.</summary>
    protected async Task<IReadOnlyList<string>> RowsOf(string pathAndQuery, params string[] columns) =>
        [
            .. (await Report(pathAndQuery))
                .GetProperty("data")
                .EnumerateArray()
                .Select(row => string.Join(" | ", columns.Select(column => Shown(row.GetProperty(column))))),
        ];

    protected static long Number(JsonElement answer, string field) => answer.GetProperty(field).GetInt64();

    protected static Dictionary<string, decimal> Map(JsonElement answer, string field) =>
        answer.GetProperty(field).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDecimal());

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal().ToString("0.####", CultureInfo.InvariantCulture)
            : value.ToString();
}
