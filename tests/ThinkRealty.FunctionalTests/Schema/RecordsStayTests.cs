using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>Rows that a lead's promises rest on stay, whoever writes SQL (rules §4, §5, §6, §9).</summary>
public sealed class RecordsStayTests : SqlTest
{
    private const string Lead = "00000000-0000-7000-8000-000000000001";
    private const string Agent = "00000000-0000-7000-8000-000000000003";
    private const string Held =
        $"select given.agent(id => '{Agent}'); select given.lead(agent => '{Agent}', id => '{Lead}'); ";
    private const string Transferred = $"select given.lead(status => 'transferred', id => '{Lead}'); ";

    private const string WithLedger = $"""
        select given.lead(id => '{Lead}');
        insert into score_ledger (lead_id, rule, points, reason, at) values ('{Lead}', 'viewing', 10, 'Viewing', given.noon());
        """;

    private const string WithClaim = $"""
        select given.lead(id => '{Lead}');
        insert into phone_claims (phone, source_type, lead_id, claimed_at)
        values ('+971501234567', 'bayut', '{Lead}', given.noon());
        """;

    private static readonly string[] Stages = ["new", "kyc", "agreement", "paid", "lost"];

    [TestCase(Transferred, "sales")]
    [TestCase(Held, "lead_assignments")]
    [TestCase(WithLedger, "score_ledger")]
    [TestCase(WithClaim, "phone_claims")]
    public async Task A_record_of_a_lead_is_neither_deleted_nor_emptied(string given, string table)
    {
        (await Refusal(given)).ShouldBeNull();

        given += "; set constraints all immediate; set constraints all deferred;";
        (await Refusal($"{given} delete from {table}")).ShouldBe($"{table}_stay");
        (await Refusal($"{given} truncate {table}")).ShouldBe($"{table}_stay");
        (await Refusal($"{given} truncate {table} cascade")).ShouldBe($"{table}_stay");
    }

    [Test]
    public async Task A_sale_is_not_deleted_whatever_its_stage_and_its_leads_status()
    {
        foreach (var stage in Stages)
            (
                await Refusal(
                    $"select given.lead(id => '{Lead}'); select given.sale('{Lead}', '{stage}'); delete from sales"
                )
            ).ShouldBe("sales_stay", stage);
        (await Refusal($"{Converted()} delete from sales")).ShouldBe("sales_stay");
    }

    [Test]
    public async Task A_sale_does_not_move_to_another_lead() =>
        (await Refusal($"{Transferred} update sales set lead_id = given.lead()")).ShouldBe("sales_stay");

    [Test]
    public async Task An_open_sale_changes_its_stage_and_a_closed_one_keeps_it()
    {
        foreach (var from in Stages)
        foreach (var to in Stages)
        {
            var isRefused = from is "paid" or "lost" && from != to;
            var refusal = await Refusal(
                $"""
                select given.lead(id => '{Lead}'); select given.sale('{Lead}', '{from}');
                update sales set stage = '{to}', amount = coalesce(amount, 900000)
                """
            );
            refusal.ShouldBe(isRefused ? "sales_closed" : null, $"{from} to {to}");
        }
    }

    [TestCase("paid", "converted")]
    [TestCase("lost", "lost")]
    public async Task A_sale_closes_together_with_its_transferred_lead(string stage, string status)
    {
        var close = $"update sales set stage = '{stage}', amount = 900000; ";
        var end = $"update leads set status = '{status}' where id = '{Lead}'";

        (await Refusal(Transferred + close)).ShouldBe("sales_agree_with_lead");
        (await Refusal(Transferred + close + end)).ShouldBeNull();
        (await Refusal($"{Transferred} {close} select given.sale('{Lead}')")).ShouldBeNull(
            "there is an open sale again"
        );
    }

    [TestCase("lead_id = given.lead()", false)]
    [TestCase("agent_id = given.agent()", false)]
    [TestCase("assigned_at = assigned_at - interval '1 day'", false)]
    [TestCase("ended_at = null", false)]
    [TestCase("ended_at = ended_at + interval '1 day'", false)]
    [TestCase("went_stale_at = null", false)]
    [TestCase("remark = null", true)]
    public async Task What_an_ended_assignment_says_stays_except_for_words_that_could_name_a_person(
        string change,
        bool isAllowed
    )
    {
        var ended = $"""
            {Held}
            update lead_assignments set ended_at = assigned_at, went_stale_at = assigned_at where lead_id = '{Lead}';
            update leads set assigned_agent_id = null, queued_at = given.noon() where id = '{Lead}';
            """;

        (await Refusal(ended)).ShouldBeNull();
        (await Refusal($"{ended} update lead_assignments set {change} where lead_id = '{Lead}'")).ShouldBe(
            isAllowed ? null : "lead_assignments_past"
        );
    }

    [TestCase("points = 0")]
    [TestCase("lead_id = given.lead()")]
    public async Task An_entry_of_the_ledger_is_not_changed(string change) =>
        (await Refusal($"{WithLedger} update score_ledger set {change}")).ShouldBe("score_ledger_append_only");

    [Test]
    public async Task A_claim_goes_once_its_lead_no_longer_carries_the_phone() =>
        (
            await Refusal(
                $"{WithClaim} update leads set phone = null, email = 'a@thinkrealty.test' where id = '{Lead}'; delete from phone_claims"
            )
        ).ShouldBeNull();

    [Test]
    public async Task Records_go_with_their_lead_where_the_lead_may_go() =>
        // The history keeps every lead; past its triggers only.
        (
            await Refusal(
                $"""
                {WithLedger} select given.sale('{Lead}');
                set local session_replication_role = replica;
                delete from lead_conversion_history where lead_id = '{Lead}';
                set local session_replication_role = origin;
                delete from leads where id = '{Lead}'
                """
            )
        ).ShouldBeNull();

    private static string Converted() =>
        $"""
            {Transferred}
            update sales set stage = 'paid', amount = 900000;
            update leads set status = 'converted' where id = '{Lead}';
            """;
}
