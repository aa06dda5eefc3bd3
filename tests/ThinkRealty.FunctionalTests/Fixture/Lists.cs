using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>Reads the form in which every list answers.</summary>
internal static class Lists
{
    public static async Task<JsonElement> Page(this HttpClient by, string path)
    {
        var response = await by.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The ids of a page, which must be all that <c>total</c> counts.</summary>
    public static async Task<List<Guid>> Whole(this HttpClient by, string path, string id)
    {
        var page = await by.Page(path);
        var ids = page.Ids(id);
        page.GetProperty("total").GetInt64().ShouldBe(ids.Count, path);
        page.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null, path);
        return ids;
    }

    /// <summary>Every id, page by page, as long as there is a cursor.</summary>
    public static async Task<List<Guid>> Walk(
        this HttpClient by,
        string path,
        string id,
        int limit,
        Func<List<Guid>, Task>? between = null
    )
    {
        var (seen, cursor) = (new List<Guid>(), "");
        while (true)
        {
            var page = await by.Page($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}{cursor}");
            var ids = page.Ids(id);
            seen.AddRange(ids);
            seen.Count.ShouldBeLessThan(500, "the walk does not end");
            if (page.GetProperty("next_cursor").GetString() is not { } next)
                return seen;
            ids.Count.ShouldBe(limit);
            cursor = $"&cursor={next}";
            if (between is not null)
                await between(ids);
        }
    }

    public static List<Guid> Ids(this JsonElement page, string id) =>
        [.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty(id).GetGuid())];
}
