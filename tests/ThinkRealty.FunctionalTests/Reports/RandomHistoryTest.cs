using System.Globalization;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>
/// A test over random histories, made through the API by a desk of its own: whatever can happen to a lead happens, and the
/// clock stands still on both sides of Dubai's midnights and month ends. Refusals are part of life, a failure is not.
/// </summary>
public abstract class RandomHistoryTest : LifeTest
{
    protected static readonly string[] Sources =
    [
        "bayut",
        "propertyFinder",
        "walk_in",
        "referral",
        "instagram",
        "other",
        "other",
    ];
    protected static readonly string[] Types = ["apartment", "villa", "townhouse", "commercial", "house", "studio"];
    private static readonly string[] Nationalities =
    [
        "UAE",
        "UAE National",
        "إماراتي",
        "India",
        "مصر",
        "British",
        "Martian",
    ];
    private static readonly string[] Contacts =
    [
        "call",
        "email",
        "whatsapp",
        "message",
        "viewing",
        "meeting",
        "offer_made",
    ];
    private static readonly string[] Outcomes = ["positive", "negative", "neutral"];
    private static readonly string[] LostReasons = ["budget", "timing", "no_response", "competitor"];
    private static readonly string[] Pipeline =
    [
        "new",
        "contacted",
        "qualified",
        "viewing_scheduled",
        "negotiation",
        "converted",
    ];

    // The upper end of a band belongs to it, and a fils more to the next one.
    private static readonly decimal[] BudgetEdges = [2_000_000, 5_000_000, 10_000_000, 120_000, 250_000, 500_000];

    // The upper end of a bucket belongs to it, and a second more to the next one.
    private static readonly int[] HourEdges = [1, 4, 24, 72];

    private readonly List<Guid> _leads = [];
    private readonly List<Guid> _agents = [];
    private readonly List<Guid> _properties = [];
    private readonly List<(Guid Lead, Guid Note)> _notes = [];
    private Random _random = new(0);
    private DateTimeOffset _signedInUntil;

    // A day of work without signing in again.
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(WithAdmin) { ["Access:AccessTokenMinutes"] = "1440" };

    /// <summary>Those who have worked in this history.</summary>
    protected IReadOnlyList<Guid> Agents => _agents;

    /// <summary>Brings a desk for a new history: agents of every sort, and properties.</summary>
    protected async Task BeginHistory(Random random, DateTimeOffset at)
    {
        (_random, Clock.Now, _signedInUntil) = (random, at, DateTimeOffset.MinValue);
        _leads.Clear();
        _agents.Clear();
        _agents.Add(Sarah);
        for (var i = 0; i < 6; i++)
            _agents.Add(
                await GivenAgent(
                    types: i % 3 == 0 ? [] : [Types[i], Types[i - 1]],
                    areas: i % 2 == 0 ? ["Marina"] : [],
                    max: 2 + (i / 2),
                    weight: 1 + (i % 3)
                )
            );
        while (_properties.Count < 5)
            _properties.Add(await GivenProperty());
        await MoveClock(TimeSpan.Zero);
        await Done(Send(Supervisor, HttpMethod.Patch, $"agents/{Sarah}", new { max_active_leads = 4 }));
    }

    /// <summary>Lets so many things happen, one after another, and the turn of a day or of a month among them.</summary>
    protected async Task Happen(int operations, bool isMonthTurning)
    {
        for (var i = 0; i < operations; i++)
        {
            if (i == operations / 2)
                await Turn(isMonthTurning ? MonthEnd : Midnight);
            await MaybeMoveClock();
            await Any();
        }

        await QueueIsSettled();
    }

    /// <summary>Moves the clock; the supervisor is still signed in.</summary>
    protected async Task MoveClock(TimeSpan by)
    {
        Clock.Advance(by);
        if (Clock.Now < _signedInUntil)
            return;
        await Later(TimeSpan.Zero, Supervisor);
        _signedInUntil = Clock.Now.AddHours(23);
    }

    // Dubai's.
    private DateTimeOffset Midnight => new(Clock.Now.AddHours(4).Date.AddDays(1), TimeSpan.FromHours(4));

