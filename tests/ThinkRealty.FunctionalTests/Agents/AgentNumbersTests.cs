using System.Net;
using System.Net.Http.Json;
using Dapper;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>What the cursor of the list of agents relies on (api: lists).</summary>
public sealed class AgentNumbersTests : EmptyDeskTest
{
    [Test]
    public async Task Nobody_appears_behind_a_cursor_that_has_passed_their_number()
    {
        using var supervisor = await SignedInAs("supervisor");
        await using var session = await Database.Connect();
        await using var slow = await session.BeginTransactionAsync();
        var first = await session.ExecuteScalarAsync<int>(
            """
            insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas,
                                is_active, max_active_leads, weight, created_at, updated_at)
            values (gen_random_uuid(), 'Slow', 'slow@thinkrealty.test', '+971501234568', '{}', '{}', '{}', true, 50, 1, now(), now())
            returning agent_no
            """,
            transaction: slow
        );

        var second = supervisor.PostAsJsonAsync(
            "/api/v1/agents",
            new
            {
                full_name = "Quick",
                email = NewEmail(),
                phone = "0501112233",
            }
        );
        await Eventually(
            async () =>
                second.IsCompleted
                || await Scalar<bool>(
                    "select exists (select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()))"
                ),
            "the second waits for the first, or is there before it"
        );
        var visible = await Rows<int>("select agent_no from agents");
        await slow.CommitAsync();

        visible.ShouldBeEmpty();
        var created = await second;
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(created)).GetProperty("agent_no").GetInt32().ShouldBeGreaterThan(first);
    }
}
