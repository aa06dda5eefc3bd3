using System.Globalization;
using System.Text.Json;
using ThinkRealty.Domain.Countries;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>
/// One report as its definition says (rules §10), in plain SQL over the source tables: slow, and easy to see to be right.
/// It knows nothing of how the program counts.
/// </summary>
/// <param name="Path">Where the program answers it, under <c>/api/v1</c>.</param>
/// <param name="Takes">Which filters it has.</param>
/// <param name="Rows">A query over <c>lead</c> (those that the filters leave), <c>created</c> and <c>converted</c> (those of
/// them whose day of creation or of conversion lies in the period).</param>
/// <param name="Order">The order in which it is shown.</param>
/// <param name="Key">The order of its group columns; null: it has no other order than the shown one.</param>
/// <param name="Beside">A query for one object with what stands beside the rows.</param>
/// <param name="Threshold">Its default, where it has one.</param>
/// <param name="IsObject">It answers one object instead of rows.</param>
internal sealed record PlainReport(
    string Path,
    Filters Takes,
    string Rows,
    string Order,
    string? Key = null,
    string? Beside = null,
    int? Threshold = null,
    bool IsObject = false
)
{
    // The country of a nationality is what the program understands; its name is that of the Domain.
    private static readonly string Countries = string.Join(
        ", ",
        Country.All.Select(c => $"('{c.Code}', '{c.Name.Replace("'", "''")}')")
    );

    // A contact, a conversion, a deal and a response are told once, here.
    private static readonly string Sources = $"""
        with params as (
          select cast(@source as text) as source, cast(@agent as uuid) as agent, cast(@type as text) as type,
                 coalesce(cast(@from as date), '-infinity') as since, coalesce(cast(@until as date), 'infinity') as until,
                 cast(@threshold as integer) as threshold
        ), lead as (
          select l.*, (l.created_at at time zone 'Asia/Dubai')::date as day, coalesce(country.name, l.nationality) as nation,
                 c.converted_at, (c.converted_at at time zone 'Asia/Dubai')::date as conversion_day,
                 l.status = 'converted' as is_converted,
                 case when l.status = 'converted' then coalesce(s.amount, l.deal_value) end as revenue,
                 extract(epoch from l.first_contact_at - l.created_at) as response,
                 case when l.budget_max is null then null
                      when l.purpose in ('rent', 'let') then case when l.budget_max <= 120000 then '<=120k'
                                                                  when l.budget_max <= 250000 then '120-250k'
                                                                  when l.budget_max <= 500000 then '250-500k' else '>500k' end
                      else case when l.budget_max <= 2000000 then '<=2M' when l.budget_max <= 5000000 then '2-5M'
                                when l.budget_max <= 10000000 then '5-10M' else '>10M' end
                 end as budget_band
            from leads l cross join params p
            left join (values {Countries}) country (code, name) on country.code = l.nationality_country
            left join lateral (select h.changed_at as converted_at from lead_conversion_history h
                                where h.lead_id = l.id and h.status_to = 'converted' order by h.id desc limit 1) c on l.status = 'converted'
            left join sales s on s.lead_id = l.id and s.stage = 'paid'
           where l.archived_at is null and (p.source is null or l.source_type = p.source)
             and (p.agent is null or l.assigned_agent_id = p.agent) and (p.type is null or l.property_type = p.type)
        ), created as (
          select l.* from lead l cross join params p where l.day between p.since and p.until
        ), converted as (
          select l.* from lead l cross join params p where l.is_converted and l.conversion_day between p.since and p.until
        ), interaction as (
          select a.*, (a.occurred_at at time zone 'Asia/Dubai')::date as day
            from lead_activities a join lead l on l.id = a.lead_id
           where a.type <> 'assignment' and not a.is_automated and a.revises is null
        ), contact as (
          select * from interaction
           where type <> 'note' and direction = 'outbound' and coalesce(not (scheduled_at > recorded_at and completed_at is null), true)
        )
        """;

    /// <summary>What the answer shall say.</summary>
    public async Task<Expected> AskAsync(TestDatabase database, Filter filter)
    {
        var asked = new
        {
            source = filter.Source,
            agent = filter.Agent,
            type = filter.Type,
            from = filter.From?.ToString("O"),
            until = filter.To?.ToString("O"),
            threshold = filter.Threshold ?? Threshold,
        };
        var rows = await Read(Rows, Order, Key ?? Order);
        var beside = Beside is null ? [] : await Read(Beside, "1", "1");
        return new(
            [.. rows.Select(r => r.Row)],
            [.. rows.OrderBy(r => r.Place).Select(r => r.Row)],
            beside.SingleOrDefault().Row
        );

        async Task<List<(JsonElement Row, long Place)>> Read(string sql, string order, string key) =>
            [
                .. (
                    await database.Rows<(string Row, long Place)>(
                        $"""
                        select row_to_json(r)::text, row_number() over (order by {key}) from ({Sources} {sql}) r order by {order}
                        """,
                        asked
                    )
                ).Select(r => (JsonSerializer.Deserialize<JsonElement>(r.Row), r.Place)),
            ];
    }
}

/// <summary>The rows of an answer in both orders, and what stands beside them.</summary>
internal sealed record Expected(List<JsonElement> Rows, List<JsonElement> ByKey, JsonElement Beside);

/// <summary>Which filters a report has.</summary>
internal enum Filters
{
    /// <summary>Days, source, agent and property type; all time where no day is given.</summary>
    AllFive,

    /// <summary>The agent only: it tells of now.</summary>
    AgentOnly,

    /// <summary>Days or a number of days, source and agent; the last 30 days where none is given.</summary>
    Period,

    /// <summary>Days, and the agent under another name.</summary>
    Statistics,
}

/// <summary>What a report is asked for; days are Dubai's, both inclusive.</summary>
internal sealed record Filter
{
    public string? Source { get; init; }
    public Guid? Agent { get; init; }
    public string? Type { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>As it was asked for; the days are in <see cref="From"/> and <see cref="To"/> as well.</summary>
    public int? Days { get; init; }
    public bool IsDefaultPeriod { get; init; }
    public int? Threshold { get; init; }

    /// <summary>As a query, for example <c>?source_type=bayut&amp;days=7</c>.</summary>
    public string QueryFor(PlainReport report)
    {
        var dates = Days is null && !IsDefaultPeriod;
        (string Name, string? Value)[] all =
        [
            ("source_type", Source),
            (report.Takes == Filters.Statistics ? "assigned_agent_id" : "agent_id", Agent?.ToString()),
            ("property_type", Type),
            ("date_from", dates ? From?.ToString("O") : null),
            ("date_to", dates ? To?.ToString("O") : null),
            ("days", Days?.ToString(CultureInfo.InvariantCulture)),
            ("threshold", Threshold?.ToString(CultureInfo.InvariantCulture)),
        ];
        return "?" + string.Join('&', all.Where(f => f.Value is not null).Select(f => $"{f.Name}={f.Value}"));
    }
}
