using System.Globalization;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.People;

/// <summary>The step that cleans what older versions let in (rules §3).</summary>
public sealed class PeopleCleanedTests : SqlTest
{
    private const string Before = "0022_longer_names";

    private static readonly (string Old, string New)[] Phones =
    [
        ("+4402079461382", "+442079461382"),
        ("+4407911750425", "+447911750425"),
        ("+49030901820", "+4930901820"),
        ("+9660501234567", "+966501234567"),
        ("+9109876543210", "+919876543210"),
        ("+610412345678", "+61412345678"),
        ("+789161234567", "+79161234567"),
        ("+360612345678", "+3612345678"),
        ("+114155552671", "+14155552671"),
        // Their zero belongs to the number.
        ("+390669812345", "+390669812345"),
        ("+2250701020304", "+2250701020304"),
        ("+24101234567", "+24101234567"),
        // Not certain, or nothing to do.
        ("+97150123456", "+97150123456"),
        ("+44079117504", "+44079117504"),
        ("+610183112345", "+610183112345"),
        ("+442079461382", "+442079461382"),
        ("+78001234567", "+78001234567"),
    ];

    private Migrator _migrator = null!;

    [SetUp]
    public async Task GoBack()
    {
        _migrator = new(Database.ConnectionString);
        await Database.Execute(
            "set session_replication_role = replica; delete from phone_claims; reset session_replication_role"
        );
        await _migrator.DownAsync(Before, CancellationToken.None);
    }

    [TearDown]
    public Task GoOn() => _migrator.UpAsync(CancellationToken.None);

    [Test]
    public async Task A_trunk_prefix_is_removed_from_leads_and_agents_where_only_one_reading_is_possible()
    {
        string[] phones = [.. Phones.Select(p => p.Old)];
        var leads = await GivenLeads(phones, "phone");
        var whatsapp = await GivenLeads(phones, "whatsapp_number");
        var agent = await Scalar<Guid>("select given.agent()");
        await Database.Execute(
            "update agents set phone = '+4402079461382', whatsapp_number = '+4407911750425' where id = @agent",
            new { agent }
        );

        await _migrator.UpAsync(CancellationToken.None);

        (await Now(leads, "phone")).ShouldBe(Phones.Select(p => p.New));
        (await Now(whatsapp, "whatsapp_number")).ShouldBe(Phones.Select(p => p.New));
        (
            await Database.Rows<(string, string)>(
                "select phone, whatsapp_number from agents where id = @agent",
                new { agent }
            )
        ).ShouldBe([("+442079461382", "+447911750425")]);
        (
            await Rows<string>(
                "select changes::text from audit_log where entity_id = any (@ids)",
                new { ids = (Guid[])[leads[0], leads[9], agent] }
            )
        ).ShouldBe(
            [
                """{"phone": ["+4402079461382", "+442079461382"]}""",
                """{"phone": ["+4402079461382", "+442079461382"], "whatsapp_number": ["+4407911750425", "+447911750425"]}""",
            ],
            ignoreOrder: true
        );
    }

    [Test]
    public async Task It_never_reads_a_number_differently_from_the_program()
    {
        var random = new Random(12);
        string[] prefixes = ["0", "0", "0", "06", "8", "1"];
        string[] phones =
        [
            .. Enumerable
                .Range(0, 5_000)
                .Select(_ => $"+{random.Next(1, 1_000)}{prefixes[random.Next(prefixes.Length)]}{Digits(random)}")
                .Where(phone => phone.Length is >= 8 and <= 16),
        ];
        var leads = await GivenLeads(phones, "phone");

        await _migrator.UpAsync(CancellationToken.None);

        var changed = phones.Zip(await Now(leads, "phone")).Where(pair => pair.First != pair.Second).ToList();
        changed.Count.ShouldBeGreaterThan(100);
        changed.ShouldAllBe(pair => PhoneNumber.Parse(pair.First).Value == pair.Second);
    }

