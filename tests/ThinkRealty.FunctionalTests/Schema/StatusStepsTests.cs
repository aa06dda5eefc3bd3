using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>The database refuses an illegal step, whoever takes it (rules §7).</summary>
public sealed class StatusStepsTests : SqlTest
{
    private const string Lead = "00000000-0000-7000-8000-000000000001";
    private const string Actor = "'00000000-0000-7000-8000-00000000000a'";
    private const string NoActor = "null";
    private const string Refused = "leads_status_step";

    private static readonly LeadStatus[] All = Enum.GetValues<LeadStatus>();
    private static readonly LeadStatus[] BeforeTransfer =
    [
        LeadStatus.Qualified,
        LeadStatus.ViewingScheduled,
        LeadStatus.Negotiation,
    ];
    private static readonly string[] OpenStages = ["new", "kyc", "agreement"];

    [Test]
    public async Task The_steps_are_those_of_the_Domain()
    {
        var ordinary = All.SelectMany(from => from.Next(), (from, to) => $"{from.Spelled()} {to.Spelled()} ");
        var beside = BeforeTransfer.Select(from => $"{from.Spelled()} transferred sale");

        (
            await Rows<string>(
                "select concat_ws(' ', status_from, status_to, coalesce(needs, '')) from lead_status_steps"
            )
        ).ShouldBe(
            [.. ordinary, .. beside, "lost contacted actor", "transferred converted sale", "transferred lost sale"],
            ignoreOrder: true
        );
    }

    [Test]
    public Task A_step_that_names_nobody_is_one_of_the_pipeline() => ForEachStep("", IsOrdinary);

    [Test]
    public Task With_an_actor_a_lost_lead_can_be_reopened_too() =>
        ForEachStep(Named(Actor), (from, to) => IsOrdinary(from, to) || IsReopening(from, to));

    [Test]
    public Task Forced_by_a_named_person_with_a_reason_and_a_deal_value_it_goes_anywhere_but_around_transferred_and_out_of_converted() =>
        ForEachStep(
            Named(Actor) + ", status_forced = true, status_reason = 'By phone', deal_value = 900000",
            (from, to) => IsOrdinary(from, to) || CanBeForced(from, to)
        );

    [Test]
    public Task Without_a_deal_value_force_does_not_convert() =>
        ForEachStep(
            Named(Actor) + ", status_forced = true, status_reason = 'By phone'",
            (from, to) => IsOrdinary(from, to) || (CanBeForced(from, to) && to != LeadStatus.Converted)
        );

    [TestCase("null")]
    [TestCase("''")]
    [TestCase("'  '")]
    public Task Without_a_reason_force_is_nothing(string reason) =>
        ForEachStep(
            Named(Actor) + $", status_forced = true, status_reason = {reason}, deal_value = 900000",
            (from, to) => IsOrdinary(from, to) || IsReopening(from, to)
        );

    [Test]
    public Task Without_an_actor_force_is_nothing() =>
        ForEachStep(
            Named(NoActor) + ", status_forced = true, status_reason = 'By phone', deal_value = 900000",
            IsOrdinary
        );

    [Test]
    public async Task A_lead_is_transferred_only_beside_its_open_sale(
        [Values("none", "new", "kyc", "agreement", "paid", "lost")] string sale
    )
    {
        var given = sale == "none" ? "" : $"select given.sale('{Lead}', '{sale}');";
        foreach (var from in All.Except([LeadStatus.Transferred]))
        {
            var refusal = await Refusal(Given(from) + given + Step(LeadStatus.Transferred));

            refusal.ShouldBe(BeforeTransfer.Contains(from) && OpenStages.Contains(sale) ? null : Refused, $"{from}");
        }
    }

    [TestCase("new", null)]
    [TestCase("kyc", null)]
    [TestCase("agreement", null)]
    [TestCase("paid", LeadStatus.Converted)]
    [TestCase("lost", LeadStatus.Lost)]
    public async Task A_transferred_lead_ends_only_as_its_sale_does(string stage, LeadStatus? end)
    {
        foreach (var to in All.Except([LeadStatus.Transferred]))
        {
            var sale = $"update sales set stage = '{stage}', amount = 900000 where lead_id = '{Lead}';";

            (await Refusal(Given(LeadStatus.Transferred) + sale + Step(to))).ShouldBe(
                to == end ? null : Refused,
                $"{to}"
            );
        }
    }

    [Test]
    public async Task A_lead_lost_by_one_sale_is_not_lost_while_another_one_runs()
    {
        var lost = $"update sales set stage = 'lost' where lead_id = '{Lead}';";

        (
            await Refusal(
                Given(LeadStatus.Transferred) + lost + $"select given.sale('{Lead}');" + Step(LeadStatus.Lost)
            )
        ).ShouldBe(Refused);
        (
            await Refusal(
                Given(LeadStatus.Transferred) + lost + $"select given.sale('{Lead}', 'lost');" + Step(LeadStatus.Lost)
            )
        ).ShouldBeNull();
    }