    private DateTimeOffset MonthEnd =>
        new DateTimeOffset(Midnight.Year, Midnight.Month, 1, 0, 0, 0, Midnight.Offset).AddMonths(
            Midnight.Day == 1 ? 0 : 1
        );

    private async Task MaybeMoveClock()
    {
        TimeSpan by = _random.Next(100) switch
        {
            < 35 => TimeSpan.FromSeconds(_random.Next(1, 4 * 3600)),
            < 43 => Midnight - Clock.Now + TimeSpan.FromSeconds(_random.Next(-1, 2)),
            < 46 => TimeSpan.FromSeconds(_random.Next(4 * 86_400)),
            < 56 => TimeSpan.FromSeconds(1), // from before an edge onto it, or past it
            _ => TimeSpan.Zero,
        };
        if (by > TimeSpan.Zero)
            await MoveClock(by);
    }

    // A second before and exactly then, the same things happen.
    private async Task Turn(DateTimeOffset edge)
    {
        foreach (var moment in (DateTimeOffset[])[edge.AddSeconds(-1), edge])
        {
            if (moment > Clock.Now)
                await MoveClock(moment - Clock.Now);
            await Come();
            foreach (var lead in _leads.TakeLast(4).ToList())
            {
                await Contact(lead);
                await Step(lead);
            }
        }
    }

    private async Task Any()
    {
        // Late ones more often: that much is going on with a lead before others come.
        var lead = _leads.Count == 0 ? Guid.Empty : _leads[_random.Next(_random.Next(_leads.Count), _leads.Count)];
        var agent = Pick(_agents);
        await (
            _random.Next(_leads.Count < 5 ? 1 : 100) switch
            {
                < 14 => Come(),
                < 40 => Contact(lead),
                < 49 => Update(lead),
                < 67 => Steps(lead),
                < 71 => DoneOrRefused(Note(lead)),
                < 74 => Reopened(lead),
                < 78 => DoneOrRefused(Reassign(Supervisor, lead, Chance(40) ? null : agent)),
                < 82 => DoneOrRefused(Archive(Supervisor, lead)),
                < 85 => Restored(lead),
                < 86 => DoneOrRefused(Plan(lead)),
                < 87 => DoneOrRefused(Tag(lead)),
                < 91 => Forgotten(lead),
                < 96 => Sold(),
                _ => Changed(agent),
            }
        );
    }

    private async Task Come()
    {
        var isToRent = Chance(25);
        var budget = Chance(30)
            ? Pick(BudgetEdges) + (_random.Next(2) * 0.01m)
            : _random.Next(1, isToRent ? 80 : 1500) * 10_000;
        var phone = Chance(10) && _leads.Count > 0 ? await PhoneOf(Pick(_leads)) : null;
        var inquiry = Inquiry(
            phone,
            source: Pick(Sources),
            with: data =>
            {
                data["nationality"] = Pick(Nationalities);
                data["property_type"] = Types[_random.Next(_random.Next(1, Types.Length + 1))];
                data["budget_max"] = budget;
                data["budget_min"] = budget / 2 - (budget / 2 % 0.01m);
                data["purpose"] = isToRent ? (Chance(70) ? "rent" : "let") : (Chance(70) ? "buy" : "invest");
                data["priority"] = Chance(30) ? "urgent" : null;
                data["language_preference"] = Chance(50) ? "arabic" : "english";
            },
            details: Chance(30) ? new { property_id = Pick(_properties).ToString() } : null
        );
        if ((await DoneOrRefused(Capture(inquiry))) is { IsSuccessStatusCode: true } came)
            _leads.Add(LeadIn(await Json(came)));
    }

