using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.LeadHistory;

/// <summary>A test of what is known of one lead's life; what happened to it is written past the program.</summary>
public abstract class LeadHistoryTest : StaffedDeskTest
{
    protected static string Path(Guid lead, string what) => $"/api/v1/leads/{lead}/{what}";

    protected async Task<JsonElement> Shown(string path, HttpClient? by = null)
    {
        var response = await (by ?? Supervisor).GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await Json(response);
    }

    protected async Task<List<JsonElement>> Data(string path, HttpClient? by = null) =>
        [.. (await Shown(path, by)).GetProperty("data").EnumerateArray()];

    /// <summary>Every row, page by page, as long as there is a cursor.</summary>
    protected async Task<List<JsonElement>> Walk(string path, int limit)
    {
        var (seen, cursor) = (new List<JsonElement>(), "");
        while (true)
        {
            var page = await Shown($"{path}?limit={limit}{cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray());
            if (page.GetProperty("next_cursor").GetString() is not { } next)
                return seen;
            page.GetProperty("data").GetArrayLength().ShouldBe(limit);
            cursor = $"&cursor={next}";
        }
    }

    /// <summary>Something that happened so many minutes after noon; a note where it has words only.</summary>
    protected async Task<Guid> GivenActivity(
        Guid lead,
        string type,
        int minute,
        string? notes = null,
        Guid? revises = null,
        Guid? by = null
    )
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into lead_activities (id, lead_id, type, direction, is_automated, notes, occurred_at, recorded_at, recorded_by, revises)
            values (@id, @lead, @type, 'outbound', false, @notes, @at, @at, @by, @revises)
            """,
            new
            {
                id,
                lead,
                type,
                notes,
                at = Minute(minute),
                by,
                revises,
            }
        );
        return id;
    }

    protected DateTime Minute(int minute) => Clock.Now.UtcDateTime.AddMinutes(minute);

    protected static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();

    protected static bool IsNull(JsonElement row, string field) =>
        row.GetProperty(field).ValueKind == JsonValueKind.Null;
}