    [Test]
    public async Task Only_one_sale_of_a_lead_is_open() =>
        (await Refusal(Given(LeadStatus.Transferred) + $"select given.sale('{Lead}', 'kyc')")).ShouldBe(
            "sales_one_open"
        );

    [Test]
    public async Task A_lead_begins_as_new()
    {
        foreach (var status in All)
        {
            var copy = $"""
                insert into leads select (jsonb_populate_record(l, jsonb_build_object(
                    'id', gen_random_uuid(), 'status', '{status.Spelled()}',
                    'lost_reason', case when '{status.Spelled()}' = 'lost' then 'other' end))).*
                  from leads l where l.id = '{Lead}'
                """;

            (await Refusal(Given(LeadStatus.New) + copy)).ShouldBe(
                status == LeadStatus.New ? null : Refused,
                $"{status}"
            );
        }
    }

    [Test]
    public async Task The_names_of_a_forced_step_are_not_those_of_the_next_one()
    {
        var lead = await Scalar<Guid>("select given.lead()");
        await Database.Execute(
            $"""
            update leads set status = 'negotiation', status_reason = 'By phone', status_forced = true {Named(
                Actor
            )} where id = @lead;
            update leads set status = 'lost', updated_at = given.noon() + interval '3 hours' where id = @lead
            """,
            new { lead }
        );

        var unnamed = await Refusal($"update leads set status = 'contacted' where id = '{lead}'");
        unnamed.ShouldBe(Refused);
        (await History(lead)).ShouldBe([
            "-> new, nobody, no reason, ordinary, after - s",
            "new -> negotiation, somebody, By phone, forced, after 3600 s",
            "negotiation -> lost, nobody, no reason, ordinary, after 7200 s",
        ]);
    }

    [Test]
    public async Task A_lead_that_is_not_lost_has_no_reason_for_it()
    {
        var reopened = Given(LeadStatus.Lost) + Step(LeadStatus.Contacted, Named(Actor));

        (
            await Refusal(Given(LeadStatus.New) + $"update leads set lost_reason = 'budget' where id = '{Lead}'")
        ).ShouldBe("leads_lost_reason_fits");
        (await Refusal(Given(LeadStatus.Lost) + $"update leads set lost_reason = null where id = '{Lead}'")).ShouldBe(
            "leads_lost_reason_fits"
        );
        (await Refusal(reopened)).ShouldBeNull();
    }

    private Task<IReadOnlyList<string>> History(Guid lead) =>
        Rows<string>(
            """
            select concat(status_from || ' ', '-> ', status_to, ', ', case when actor_id is null then 'nobody' else 'somebody' end,
                          ', ', coalesce(reason, 'no reason'), ', ', case when forced then 'forced' else 'ordinary' end,
                          ', after ', coalesce(seconds_in_previous::text, '-'), ' s')
              from lead_conversion_history where lead_id = @lead order by id
            """,
            new { lead }
        );

    private async Task ForEachStep(string names, Func<LeadStatus, LeadStatus, bool> isAllowed)
    {
        foreach (var from in All)
        foreach (var to in All)
        {
            var refusal = await Refusal(Given(from) + Step(to, names));

            // A converted lead that stays so and gets another deal is corrected, which these names do not do.
            var isCorrection =
                (from, to) is (LeadStatus.Converted, LeadStatus.Converted) && names.Contains("deal_value");
            var expected =
                isCorrection ? "leads_deal_corrected_by_name"
                : from == to || isAllowed(from, to) ? null
                : Refused;
            refusal.ShouldBe(expected, $"{from} -> {to}");
        }
    }

    private static bool IsOrdinary(LeadStatus from, LeadStatus to) => from.Next().Contains(to);

    private static bool IsReopening(LeadStatus from, LeadStatus to) =>
        (from, to) is (LeadStatus.Lost, LeadStatus.Contacted);

    private static bool CanBeForced(LeadStatus from, LeadStatus to) =>
        from is not (LeadStatus.Transferred or LeadStatus.Converted) && to != LeadStatus.Transferred;

    private static string Given(LeadStatus status) =>
        $"select given.lead(status => '{status.Spelled()}', id => '{Lead}');";

    private static string Named(string actor) =>
        $", status_changed_at = status_changed_at + interval '1 hour', status_changed_by = {actor}";

    // A lead that comes back waits for an agent, as reopening sees to.
    private static string Step(LeadStatus to, string names = "") =>
        $"update leads set status = '{to.Spelled()}', queued_at = {(to.IsOpen() ? "given.noon()" : "null")} {names} where id = '{Lead}';";
}
