using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>What happened stays as it was written (rules §8, §11).</summary>
public sealed class AppendOnlyTests : SqlTest
{
    [OneTimeSetUp]
    public Task MakeRows() =>
        Database.Execute(
            """
            insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at)
            values (gen_random_uuid(), given.lead(), 'note', 'outbound', false, given.noon(), given.noon());
            insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, trace_id)
            values (given.noon(), 'system', gen_random_uuid(), 'lead_captured', 'lead', gen_random_uuid(), 'trace')
            """
        );

    [Test]
    public async Task Nobody_changes_deletes_or_empties_a_record(
        [Values(
            "lead_activities set notes = 'other'",
            "audit_log set action = 'other'",
            "lead_conversion_history set reason = 'other'"
        )]
            string change
    )
    {
        var table = change[..change.IndexOf(' ')];

        foreach (var statement in (string[])[$"update {change}", $"delete from {table}", $"truncate {table} cascade"])
            (await Refusal(statement)).ShouldBe($"{table}_append_only", statement);
    }

    [Test]
    public async Task Nor_together_with_the_leads()
    {
        (await Refusal("truncate leads cascade")).ShouldNotBeNull();
        (await Refusal("delete from leads")).ShouldNotBeNull();
    }

    [TestCase("occurred_at => recorded", 0, null)]
    [TestCase("a moment ahead", 1, "lead_activities_not_ahead")]
    public async Task An_activity_has_happened_when_it_is_written_down(
        string _,
        int microsecondsAhead,
        string? refusal
    ) =>
        (
            await Refusal(
                $"""
                insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at)
                values (gen_random_uuid(), given.lead(), 'call', 'outbound', false,
                        given.noon() + interval '{microsecondsAhead} microseconds', given.noon())
                """
            )
        ).ShouldBe(refusal);
}