    private async Task Contact(Guid lead)
    {
        var facts = await FactsOf(lead);
        var said = new Dictionary<string, object?>
        {
            ["type"] = Chance(10) ? "note" : Pick(Contacts),
            ["outcome"] = Chance(60) ? Pick(Outcomes) : null,
            ["direction"] = Chance(15) ? "inbound" : null,
            ["is_automated"] = Chance(10) ? true : null,
            ["occurred_at"] = Chance(70) ? SomeTimeSince(Chance(35) ? facts.CreatedAt : facts.LastContactAt) : null,
        };
        if (Chance(10))
        {
            said["scheduled_at"] = Clock.Now.AddHours(_random.Next(1, 60));
            said["completed_at"] = Chance(30) ? Clock.Now : null;
        }

        await DoneOrRefused(Send(Supervisor, HttpMethod.Post, $"leads/{lead}/interactions", said));
    }

    private async Task Update(Guid lead)
    {
        var update = Chance(50) ? NextStep(await FactsOf(lead)) : [];
        if (Chance(70))
            update["activity"] = new
            {
                type = Pick(Contacts),
                outcome = Pick(Outcomes),
                next_follow_up = Chance(20) ? Clock.Now.AddMinutes(_random.Next(1, 9_000)) : (DateTimeOffset?)null,
            };
        if (Chance(40))
            update["property_interests"] = new[] { new { property_id = Pick(_properties), interest_level = "medium" } };
        await DoneOrRefused(Update(Supervisor, lead, update));
    }

    // Several steps at once, at moments of their own: or hardly anybody would get as far as a deal.
    private async Task Steps(Guid lead)
    {
        for (var steps = _random.Next(1, 6); steps > 0; steps--)
        {
            if (!(await Step(lead)).IsSuccessStatusCode)
                return;
            await MaybeMoveClock();
        }
    }

    private async Task<HttpResponseMessage> Step(Guid lead)
    {
        var step = Chance(10)
            ? new()
            {
                ["status"] = Pick(Pipeline),
                ["force"] = true,
                ["reason"] = "Agreed with the desk",
            }
            : NextStep(await FactsOf(lead));
        return await DoneOrRefused(Step(Supervisor, lead, step));
    }

    private async Task<HttpResponseMessage> Note(Guid lead)
    {
        if (_notes.Count > 0 && Chance(65))
        {
            var (noted, note) = Pick(_notes);
            var path = $"leads/{noted}/notes/{note}";
            return Chance(50)
                ? await Send(Supervisor, HttpMethod.Patch, path, new { note = "Said otherwise" })
                : await Send(Supervisor, HttpMethod.Delete, path);
        }

        var added = await Send(Supervisor, HttpMethod.Post, $"leads/{lead}/notes", new { note = "Has two dogs" });
        if (added.IsSuccessStatusCode)
            _notes.Add((lead, (await Json(added)).GetProperty("note_id").GetGuid()));
        return added;
    }

    private async Task Reopened(Guid lead)
    {
        if (await AnyLead("status = 'lost' and archived_at is null") is { } lost)
            lead = lost;
        await DoneOrRefused(Reopen(Supervisor, lead));
    }

    private async Task Restored(Guid lead)
    {
        if (await AnyLead("archived_at is not null") is { } archived)
            lead = archived;
        await DoneOrRefused(Restore(Supervisor, lead));
    }

    private Task<HttpResponseMessage> Plan(Guid lead) =>
        Send(
            Supervisor,
            HttpMethod.Post,
            "tasks",
            new { lead_id = lead, due_date = Clock.Now.AddMinutes(_random.Next(1, 20_000)) }
        );

    private Task<HttpResponseMessage> Tag(Guid lead) =>
        Send(Supervisor, HttpMethod.Post, $"leads/{lead}/tags", new { tags = new[] { "golf" } });

    private async Task Changed(Guid agent)
    {
        var today = DateOnly.FromDateTime(Clock.Now.AddHours(4).DateTime);
        (string Query, object Changes) change = _random.Next(8) switch
        {
            5 or 6 or 7 => ("?reassign=true", new { is_active = false }),
            1 => ("", new { leave_from = today, leave_until = today.AddDays(1) }),
            2 => ("", new { weight = _random.Next(1, 4) }),
            3 => ("", new { full_name = $"Layla {_random.Next(1000)}" }),
            4 => ("", new { specialization_property_type = Chance(50) ? [] : new[] { Pick(Types) } }),
            _ => ("", new { leave_from = (DateOnly?)null, leave_until = (DateOnly?)null }),
        };
        await DoneOrRefused(Send(Supervisor, HttpMethod.Patch, $"agents/{agent}{change.Query}", change.Changes));
        await DoneOrRefused(Send(Supervisor, HttpMethod.Patch, $"agents/{Pick(_agents)}", new { is_active = true }));
    }

