using System.Text.RegularExpressions;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>The schema lets no new word in that is not in the vocabularies, and leaves the old ones alone (rules §2).</summary>
public sealed partial class WordsTests : SqlTest
{
    private const string OldLead = """
        set local session_replication_role = replica;
        select given.lead(id => '00000000-0000-7000-8000-00000000000a');
        update leads set business_domain = 'proptech';
        set local session_replication_role = origin;

        """;

    private const string OldAgent = """
        set local session_replication_role = replica;
        select given.agent(languages => '{klingon,english}');
        set local session_replication_role = origin;

        """;

    [TestCase("update leads set message = 'x'", null)]
    [TestCase("update leads set business_domain = business_domain", null)]
    [TestCase("update leads set business_domain = 'second'", null)]
    [TestCase("update leads set business_domain = null", null)]
    [TestCase("update leads set business_domain = 'First'", "leads_business_domain_known")]
    [TestCase("update leads set business_domain = ''", "leads_business_domain_known")]
    public async Task An_old_business_domain_stays_until_it_is_changed(string change, string? refusal) =>
        (await Refusal(OldLead + change)).ShouldBe(refusal);

    [TestCase("first", null), TestCase("third", null), TestCase("fourth", "leads_business_domain_known")]
    public async Task A_new_lead_has_one_of_three_business_domains(string domain, string? refusal) =>
        (
            await Refusal(
                $"""
                insert into leads (id, source_type, status_changed_at, phone, purpose, priority, preferred_areas, tags, rule_set,
                                   rule_set_version, score_breakdown, raw_score, lead_score, queued_at, silence_since, created_at,
                                   updated_at, business_domain)
                values (gen_random_uuid(), 'bayut', now(), '+971501234567', 'buy', 'medium', '{Empty}', '{Empty}', 'thinkrealty', 1,
                        '[]', 60, 60, now(), now(), now(), now(), '{domain}')
                """
            )
        ).ShouldBe(refusal);

    [TestCase("update agents set full_name = 'Sara'", null)]
    [TestCase("update agents set languages = languages, weight = 2", null)]
    [TestCase("update agents set languages = '{klingon}'", null)]
    [TestCase("update agents set languages = '{tagalog,persian}'", null)]
    [TestCase("update agents set languages = '{klingon,dothraki}'", "agents_languages_known")]
    [TestCase("update agents set languages = '{ar}'", "agents_languages_known")]
    public async Task An_old_language_of_an_agent_stays_until_it_is_changed(string change, string? refusal) =>
        (await Refusal(OldAgent + change)).ShouldBe(refusal);

    [TestCase("{}", null), TestCase("{ukrainian}", null), TestCase("{English}", "agents_languages_known")]
    [TestCase("{klingon}", "agents_languages_known")]
    public async Task A_new_agent_speaks_what_leads_speak(string languages, string? refusal) =>
        (await Refusal($"select given.agent(languages => '{languages}')")).ShouldBe(refusal);

    [
        TestCase("AE", null),
        TestCase("ae", "leads_nationality_country_form"),
        TestCase("A1", "leads_nationality_country_form")
    ]
    public async Task A_country_is_a_code(string code, string? refusal) =>
        (
            await Refusal($"select given.lead(); update leads set nationality = 'x', nationality_country = '{code}'")
        ).ShouldBe(refusal);

    [Test]
    public async Task Each_guard_has_the_words_of_its_vocabulary()
    {
        (await Words("select pg_get_functiondef('agents_guard_languages'::regproc)"))
            .Intersect(Spelling<Language>.All)
            .ShouldBe(Spelling<Language>.All);
        foreach (var trigger in (string[])["leads_guard_business_domain", "leads_guard_new_business_domain"])
            (await Words($"select pg_get_triggerdef(oid) from pg_trigger where tgname = '{trigger}'")).ShouldBe(
                Spelling<BusinessDomain>.All
            );
    }

    [Test]
    public async Task The_countries_are_those_of_the_Domain() =>
        (await Rows<(string, string)>("select code::text, name from countries order by code")).ShouldBe([
            .. Country.All.Select(c => (c.Code, c.Name)),
        ]);

    private const string Empty = "{}";

    private async Task<string[]> Words(string sql) =>
        [.. Literal().Matches((await Scalar<string>(sql))!).Select(m => m.Groups["word"].Value)];

    [GeneratedRegex("'(?<word>[a-z]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
