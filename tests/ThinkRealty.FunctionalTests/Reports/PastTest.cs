using System.Globalization;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>A lead as it is now, with the moments that reports look at; how it came there is left out.</summary>
public sealed record PastLead
{
    public DateTimeOffset At { get; init; } = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);
    public Guid? Agent { get; init; }
    public string Source { get; init; } = "bayut";
    public string Status { get; init; } = "new";
    public string? PropertyType { get; init; } = "apartment";
    public string? Nationality { get; init; } = "UAE";
    public string Purpose { get; init; } = "buy";
    public decimal? BudgetMax { get; init; } = 1_500_000;
    public string? LostReason { get; init; }
    public int Score { get; init; } = 60;
    public double? ContactAfterHours { get; init; }
    public DateTimeOffset? ConvertedAt { get; init; }
    public decimal? DealValue { get; init; }
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Outbound calls, so many hours after it came, and their outcome.</summary>
    public IReadOnlyList<(double Hours, string Outcome)> Calls { get; init; } = [];

    public static PastLead Converted { get; } =
        new() { Status = "converted", ConvertedAt = new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero) };
}

/// <summary>A test of what reports make of leads whose past is put into the database as it is.</summary>
public abstract class PastTest : ReportsTest
{
    /// <summary>Past the schema's guards, and marked by hand, because without triggers nothing else does.</summary>
    protected async Task Given(params PastLead[] leads)
    {
        foreach (var lead in leads)
            await Database.Execute(
                """
                set session_replication_role = replica;
                insert into leads (id, source_type, status, status_changed_at, lost_reason, deal_value, phone, nationality, purpose,
                                   priority, budget_max, property_type, preferred_areas, tags, rule_set, rule_set_version,
                                   score_breakdown, raw_score, lead_score, assigned_agent_id, first_contact_at, silence_since,
                                   archived_at, created_at, updated_at)
                values (@Id, @Source, @Status, @At, @LostReason, @DealValue, '+971501234567', @Nationality, @Purpose, 'medium',
                        @BudgetMax, @PropertyType, '{}', '{}', 'thinkrealty', 1, '[]', @Score, @Score, @Agent, @Contact, @At,
                        @ArchivedAt, @At, @At);
                insert into lead_conversion_history (lead_id, status_to, changed_at, forced)
                select @Id, 'converted', @ConvertedAt, false where @ConvertedAt::timestamptz is not null;
                insert into lead_activities (id, lead_id, type, outcome, direction, is_automated, occurred_at, recorded_at)
                select gen_random_uuid(), @Id, 'call', outcome, 'outbound', false, at, at from unnest(@Times, @Outcomes) c (at, outcome);
                insert into reporting.pending (lead_id) values (@Id);
                reset session_replication_role
                """,
                new
                {
                    Id = Guid.CreateVersion7(),
                    lead.Source,
                    lead.Status,
                    At = lead.At.UtcDateTime,
                    lead.LostReason,
                    lead.DealValue,
                    lead.Nationality,
                    lead.Purpose,
                    lead.BudgetMax,
                    lead.PropertyType,
                    lead.Score,
                    lead.Agent,
                    Contact = lead.ContactAfterHours is { } hours
                        ? lead.At.AddHours(hours).UtcDateTime
                        : (DateTime?)null,
                    ConvertedAt = lead.ConvertedAt?.UtcDateTime,
                    ArchivedAt = lead.ArchivedAt?.UtcDateTime,
                    Times = lead.Calls.Select(c => lead.At.AddHours(c.Hours).UtcDateTime).ToArray(),
                    Outcomes = lead.Calls.Select(c => c.Outcome).ToArray(),
                }
            );
    }

    /// <summary>An agent with so many active leads.</summary>
    protected async Task<Guid> GivenBusyAgent(int active, int max = 50, bool isActive = true, string[]? types = null)
    {
        var agent = await GivenAgent(types, max: max, active: isActive);
        await Database.Execute(
            """
            set session_replication_role = replica;
            update agent_seats set active_leads = @active where agent_id = @agent;
            reset session_replication_role
            """,
            new { agent, active }
        );
        return agent;
    }

    /// <summary>The rows of a report, each as the values of these columns with a stroke between.</summary>
    protected async Task<IEnumerable<string>> Rows(string pathAndQuery, params string[] columns)
    {
        var report = await Report(pathAndQuery);
        return report
            .GetProperty("data")
            .EnumerateArray()
            .Select(row => string.Join(" | ", columns.Select(column => Shown(row.GetProperty(column)))));
    }

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal().ToString("0.####", CultureInfo.InvariantCulture)
            : value.ToString();
}
