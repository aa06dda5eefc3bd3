using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>A test of the turn, one capture after another; each has the desk to itself and leaves nothing behind.</summary>
public abstract class TurnTest : SqlTest
{
    private NpgsqlTransaction _transaction = null!;

    /// <summary>The day for which leaves count.</summary>
    protected static DateOnly Today { get; } = new(2026, 1, 17);

    protected NpgsqlConnection Desk { get; private set; } = null!;

    [SetUp]
    public async Task Open()
    {
        Desk = await Database.Connect();
        _transaction = await Desk.BeginTransactionAsync();
    }

    [TearDown]
    public async Task Close()
    {
        // Whatever the test did would also have been accepted at a commit.
        await Desk.ExecuteAsync("set constraints all immediate");
        (await Desk.QueryAsync<Guid>("select given.miscounted()")).ShouldBeEmpty();
        await _transaction.DisposeAsync();
        await Desk.DisposeAsync();
    }

    /// <summary>An agent by the arguments of <c>given.agent</c>.</summary>
    protected Task<Guid> Agent(string arguments = "") =>
        Desk.ExecuteScalarAsync<Guid>($"select given.agent({arguments})");

    protected Task<int> Number(Guid agent) =>
        Desk.ExecuteScalarAsync<int>("select agent_no from agents where id = @agent", new { agent });

    /// <summary>Captures a lead; null: nobody was eligible.</summary>
    protected async Task<Given?> Capture(
        Wishes? wishes = null,
        Language? language = null,
        DateTime? moment = null,
        Guid? preferred = null,
        params Guid[] without
    )
    {
        var given = await Desk.QuerySingleAsync<Given>(
            """
            select agent, reason, explanation
              from given.capture(@type, @areas, @language, @today::date, @moment, @preferred, 'same_agent', @without)
            """,
            new
            {
                type = wishes?.PropertyType?.Spelled() ?? "",
                areas = wishes?.PreferredAreas.SelectMany(Areas.Spellings).ToArray() ?? [],
                language = language?.Spelled() ?? "",
                today = Today.ToString("O", CultureInfo.InvariantCulture),
                moment = moment ?? Noon,
                preferred,
                without,
            }
        );
        return given.Agent == Guid.Empty ? null : given;
    }

    protected Task CloseEveryLead() => Desk.ExecuteAsync("select given.every_lead_closed()");
}

/// <summary>What <c>pick_agent</c>, or the Domain's turn, answered.</summary>
public sealed class Given
{
    public Guid Agent { get; init; }
    public string Reason { get; init; } = "";
    public string Explanation { get; init; } = "{}";

    public string DecidedBy => Json.GetProperty("decided_by").GetString()!;

    public IReadOnlyList<int> Group =>
        [.. Json.GetProperty("group").EnumerateArray().Select(a => a.GetProperty("agent_no").GetInt32())];

    /// <summary>The same with what decided between them.</summary>
    public IReadOnlyList<string> Competitors =>
        [
            .. Json.GetProperty("group")
                .EnumerateArray()
                .Where(a => a.TryGetProperty("points", out _))
                .Select(a =>
                    $"{a.GetProperty("points").GetDecimal():0.####} {a.GetProperty("position").GetDecimal():0.######} {a.GetProperty("active_leads")}"
                ),
        ];

    public IReadOnlyList<string> Others => Rest("others", r => $"{r.GetProperty("points").GetDecimal():0.####} points");

    public IReadOnlyList<string> Excluded => Rest("excluded", r => r.GetProperty("reason").GetString()!);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Explanation);

    /// <summary>The short numbers in the lists of all who did not compete, or stood far behind.</summary>
    public IReadOnlyList<int> Listed =>
        [
            .. Json.GetProperty("others")
                .EnumerateArray()
                .Concat(Json.GetProperty("excluded").EnumerateArray())
                .SelectMany(Numbers),
        ];

    private IReadOnlyList<string> Rest(string list, Func<JsonElement, string> name) =>
        Json.TryGetProperty(list, out var rows) && rows.ValueKind == JsonValueKind.Array
            ?
            [
                .. rows.EnumerateArray()
                    .Select(r =>
                        $"{name(r)}: {r.GetProperty("count").GetInt32()} ({string.Join(' ', Numbers(r).Order())})"
                    ),
            ]
            : [];

    private static IEnumerable<int> Numbers(JsonElement row) =>
        row.GetProperty("agent_nos") is { ValueKind: JsonValueKind.Array } numbers
            ? numbers.EnumerateArray().Select(n => n.GetInt32())
            : [];
}
