using Npgsql;
using ThinkRealty.Application.Assignment;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>The job in its batches, twice at once, beside everything else, and killed (rules §6).</summary>
public sealed class StaleLeadsInParallelTests : LeadJobTest
{
    private const string Moves =
        "select count(*) from lead_assignments where reason = 'stale' and lead_id = any(@leads)";

    [Test]
    public async Task Batch_by_batch_it_comes_to_the_end()
    {
        await GivenLeadsOfSarah(25);
        await GivenOthers(3);
        await Later(Day);

        var first = await Node.Send(new ReassignStaleLeads());
        (first.Seen, first.Changed, first.Expected).ShouldBe((10, 10, 25));
        var second = await Node.Send(first.Next!);
        (second.Seen, second.Changed, second.Expected).ShouldBe((10, 10, null));
        var third = await Node.Send(second.Next!);
        (third.Seen, third.Changed, third.Next).ShouldBe((5, 5, null));
    }

    [Test]
    public async Task Of_one_batch_nobody_is_given_more_than_there_is_room_for_and_equals_are_given_as_much()
    {
        await GivenLeadsOfSarah(10);
        var (one, two, small) = (await GivenAgent(), await GivenAgent(), await GivenAgent(max: 2));
        await Later(Day);

        (await Reassigned()).ShouldBe("10 seen, 10 changed");

        (await ActiveLeadsOf(one), await ActiveLeadsOf(two), await ActiveLeadsOf(small)).ShouldBe((4, 4, 2));
    }

    [Test]
    public async Task Who_was_full_may_have_one_as_soon_as_one_of_their_own_has_gone()
    {
        var theirs = await GivenLead();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var mine = await GivenLead();
        var full = await GivenAgent(max: 1, types: ["apartment"]);
        await Done(Reassign(Supervisor, theirs, full));
        var room = await GivenAgent(max: 1);
        await Later(Day + Microsecond); // the second assignment in one instant is a microsecond later

        (await Reassigned()).ShouldBe("2 seen, 2 changed");

        AgentOf(await Shown(theirs)).ShouldBe(room);
        AgentOf(await Shown(mine)).ShouldBe(full);
    }

    [Test]
    public async Task Follow_ups_of_several_leads_for_one_agent_do_not_meet()
    {
        var leads = await GivenLeadsOfSarah(6);
        var other = await GivenAgent();
        var due = Clock.Now.AddDays(3);
        foreach (var (place, lead) in leads.Index())
            await Done(
                Update(
                    SarahHerself,
                    lead,
                    new { activity = new { type = "note", next_follow_up = due.AddMinutes(30 * place) } }
                )
            );
        await Done(Send(Supervisor, HttpMethod.Patch, $"agents/{other}", new { weight = 3 }));
        await Later(Day);

        (await Reassigned()).ShouldBe("6 seen, 6 changed");

        (
            await Rows<DateTime>(
                "select due_date from follow_up_tasks where agent_id = @other and status = 'pending' order by 1",
                new { other }
            )
        ).ShouldBe(Enumerable.Range(0, 6).Select(place => due.AddMinutes(30 * place).UtcDateTime));
    }

    [Test]
    public async Task A_lead_that_somebody_is_changing_is_passed_over_and_comes_next_time()
    {
        var leads = await GivenLeadsOfSarah(3);
        await GivenOthers(1);
        await Later(Day);
        await using (var busy = await Database.Connect())
        {
            await using var transaction = await busy.BeginTransactionAsync();
            await Lock(busy, leads[1]);
            (await Reassigned()).ShouldBe("3 seen, 2 changed, 1 locked");
        }

        (await Reassigned()).ShouldBe("1 seen, 1 changed");
    }

    [Test]
    public async Task A_place_that_somebody_takes_between_the_choice_and_its_lock_is_not_given_twice()
    {
        await GivenLeadsOfSarah(3);
        var extra = await GivenLead();
        await LogCall(extra);
        var small = await GivenAgent(max: 3);
        await Later(Day);
        await using var busy = await Database.Connect();
        await using var transaction = await busy.BeginTransactionAsync();
        await GivePastTheProgram(busy, extra, small);

        var running = Reassigned();
        await Eventually(
            () =>
                Scalar<bool>(
                    "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%update agent_seats%')"
                ),
            "the job waits for the seat"
        );
        await transaction.CommitAsync();

        (await running).ShouldBe("3 seen, 2 changed, 1 nobody_else");
        (await ActiveLeadsOf(small)).ShouldBe(3);
    }

    [Test]
    public async Task Two_nodes_at_once_move_every_lead_once()
    {
        var leads = await GivenLeadsOfSarah(50);
        await GivenOthers(4);
        await Later(Day);
        await using var node = AnotherNode();

        var steps = await Task.WhenAll(ReassignStale(), ReassignStale(node));

        steps.Sum(s => s.Changed).ShouldBe(50);
        (await Scalar<long>(Moves, new { leads })).ShouldBe(50);
    }