    [Test]
    public async Task Of_two_claims_of_one_number_the_younger_one_holds()
    {
        await Database.Execute(
            """
            insert into phone_claims (phone, source_type, lead_id, claimed_at) values
              ('+4402079461382', 'bayut', '0192f000-0000-7000-8000-000000000001', '2026-01-17 08:00Z'),
              ('+442079461382', 'bayut', '0192f000-0000-7000-8000-000000000002', '2026-01-17 09:00Z'),
              ('+4402079461382', 'website', '0192f000-0000-7000-8000-000000000003', '2026-01-17 09:00Z'),
              ('+442079461382', 'website', '0192f000-0000-7000-8000-000000000004', '2026-01-17 08:00Z'),
              ('+4402079461382', 'other', '0192f000-0000-7000-8000-000000000005', '2026-01-17 08:00Z'),
              ('+971501234567', 'other', '0192f000-0000-7000-8000-000000000006', '2026-01-17 08:00Z')
            """
        );

        await _migrator.UpAsync(CancellationToken.None);

        (
            await Rows<string>(
                "select concat_ws(' ', phone, source_type, right(lead_id::text, 1)) from phone_claims order by source_type, phone"
            )
        ).ShouldBe([
            "+442079461382 bayut 2",
            "+442079461382 other 5",
            "+971501234567 other 6",
            "+442079461382 website 3",
        ]);
    }

    [Test]
    public async Task An_address_loses_mailto_unless_somebody_else_has_the_bare_one()
    {
        var leads = await GivenLeads(["mailto:a@b.co", "mailto:a@b.co?subject=hi", "mailto:nobody", "a@b.co"], "email");
        await Database.Execute(
            """
            insert into users (id, email, full_name, password_hash, role, is_active, created_at, updated_at)
            select gen_random_uuid(), email, 'Layla Haddad', '', 'supervisor', true, now(), now()
              from unnest('{mailto:user@b.co,mailto:twice@b.co,twice@b.co}'::text[]) email
            """
        );
        var agents = await Rows<Guid>("select given.agent() from generate_series(1, 3)");
        foreach (var (agent, email) in agents.Zip((string[])["mailto:agent@b.co", "mailto:both@b.co", "both@b.co"]))
            await Database.Execute("update agents set email = @email where id = @agent", new { agent, email });

        await _migrator.UpAsync(CancellationToken.None);

        (await Now(leads, "email")).ShouldBe(["a@b.co", "a@b.co", "mailto:nobody", "a@b.co"]);
        (
            await Rows<string>("select email from agents where email like '%@b.co' order by email collate \"C\"")
        ).ShouldBe(["agent@b.co", "both@b.co", "mailto:both@b.co"]);
        (await Rows<string>("select email from users order by email collate \"C\"")).ShouldBe([
            "mailto:twice@b.co",
            "twice@b.co",
            "user@b.co",
        ]);
    }

    [Test]
    public async Task Longer_names_go_down_and_up_again()
    {
        await _migrator.UpAsync(CancellationToken.None);
        var agent = await Scalar<Guid>("select given.agent()");
        await Database.Execute("update agents set full_name = repeat('x', 1000) where id = @agent", new { agent });

        await _migrator.DownAsync("0021_tokens_run_out", CancellationToken.None);
        await _migrator.UpAsync(CancellationToken.None);

        (await Scalar<int>("select length(full_name) from agents where id = @agent", new { agent })).ShouldBe(1000);
        (await Scalar<bool>("select bool_and(convalidated) from pg_constraint where contype = 'c'")).ShouldBeTrue();
    }

    private static string Digits(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(6, 12)).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture))
        );

    // Leads in the order of the values.
    private async Task<IReadOnlyList<Guid>> GivenLeads(string[] values, string column)
    {
        Guid[] ids = [.. values.Select(_ => Guid.CreateVersion7())];
        await Database.Execute("select given.lead(id => i) from unnest(@ids) i", new { ids });
        await Database.Execute(
            $"update leads l set {column} = v.value from unnest(@ids, @values) v (id, value) where l.id = v.id",
            new { ids, values }
        );
        return ids;
    }

    private Task<IReadOnlyList<string>> Now(IReadOnlyList<Guid> leads, string column) =>
        Rows<string>(
            $"select l.{column} from unnest(@leads) with ordinality w (id, n) join leads l on l.id = w.id order by w.n",
            new { leads = leads.ToArray() }
        );
}
