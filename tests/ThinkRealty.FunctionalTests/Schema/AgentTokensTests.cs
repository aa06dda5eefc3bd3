using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>An agent's token changes with whatever that agent's dashboard shows, whoever writes, and with nothing else.</summary>
public sealed class AgentTokensTests : SqlTest
{
    private Guid _agent;
    private Guid _other;
    private Guid _lead;

    [SetUp]
    public async Task MakeTwoAgentsAndALead()
    {
        await Database.Execute("select given.every_lead_closed()");
        _agent = await Scalar<Guid>("select given.agent()");
        _other = await Scalar<Guid>("select given.agent()");
        _lead = await Scalar<Guid>("select given.lead(agent => @_agent)", new { _agent });
        await Database.Execute("select given.follow_up(@_lead, given.noon())", new { _lead });
    }

    [TestCase("select given.lead(agent => @_agent)", true, false)]
    [TestCase("update leads set company = 'Emaar' where id = @_lead", true, false)]
    [TestCase("update leads set status = 'lost' where id = @_lead", true, false)]
    [TestCase("update follow_up_tasks set priority = 'low' where lead_id = @_lead", true, false)]
    [TestCase(
        "update lead_assignments set agent_id = @_other where lead_id = @_lead; update follow_up_tasks set agent_id = @_other where lead_id = @_lead; update leads set assigned_agent_id = @_other where id = @_lead",
        true,
        true
    )]
    [TestCase(
        "insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at) values (gen_random_uuid(), @_lead, 'note', 'inbound', false, now(), now())",
        true,
        false
    )]
    [TestCase("update agents set full_name = 'Somebody' where id = @_agent", true, false)] // makes new versions of the leads
    [TestCase("update agents set weight = 2 where id = @_agent", false, false)]
    [TestCase("update agent_seats set position = position + 1", false, false)]
    [TestCase("select given.lead()", false, false)] // waits for an agent
    public async Task It_changes_for_whom_a_statement_concerns(string statements, bool agents, bool others)
    {
        var before = await Tokens();

        await Database.Execute(
            $"begin; {statements}; commit",
            new
            {
                _agent,
                _other,
                _lead,
            }
        );

        var after = await Tokens();
        (after.Agents != before.Agents).ShouldBe(agents);
        (after.Others != before.Others).ShouldBe(others);
    }

    [Test]
    public async Task One_transaction_writes_it_once()
    {
        await using var connection = await Database.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(
            "update leads set company = 'Emaar' where assigned_agent_id = @_agent; set constraints all immediate"
        );
        var first = (Guid?)await Run("select token from agent_tokens where agent_id = @_agent");

        await Run("update leads set company = 'Nakheel' where assigned_agent_id = @_agent");
        await Run("update follow_up_tasks set priority = 'low' where agent_id = @_agent");

        (await Run("select token from agent_tokens where agent_id = @_agent")).ShouldBe(first);

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("_agent", _agent);
            return await command.ExecuteScalarAsync();
        }
    }

    [Test]
    public async Task No_pick_waits_for_it()
    {
        await using var busy = await Database.Connect();
        await using var transaction = await busy.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("update agent_tokens set token = gen_random_uuid()", busy);
        await hold.ExecuteNonQueryAsync();

        var picked = await Scalar<Guid?>(
            "begin; set local statement_timeout = '20s'; select agent_id from pick_agent('', '{}', '', '2026-01-17', given.noon(), null, null, null); rollback"
        );

        picked.ShouldNotBeNull();
    }

    [Test]
    public async Task The_last_activity_is_the_latest_that_happened_not_the_latest_written()
    {
        await Happened("2026-01-19 10:00:00Z");
        var note = await Happened("2026-01-18 10:00:00Z");
        await Happened("2026-01-20 10:00:00Z", revises: note); // a corrected note is no new activity

        (
            await Scalar<DateTime>(
                "select last_activity_at from lead_last_activity where lead_id = @_lead",
                new { _lead }
            )
        ).ShouldBe(new(2026, 1, 19, 10, 0, 0, DateTimeKind.Utc));

        async Task<Guid> Happened(string at, Guid? revises = null) =>
            await Scalar<Guid>(
                """
                insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at, revises)
                values (gen_random_uuid(), @_lead, 'note', 'outbound', false, @at::timestamptz, @at::timestamptz + interval '9 days', @revises)
                returning id
                """,
                new
                {
                    _lead,
                    at,
                    revises,
                }
            );
    }

    private async Task<(Guid Agents, Guid Others)> Tokens()
    {
        const string Token = "select token from agent_tokens where agent_id = @agent";
        return (await Scalar<Guid>(Token, new { agent = _agent }), await Scalar<Guid>(Token, new { agent = _other }));
    }
}