    // Facts that other doors may leave out, and the sale: what has no door is written past the API, by lawful steps.
    private Task<int> Forgotten(Guid lead)
    {
        var facts = Pick([
            "nationality = null, nationality_country = null, property_type = null, priority = 'high'",
            "property_type = null, budget_min = null, budget_max = null",
            "nationality = null, nationality_country = null, budget_min = null, budget_max = null",
        ]);
        return Database.Execute($"update leads set {facts} where id = @lead", new { lead });
    }

    private async Task Sold()
    {
        const string Transfer = """
            insert into sales (id, lead_id, stage, created_at, updated_at) values (gen_random_uuid(), @lead, 'new', @now, @now);
            update leads set status = 'transferred', sub_status = null, updated_at = @now where id = @lead
            """;
        const string Pay = """
            update sales set stage = 'paid', amount = @amount where lead_id = @lead and stage = 'new';
            update leads set status = 'converted', updated_at = @now where id = @lead
            """;
        const string Lose = """
            update sales set stage = 'lost' where lead_id = @lead and stage = 'new';
            update leads set status = 'lost', updated_at = @now where id = @lead
            """;
        var (sql, which) =
            await AnyLead("status = 'transferred' and archived_at is null") is { } transferred && Chance(70)
                ? (Chance(50) ? Pay : Lose, transferred)
                : (
                    Transfer,
                    await AnyLead("status in ('qualified', 'viewing_scheduled', 'negotiation') and archived_at is null")
                );
        if (which is not null)
            await Database.Execute(
                sql,
                new
                {
                    lead = which,
                    amount = _random.Next(100, 900_000_000) / 100m,
                    now = Clock.Now.UtcDateTime,
                }
            );
    }

    private Dictionary<string, object?> NextStep(Facts facts)
    {
        var at = Array.IndexOf(Pipeline, facts.Status);
        if (Chance(10) || at < 0)
            return new() { ["status"] = "lost", ["lost_reason"] = Chance(70) ? Pick(LostReasons) : null };
        var next = Pipeline[Chance(85) ? Math.Min(at + 1, Pipeline.Length - 1) : _random.Next(Pipeline.Length)];
        return next == "converted"
            ? new()
            {
                ["status"] = next,
                ["deal_value"] = Chance(50) ? _random.Next(1, 900_000_000) / 100m : null,
                ["conversion_type"] = Chance(50) ? "sale" : null,
            }
            : new() { ["status"] = next };
    }

    // Exactly on a bucket's edge, a second past it, or anywhere until now.
    private DateTimeOffset? SomeTimeSince(DateTime? moment)
    {
        if (moment is null)
            return null;
        var since = new DateTimeOffset(moment.Value, TimeSpan.Zero);
        var edges = HourEdges.SelectMany(h => new[] { since.AddHours(h), since.AddHours(h).AddSeconds(1) });
        var past = edges.Where(e => e <= Clock.Now).ToList();
        return past.Count > 0 && Chance(80) ? Pick(past) : since + ((Clock.Now - since) * _random.NextDouble());
    }

    // What waits is given away in the background: reports are compared when that has come to rest.
    private async Task QueueIsSettled()
    {
        const string Unsettled = """
            select exists (select from leads where queued_at is not null)
               and exists (select from agent_seats s where seat_exclusion(s, cast(@today as date), '{}') is null)
            """;
        var today = Clock.Now.AddHours(4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await Scalar<bool>(Unsettled, new { today }))
            _leads.Add(LeadIn(await Json(await DoneOrRefused(Capture(Inquiry()))))); // whoever comes wakes the queue
        await Eventually(async () => !await Scalar<bool>(Unsettled, new { today }), "the queue is settled");
    }

