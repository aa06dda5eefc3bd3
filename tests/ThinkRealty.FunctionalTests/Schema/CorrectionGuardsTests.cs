using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>The database refuses a correction that nobody answers for, and amounts above their limit (rules §7).</summary>
public sealed class CorrectionGuardsTests : SqlTest
{
    private const string Lead = "00000000-0000-7000-8000-000000000001";
    private const string Named =
        "corrected_at = given.noon() + interval '1 hour', corrected_by = '00000000-0000-7000-8000-00000000000a', correction_reason = 'A typo'";
    private const string Refused = "leads_deal_corrected_by_name";

    [TestCase("deal_value = 1", Refused)]
    [TestCase("conversion_type = 'sale'", Refused)]
    [TestCase($"deal_value = 1, {Named}", null)]
    [TestCase($"conversion_type = 'sale', {Named}", null)]
    [TestCase("deal_value = 1, corrected_at = given.noon(), correction_reason = 'A typo'", Refused)]
    [TestCase("deal_value = 1, corrected_at = given.noon(), corrected_by = gen_random_uuid()", Refused)]
    [TestCase(
        "deal_value = 1, corrected_at = given.noon(), corrected_by = gen_random_uuid(), correction_reason = '  '",
        Refused
    )]
    [TestCase("corrected_at = given.noon()", "leads_correction_named")]
    [TestCase("message = 'hello'", null)]
    public async Task The_deal_of_a_converted_lead_changes_only_by_a_named_person_with_a_reason(
        string change,
        string? refusal
    ) => (await Refusal($"{Given("converted")}update leads set {change} where id = '{Lead}'")).ShouldBe(refusal);

    [Test]
    public async Task An_earlier_correction_does_not_answer_for_a_later_one() =>
        (
            await Refusal(
                $"""
                {Given("converted")}
                update leads set deal_value = 1, {Named} where id = '{Lead}';
                update leads set deal_value = 2 where id = '{Lead}'
                """
            )
        ).ShouldBe(Refused);

    [Test]
    public async Task Only_a_converted_lead_is_corrected() =>
        (await Refusal($"{Given("negotiation")}update leads set {Named} where id = '{Lead}'")).ShouldBe(
            "lead_conversion_history_corrections_stay"
        );

    [TestCase("5000000000", null)]
    [TestCase("5000000000.01", "leads_deal_value_limit")]
    public async Task A_deal_is_worth_at_most_five_billion(string value, string? refusal)
    {
        (
            await Refusal($"{Given("converted")}update leads set deal_value = {value}, {Named} where id = '{Lead}'")
        ).ShouldBe(refusal);
        (
            await Refusal(
                $"{Given("negotiation")}update leads set status = 'converted', deal_value = {value} where id = '{Lead}'"
            )
        ).ShouldBe(refusal);
    }

    [Test]
    public async Task A_value_from_before_the_limit_does_not_keep_the_lead_from_other_changes() =>
        (
            await Refusal(
                $"""
                {Given("converted")}
                set session_replication_role = replica;
                update leads set deal_value = 9999999999999.99 where id = '{Lead}';
                set session_replication_role = origin;
                update leads set archived_at = given.noon() where id = '{Lead}';
                update leads set archived_at = null, deal_value = deal_value where id = '{Lead}';
                update leads set deal_value = 1, {Named} where id = '{Lead}'
                """
            )
        ).ShouldBeNull();

    [TestCase("500000000", null)]
    [TestCase("500000000.01", "leads_budget_min_limit")]
    public async Task The_lowest_budget_alone_has_a_limit_too(string value, string? refusal) =>
        (await Refusal($"{Given("new")}update leads set budget_min = {value} where id = '{Lead}'")).ShouldBe(refusal);

    [TestCase("5000000000", null)]
    [TestCase("5000000000.01", "sales_amount_limit")]
    public async Task A_sale_brings_at_most_five_billion(string value, string? refusal) =>
        (await Refusal($"{Given("transferred")}update sales set amount = {value}")).ShouldBe(refusal);

    [TestCase("5000000000", null)]
    [TestCase("5000000000.01", "properties_price_limit")]
    public async Task A_property_costs_at_most_five_billion(string value, string? refusal) =>
        (
            await Refusal(
                $"""
                insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
                values (gen_random_uuid(), 'Marina Gate', 'Dubai Marina', 'apartment', {value}, 'buy', true, now(), now())
                """
            )
        ).ShouldBe(refusal);

    [TestCase("amount = 2", "sales_corrected_with_lead")]
    [TestCase("amount = 2, updated_at = '2026-01-17 09:00:00Z'", null)]
    [TestCase("amount = 3, updated_at = '2026-01-17 09:00:00Z'", "sales_corrected_with_lead")]
    public async Task The_amount_of_a_paid_sale_changes_only_with_its_lead(string change, string? refusal) =>
        (
            await Refusal(
                $"""
                {Given("transferred")}
                update sales set stage = 'paid', amount = 1 where lead_id = '{Lead}';
                update leads set status = 'converted' where id = '{Lead}';
                update sales set {change} where lead_id = '{Lead}';
                update leads set deal_value = 2, {Named} where id = '{Lead}'
                """
            )
        ).ShouldBe(refusal);

    private static string Given(string status) => $"select given.lead(status => '{status}', id => '{Lead}');\n";
}
