using Dapper;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>
/// The job books for hundreds at once what a lead books for itself: of two leads alike the job decays one, then both are
/// archived, which books what is owed. Both must tell the same story (rules §5).
/// </summary>
public sealed class DecayAgainstTheLeadTests : BatchesTest
{
    private const int Pairs = 20;

    private static readonly RuleSet Patient = Silence("patient", 1, new Rule(-3, "A quiet week"));
    private static readonly RuleSet Generous = Silence(
        "patient",
        2,
        new Rule(4, "Absence makes the heart grow fonder")
    );
    private static readonly RuleSet Indifferent = Silence("indifferent", 1, new Rule(0, "Nothing is lost"));
    private static readonly RuleSet Deaf = new("deaf", 1, Base);

    private static readonly RuleSet[] Sets =
    [
        RuleSets.ThinkRealty,
        RuleSets.Additive,
        Patient,
        Generous,
        Indifferent,
        Deaf,
    ];

    private static RuleGroup Base => new("base", Occasion.Profile, Takes.First, [new Rule(50, "To begin with")]);

    [OneTimeSetUp]
    public async Task AddRuleSets()
    {
        foreach (var rules in Sets.Skip(2))
            await Database.Execute(
                """
                insert into lead_scoring_rules (name, version, definition, is_active, created_at)
                values (@Name, @Version, @Definition::jsonb, false, now())
                """,
                new
                {
                    rules.Name,
                    rules.Version,
                    Definition = rules.ToJson(),
                }
            );
    }

    [Test]
    public async Task The_job_and_the_lead_itself_book_alike()
    {
        for (var seed = 1; seed <= 6; seed++)
            await Compare(seed);

        // Else it would say little: every rule set that knows silence, and sums that end at, below and above the edges.
        (
            await Rows<(long Sets, long Edges)>(
                """
                select count(distinct l.rule_set || l.rule_set_version),
                       count(distinct case when c.points < 0 and l.raw_score = 0 then 'to 0'
                                           when c.points = 0 and l.raw_score < 0 then 'below 0'
                                           when c.points < 0 and l.lead_score < l.raw_score then 'above 100'
                                           when c.points > 0 then 'more' end)
                  from leads l join score_ledger c on c.lead_id = l.id and c.silence_window is not null
                """
            )
        ).ShouldBe([(Sets.Length - 1, 4)]);
    }

    private async Task Compare(int seed)
    {
        var random = new Random(seed);
        var leads = await GivenLeads(2 * Pairs, await GivenAgent());
        var pairs = leads.Chunk(2).Select(pair => (ByJob: pair[0], ByItself: pair[1])).ToList();
        await Later(TimeSpan.FromDays(90));
        foreach (var (byJob, byItself) in pairs)
        {
            var rules = Sets[random.Next(Sets.Length)];
            var weeks = random.Next(0, 14);
            var story = new
            {
                leads = new[] { byJob, byItself },
                rules.Name,
                rules.Version,
                raw = random.Next(4) == 0 ? random.Next(-40, 4) : random.Next(0, 140),
                since = (Clock.Now - (weeks * Lead.SilentWeek) + (random.Next(-1, 2) * Microsecond)).UtcDateTime,
                booked = random.Next(0, weeks + 1),
            };
            await Database.Execute(
                """
                update leads
                   set rule_set = @Name, rule_set_version = @Version, raw_score = @raw, lead_score = greatest(0, least(100, @raw)),
                       score_breakdown = jsonb_build_array(jsonb_build_object('rule', 'base', 'points', @raw, 'reason', 'As told')),
                       silence_since = @since, silence_windows = @booked
                 where id = any (@leads)
                """,
                story
            );
        }

        await using (var somebody = await Database.Connect())
        await using (var transaction = await somebody.BeginTransactionAsync())
        {
            // Whom somebody is changing, the job leaves alone: so it decays one lead of each pair only.
            await somebody.ExecuteAsync(
                "select from leads where id = any (@held) for no key update",
                new { held = pairs.Select(p => p.ByItself).ToArray() },
                transaction
            );

            var steps = await Run(new DecayScores());
            (Sum(steps).Changed, Skipped(steps, "in_use")).ShouldBe((Sum(steps).Seen / 2, Sum(steps).Seen / 2));
            steps[0].Expected.ShouldBe(Sum(steps).Seen);
        }

        var told = new List<string>();
        foreach (var (byJob, byItself) in pairs)
        {
            await Done(Archive(Admin, byJob));
            await Done(Archive(Admin, byItself));
            var story = await StoryOf(byItself);
            (await StoryOf(byJob)).ShouldBe(story);
            told.AddRange(story);
        }

        told.Count.ShouldBeGreaterThan(Pairs * 2, "something was owed");
    }

    private static RuleSet Silence(string name, int version, Rule rule) =>
        new(name, version, Base, new RuleGroup("quiet", Occasion.Silence, Takes.First, [rule]));

    // The last line is the lead, the others are its ledger.
    private Task<IReadOnlyList<string>> StoryOf(Guid lead) =>
        Rows<string>(
            """
            select told from (
              select id, format('%s %s "%s" since %s: %s', rule, points, reason, silence_since, silence_window) as told
                from score_ledger where lead_id = @lead
              union all
              select null, format('%s %s since %s: %s', raw_score, lead_score, silence_since, silence_windows)
                from leads where id = @lead) t
             order by id nulls last
            """,
            new { lead }
        );
}
