using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Postgres;

/// <summary>Steps of the schema go down and up again where a desk has worked, not only where nothing is.</summary>
public sealed class StepsOverRowsTests : SqlTest
{
    [Test]
    public async Task The_lead_s_life_goes_down_and_up_again_over_what_was_written()
    {
        await Database.Execute(
            """
            select given.lead(given.agent());
            update lead_assignments set reason = 'restored', remark = 'Came back';
            insert into lead_activities (id, lead_id, type, direction, is_automated, notes, occurred_at, recorded_at)
            select '0192f000-0000-7000-8000-00000000000a', id, 'note', 'outbound', false, 'Two dogs', created_at, created_at from leads;
            insert into lead_activities (id, lead_id, type, direction, is_automated, revises, occurred_at, recorded_at)
            select gen_random_uuid(), id, 'note', 'outbound', false, '0192f000-0000-7000-8000-00000000000a', created_at, created_at from leads;
            """
        );
        var migrator = new Migrator(Database.ConnectionString);

        await migrator.DownAsync("0010_intake", CancellationToken.None);
        (await Rows<string>("select reason from lead_assignments")).ShouldBe(["reopened"]);
        await migrator.UpAsync(CancellationToken.None);

        (await Rows<long>("select count(*) from agent_tokens")).ShouldBe([1L]);
        (await Rows<long>("select count(*) from lead_last_activity")).ShouldBe([1L]);
    }
}