    [Test]
    public async Task Beside_captures_calls_and_moves_by_hand_nothing_breaks()
    {
        var leads = await GivenLeadsOfSarah(50);
        var others = await GivenOthers(4);
        await Later(Day);
        await using var node = AnotherNode();
        using var there = WithKey(node.CreateClient());

        var running = Task.WhenAll(ReassignStale(), ReassignStale(node));
        var captures = Enumerable.Range(0, 30).Select(i => Capture(Inquiry(), i % 2 == 0 ? Api : there));
        var byHand = leads[..15].Select(lead => Reassign(Supervisor, lead, others[lead.GetHashCode() & 3]));
        var calls = leads[15..30].Select(lead => Update(Supervisor, lead, new { activity = new { type = "call" } }));
        var answers = await Task.WhenAll(captures.Concat(byHand).Concat(calls));
        await running;

        answers.ShouldAllBe(a => (int)a.StatusCode < 300);
        await ReassignStale(); // what was locked
        (await Scalar<long>(Moves, new { leads })).ShouldBeInRange(20, 50);
        (
            await Rows<Guid>(
                "select lead_id from lead_assignments where lead_id = any(@leads) and reason = 'stale' group by lead_id having count(*) > 1",
                new { leads }
            )
        ).ShouldBeEmpty();
        (await Reassigned()).ShouldBe("0 seen, 0 changed");
    }

    [TestCase("update leads")]
    [TestCase("insert into lead_assignments")]
    [TestCase("update agent_seats")]
    public async Task Killed_in_the_middle_of_a_batch_it_leaves_whole_leads_and_the_next_run_goes_on(string killedAt)
    {
        var leads = await GivenLeadsOfSarah(20);
        await GivenOthers(2);
        await Later(Day);
        var first = await Node.Send(new ReassignStaleLeads());
        first.Changed.ShouldBe(10);
        var (verb, table) = (killedAt.Split(' ')[0], killedAt.Split(' ')[^1]);
        // In the third of the batch's rows; its own end is told to the server by the batch's own session.
        await Database.Execute(
            $"""
            create sequence rows_until_killed;
            create function kill_in_the_middle() returns trigger language plpgsql as
            'begin if nextval(''rows_until_killed'') = 3 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end';
            create trigger kill_in_the_middle before {verb} on {table} for each row execute function kill_in_the_middle()
            """
        );
        try
        {
            (await Should.ThrowAsync<Exception>(() => Node.Send(first.Next!))).ToString().ShouldContain("57P01");
        }
        finally
        {
            await Database.Execute(
                $"drop trigger kill_in_the_middle on {table}; drop function kill_in_the_middle; drop sequence rows_until_killed"
            );
        }

        await EverythingHolds();
        (await Scalar<long>(Moves, new { leads })).ShouldBe(10);
        (await Reassigned()).ShouldBe("10 seen, 10 changed");
        (await Scalar<long>(Moves, new { leads })).ShouldBe(20);
    }

    [Test]
    public async Task Nobody_is_given_a_stale_lead_back_whoever_writes()
    {
        var lead = await GivenLead();
        await GivenOthers(1);
        await Later(Day);
        await ReassignStale();

        var refused = await Should.ThrowAsync<PostgresException>(() =>
            Database.Execute(
                """
                insert into lead_assignments (id, lead_id, agent_id, assigned_at, ended_at, reason, explanation)
                values (gen_random_uuid(), @lead, @Sarah, now(), now(), 'stale', '{}')
                """,
                new { lead, Sarah }
            )
        );

        refused.ConstraintName.ShouldBe("lead_assignments_never_back");
    }

    private async Task<List<Guid>> GivenLeadsOfSarah(int count)
    {
        var leads = new List<Guid>();
        for (var i = 0; i < count; i++)
            leads.Add(await GivenLead());
        return leads;
    }

    private static async Task GivePastTheProgram(NpgsqlConnection session, Guid lead, Guid agent)
    {
        await using var command = new NpgsqlCommand(
            """
            update lead_assignments set ended_at = assigned_at where lead_id = $1;
            insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
            select gen_random_uuid(), $1, $2, assigned_at, 'manual', '{}' from lead_assignments where lead_id = $1;
            update follow_up_tasks set agent_id = $2 where lead_id = $1;
            update leads set assigned_agent_id = $2 where id = $1
            """.Replace("$1", $"'{lead}'", StringComparison.Ordinal).Replace(
                "$2",
                $"'{agent}'",
                StringComparison.Ordinal
            ),
            session
        );
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Lock(NpgsqlConnection session, Guid lead)
    {
        await using var command = new NpgsqlCommand("select from leads where id = $1 for no key update", session);
        command.Parameters.Add(new() { Value = lead });
        await command.ExecuteNonQueryAsync();
    }
}
