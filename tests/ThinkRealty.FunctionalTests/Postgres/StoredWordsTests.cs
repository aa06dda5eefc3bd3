using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Postgres;

/// <summary>What older versions stored is brought to the present spelling where that is certain (rules §2).</summary>
public sealed class StoredWordsTests : SqlTest
{
    private const int Leads = 2_500; // more than two batches

    [Test]
    public async Task Words_of_an_older_version_are_mended_where_they_are_certain_and_kept_where_they_are_not()
    {
        var migrator = new Migrator(Database.ConnectionString);
        await migrator.DownAsync("0021_tokens_run_out", CancellationToken.None);
        await Database.Execute(
            """
            select given.agent(languages => '{ar,العربية,English,klingon}', areas => '{Jumeirah Village Circle (JVC),Hidden Valley}',
                               id => '00000000-0000-7000-8000-000000000001');
            select given.agent(languages => '{english}', areas => '{Dubai Marina}', id => '00000000-0000-7000-8000-000000000002');
            select given.lead(agent => ('00000000-0000-7000-8000-00000000000' || 1 + n % 2)::uuid) from generate_series(1, 40) n;
            select given.lead() from generate_series(41, @leads) n;
            with numbered as (select id, row_number() over (order by id) as n from leads)
            update leads l
               set nationality = (array['UAE', 'UAE National', 'إماراتية', 'Martian', null, 'Indian'])[1 + n % 6],
                   business_domain = (array['First', 'proptech', null, 'second'])[1 + n % 4]
              from numbered where numbered.id = l.id;
            """,
            new { leads = Leads }
        );
        await CountEverything();
        var before = await Scalar<string>(
            "select md5(string_agg(id || coalesce(nationality, '-') || lead_score, '' order by id)) from leads"
        );

        await migrator.UpAsync(CancellationToken.None);

        (
            await Rows<string>(
                """
                select distinct coalesce(nationality, 'none') || ' ' || coalesce(nationality_country, 'none') from leads order by 1
                """
            )
        ).ShouldBe(
            ["UAE AE", "UAE National AE", "إماراتية AE", "Martian none", "none none", "Indian IN"],
            ignoreOrder: true
        );
        (await Rows<string>("select distinct coalesce(business_domain, 'none') from leads order by 1")).ShouldBe([
            "first",
            "none",
            "proptech",
            "second",
        ]);
        (
            await Scalar<string>(
                "select md5(string_agg(id || coalesce(nationality, '-') || lead_score, '' order by id)) from leads"
            )
        ).ShouldBe(before, "what was sent, and scores, stay");
        (
            await Rows<string>("select languages::text || ' ' || specialization_areas::text from agents order by id")
        ).ShouldBe([
            """{arabic,english,klingon} {"Jumeirah Village Circle","Hidden Valley"}""",
            """{english} {"Dubai Marina"}""",
        ]);
        (await Rows<string>("select areas::text from agent_seats order by agent_id")).ShouldBe([
            """{"hidden valley","jumeirah village circle"}""",
            """{"dubai marina"}""",
        ]);

        // Only leads that were changed are counted again, and the reports know one UAE.
        var waiting = await Scalar<long>("select count(distinct lead_id) from reporting.pending");
        waiting.ShouldBe(await Scalar<long>("select count(*) from leads where nationality_country is not null"));
        await CountEverything();
        (await Rows<string>("select distinct nationality from reporting.lead_facts order by 1")).ShouldBe([
            "",
            "India",
            "Martian",
            "United Arab Emirates",
        ]);

        // Again, it finds nothing to do.
        await migrator.UpAsync(CancellationToken.None);
        (await Scalar<long>("select count(*) from reporting.pending")).ShouldBe(0);

        // An older program counts nationalities as they were sent.
        await migrator.DownAsync("0021_tokens_run_out", CancellationToken.None);
        await CountEverything();
        (await Rows<string>("select distinct nationality from reporting.lead_facts order by 1")).ShouldBe(
            ["", "Indian", "Martian", "UAE", "UAE National", "إماراتية"],
            ignoreOrder: true
        );
        await migrator.UpAsync(CancellationToken.None);
    }

    private async Task CountEverything()
    {
        while (!await Scalar<bool>("select is_done from reporting.project(10000)")) { }
    }
}