    /// <summary>What never happened, or the histories would say too little.</summary>
    protected Task<IReadOnlyList<string>> NeverHappened() =>
        Rows<string>(
            """
            with step as (select h.*, (changed_at at time zone 'Asia/Dubai') as there from lead_conversion_history h),
            came as (select l.*, (created_at at time zone 'Asia/Dubai') as there from leads l),
            gap as (select extract(epoch from occurred_at - lag(occurred_at) over (partition by lead_id order by occurred_at)) as seconds
                      from lead_activities where type in ('call', 'email', 'whatsapp', 'message', 'viewing', 'meeting', 'offer_made'))
            select what from (values
              ('a conversion with a deal value', exists (select from leads where status = 'converted' and deal_value is not null)),
              ('a conversion without one', exists (select from leads l where status = 'converted' and deal_value is null
                                                       and not exists (select from sales where lead_id = l.id))),
              ('a paid sale', exists (select from sales where stage = 'paid')),
              ('a lost sale', exists (select from sales where stage = 'lost')),
              ('a transfer', exists (select from step where status_to = 'transferred')),
              ('a reopening', exists (select from step where status_from = 'lost' and status_to = 'contacted')),
              ('a forced step', exists (select from step where forced)),
              ('an archived lead', exists (select from audit_log where action = 'lead_archived')),
              ('a restored one', exists (select from audit_log where action = 'lead_restored')),
              ('a lead that waited', exists (select from audit_log where action = 'lead_queued')),
              ('a reassignment', exists (select from lead_assignments where reason = 'manual')),
              ('an off-boarding', exists (select from lead_assignments where reason = 'offboarded')),
              ('a missing fact of each sort', 3 <= (select max((nationality is null)::integer) + max((property_type is null)::integer)
                                                           + max((budget_max is null)::integer) from leads)),
              ('an arrival just before midnight', exists (select from came where there::time >= '23:59:58')),
              ('an arrival just after midnight', exists (select from came where there::time <= '00:00:02')),
              ('a step in the last second of a month', exists (select from step
                 where there::time >= '23:59:58' and extract(day from there + interval '1 day') = 1)),
              ('a step as a month begins', exists (select from step where there::time <= '00:00:02' and extract(day from there) = 1)),
              ('a gap on the edge of a bucket', exists (select from gap where seconds in (3600, 14400, 86400, 259200))),
              ('a gap a second past it', exists (select from gap where seconds in (3601, 14401, 86401, 259201))),
              ('a response on the edge of a bucket', exists (select from leads where extract(epoch from first_contact_at - created_at) in (3600, 14400, 86400, 259200))),
              ('a corrected note', exists (select from lead_activities where revises is not null)),
              ('what is arranged ahead', exists (select from lead_activities where scheduled_at > recorded_at and completed_at is null))
            ) as t (what, happened) where not happened
            """
        );

    // Done, or refused for a reason that the desk knows.
    private static async Task<HttpResponseMessage> DoneOrRefused(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        if (!answer.IsSuccessStatusCode)
            ((int)answer.StatusCode).ShouldBeOneOf(
                [404, 409, 422],
                $"{answer.RequestMessage}: {await answer.Content.ReadAsStringAsync()}"
            );
        return answer;
    }

    private async Task<Guid?> AnyLead(string which)
    {
        var all = await Rows<Guid>($"select id from leads where {which}");
        var ours = _leads.Where(all.Contains).ToList();
        return ours.Count == 0 ? null : Pick(ours);
    }

    private async Task<Facts> FactsOf(Guid lead) =>
        (
            await Rows<Facts>(
                """
                select status, archived_at is not null as is_archived, created_at, last_contact_at from leads where id = @lead
                """,
                new { lead }
            )
        ).Single();

    private Task<string?> PhoneOf(Guid lead) =>
        Scalar<string>("select phone from leads where id = @lead", new { lead });

    private async Task<Guid> GivenProperty()
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
            values (@id, 'A home', 'Dubai Marina', 'villa', 2000000, 'buy', true, now(), now())
            """,
            new { id }
        );
        return id;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private sealed record Facts(string Status, bool IsArchived, DateTime CreatedAt, DateTime? LastContactAt);
}
