using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>Who counts as having asked already (rules §4).</summary>
public sealed class DuplicateLeadsTests : EmptyDeskTest
{
    private static readonly string[] Sources =
    [
        "bayut",
        "propertyFinder",
        "dubizzle",
        "website",
        "walk_in",
        "referral",
        "instagram",
        "facebook",
        "whatsapp",
        "partner",
        "scanner",
        "manual",
        "direct",
        "other",
    ];

    [TestCase(23.99, 409, 1), TestCase(24, 201, 2), TestCase(24.01, 201, 2)]
    public async Task The_same_phone_and_source_make_one_lead_within_a_day(double hours, int status, long leads)
    {
        await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));

        Clock.Advance(TimeSpan.FromHours(hours));
        var again = await Capture(Inquiry(phone));

        ((int)again.StatusCode).ShouldBe(status);
        var answer = await Json(again);
        if (status == 409)
        {
            await ShouldBeProblem(again, 409, "duplicate_lead");
            answer.GetProperty("existing_lead_id").GetGuid().ShouldBe(first);
        }
        else
        {
            answer.GetProperty("duplicate_of").GetGuid().ShouldBe(first);
        }

        (await Count("leads")).ShouldBe(leads);
        await AllInvariantsHold();
    }

    [Test]
    public async Task The_window_ends_at_the_microsecond()
    {
        await GivenAgent();
        var phone = NewPhone();
        await Captured(Inquiry(phone));

        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMicroseconds(1));
        await ShouldBeProblem(await Capture(Inquiry(phone)), 409, "duplicate_lead");

        Clock.Advance(TimeSpan.FromMicroseconds(1));
        await Captured(Inquiry(phone));
    }

    [TestCase("0501234567"), TestCase("+971 50 123 4567"), TestCase("00971501234567")]
    public async Task Every_way_to_write_a_number_is_the_same_number(string written)
    {
        await GivenAgent();
        await Captured(Inquiry("501234567"));

        await ShouldBeProblem(await Capture(Inquiry(written)), 409, "duplicate_lead");
    }

    [Test]
    public async Task Refused_attempts_do_not_extend_the_window()
    {
        await GivenAgent();
        var phone = NewPhone();
        await Captured(Inquiry(phone));

        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(TimeSpan.FromHours(7.5));
            await ShouldBeProblem(await Capture(Inquiry(phone)), 409, "duplicate_lead");
        }

        Clock.Advance(TimeSpan.FromHours(1.5));
        await Captured(Inquiry(phone));
    }

    [TestCase(true), TestCase(false)]
    public async Task Closing_or_archiving_the_lead_does_not_end_its_window(bool close)
    {
        await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));
        await (close ? Close(first) : Archive(first));

        Clock.Advance(TimeSpan.FromHours(23.99));
        await ShouldBeProblem(await Capture(Inquiry(phone)), 409, "duplicate_lead");

        Clock.Advance(TimeSpan.FromHours(0.01));
        await Captured(Inquiry(phone));
        await AllInvariantsHold();
    }

    [Test]
    public async Task Another_source_is_accepted_linked_and_goes_to_the_same_agent()
    {
        await GivenAgent();
        await GivenAgent();
        await GivenAgent();
        var phone = NewPhone();
        var first = await Captured(Inquiry(phone));

        foreach (var source in (string[])["dubizzle", "website", "referral", "other"])
        {
            var next = await Captured(Inquiry(phone, source));
            AgentIn(next).ShouldBe(AgentIn(first));
            next.GetProperty("duplicate_of").GetGuid().ShouldNotBe(LeadIn(next));
        }

        (await Scalar<long>("select count(*) from lead_assignments where reason = 'same_agent'")).ShouldBe(4);
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_better_match_elsewhere_does_not_take_the_person_from_the_agent_who_knows_them()
    {
        var knows = await GivenAgent();
        var phone = NewPhone();
        await Captured(Inquiry(phone));
        await GivenAgent(types: ["apartment"], areas: ["Dubai Marina"]);

        AgentIn(await Captured(Inquiry(phone, "website"))).ShouldBe(knows);
    }

    [TestCase("max_active_leads = 1"), TestCase("leave_from = '2026-01-17', leave_until = '2026-01-17'")]
    [TestCase("leave_from = '2026-01-01'")]
    public async Task The_same_agent_is_passed_over_when_not_eligible(string change)
    {
        var knows = await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));
        var other = await GivenAgent();
        await Database.Execute($"update agents set {change} where id = @knows", new { knows });

        var next = await Captured(Inquiry(phone, "website"));

        AgentIn(next).ShouldBe(other);
        next.GetProperty("duplicate_of").GetGuid().ShouldBe(first);
        await AllInvariantsHold();
    }

    [TestCase("leave_from = '2026-01-18'"), TestCase("leave_from = '2026-01-01', leave_until = '2026-01-16'")]
    public async Task A_leave_that_has_not_begun_or_is_over_changes_nothing(string change)
    {
        var knows = await GivenAgent();
        var phone = NewPhone();
        await Captured(Inquiry(phone));
        await GivenAgent();
        await Database.Execute($"update agents set {change} where id = @knows", new { knows });

        AgentIn(await Captured(Inquiry(phone, "website"))).ShouldBe(knows);
    }

    [Test]
    public async Task The_same_agent_is_passed_over_when_inactive()
    {
        var knows = await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));
        var other = await GivenAgent();
        // An agent leaves with no active lead, while an archived one still names them: it is open all the same.
        await Archive(first);
        await Database.Execute("update agents set is_active = false where id = @knows", new { knows });

        var next = await Captured(Inquiry(phone, "website"));

        AgentIn(next).ShouldBe(other);
        next.GetProperty("duplicate_of").GetGuid().ShouldBe(first);
    }

    [Test]
    public async Task A_closed_lead_is_linked_within_a_day_but_its_agent_has_no_claim()
    {
        var knows = await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));
        await Close(first);
        var other = await GivenAgent(types: ["apartment"]);

        var next = await Captured(Inquiry(phone, "website"));

        next.GetProperty("duplicate_of").GetGuid().ShouldBe(first);
        (AgentIn(next), knows).ShouldBe((other, knows));
    }

    [TestCase(23.99, true), TestCase(24, false)]
    public async Task A_closed_lead_is_linked_for_a_day_only(double hours, bool linked)
    {
        await GivenAgent();
        var phone = NewPhone();
        var first = LeadIn(await Captured(Inquiry(phone)));
        await Close(first);

        Clock.Advance(TimeSpan.FromHours(hours));
        var link = (await Captured(Inquiry(phone, "website"))).GetProperty("duplicate_of");

        link.ToString().ShouldBe(linked ? $"{first}" : "");
    }

    [Test]
    public async Task The_newest_open_lead_comes_before_a_newer_closed_one()
    {
        await GivenAgent();
        var phone = NewPhone();
        await Captured(Inquiry(phone, "bayut"));
        Clock.Advance(TimeSpan.FromDays(100));
        var newestOpen = LeadIn(await Captured(Inquiry(phone, "website")));
        Clock.Advance(TimeSpan.FromDays(30));
        await Close(LeadIn(await Captured(Inquiry(phone, "referral"))));

        var next = await Captured(Inquiry(phone, "direct"));

        next.GetProperty("duplicate_of").GetGuid().ShouldBe(newestOpen);
    }

    [Test]
    public async Task All_sources_of_one_phone_in_parallel_hang_together_at_one_agent()
    {
        for (var i = 0; i < 5; i++)
            await GivenAgent();
        var phone = NewPhone();

        var answers = await Task.WhenAll(Sources.Select(source => Captured(Inquiry(phone, source))));

        answers.Select(AgentIn).Distinct().Count().ShouldBe(1);
        // From the one that came first every other can be reached.
        (
            await Scalar<long>(
                """
                with recursive chain as (
                  select id from leads where duplicate_of is null
                  union all
                  select l.id from leads l join chain c on l.duplicate_of = c.id)
                select count(*) from chain
                """
            )
        ).ShouldBe(14);
        (await Count("leads where duplicate_of is null")).ShouldBe(1);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Four_hundred_captures_of_one_person_in_parallel_make_one_lead() => await OnePersonInParallel(Api);

    [Test]
    public async Task On_two_nodes_it_is_still_one_lead()
    {
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());

        await OnePersonInParallel(Api, elsewhere);
    }

    private async Task OnePersonInParallel(params HttpClient[] clients)
    {
        await GivenAgent();
        await GivenAgent();
        var phone = NewPhone();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 400).Select(i => Capture(Inquiry(phone), clients[i % clients.Length]))
        );

        var created = answers.Single(a => a.StatusCode == HttpStatusCode.Created);
        var lead = LeadIn(await Json(created));
        foreach (var refused in answers.Where(a => a != created))
        {
            await ShouldBeProblem(refused, 409, "duplicate_lead");
            (await Json(refused)).GetProperty("existing_lead_id").GetGuid().ShouldBe(lead);
        }

        (await Rows<Guid>("select id from leads")).ShouldBe([lead]);
        (await Rows<Guid>("select lead_id from phone_claims")).ShouldBe([lead]);
        (await Scalar<long>("select sum(attempts) from intake")).ShouldBe(399);
        await AllInvariantsHold();
    }
}
