using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.FunctionalTests.SampleData;

public sealed class SampleDeskTests
{
    private const string People =
        "select concat_ws(' ', first_name, last_name, phone, source_type, status) from leads order by 1";

    private static readonly BootstrapSettings NoAdmin = new();
    private static readonly TestClock Clock = new();

    private TestDatabase _filled = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _filled = await TestServer.NewDatabaseAsync();
        (await Desk(_filled).FillAsync(withDemoAccess: true, CancellationToken.None)).ShouldBeTrue();
    }

    [OneTimeTearDown]
    public async Task Drop() => await _filled.DisposeAsync();

    [TestCase("leads", 120)]
    [TestCase("agents where cardinality(specialization_property_type) > 0", 5)]
    [TestCase("agents where cardinality(specialization_property_type) = 0", 2)]
    [TestCase("agents", 10)]
    [TestCase("agents where full_name ~ '[؀-ۿ]'", 2)]
    [TestCase("agent_performance_metrics", 10)]
    [TestCase("lead_activities", 70)]
    [TestCase("lead_property_interests", 60)]
    [TestCase("follow_up_tasks", 60)]
    [TestCase("lead_conversion_history", 40)]
    [TestCase("properties", 60)]
    [TestCase("properties where purpose = 'rent'", 20)]
    [TestCase("properties where source_id like 'BAY-%'", 10)]
    [TestCase("leads where first_name ~ '[؀-ۿ]'", 20)]
    [TestCase("leads where first_name ~ '^[A-Z]'", 20)]
    [TestCase("leads where duplicate_of is not null", 1)]
    [TestCase("lead_sources where resolved_property_id is not null", 10)]
    [TestCase("lead_assignments where reason = 'own_lead'", 1)]
    [TestCase("lead_assignments where reason = 'stale'", 1)]
    [TestCase("score_ledger where silence_window is not null", 1)]
    public async Task There_is_enough_of_everything(string what, long least) =>
        (await _filled.Scalar<long>($"select count(*) from {what}")).ShouldBeGreaterThanOrEqualTo(least);

    [Test]
    public async Task Every_status_and_every_source_is_among_the_leads()
    {
        var statuses = await _filled.Rows<string>("select distinct status from leads");
        statuses.ShouldBe(Spelling<LeadStatus>.All, ignoreOrder: true);
        var sources = await _filled.Rows<string>("select distinct source_type from leads");
        sources.ShouldBe(Spelling<LeadSource>.All, ignoreOrder: true);
    }

    [Test]
    public async Task Areas_are_those_that_are_known_in_Dubai() =>
        (await _filled.Rows<string>("select distinct area from properties")).ShouldBeSubsetOf(Areas.Known);

    [TestCase("pending", "due_date < @Now")]
    [TestCase("pending", "due_date > @Now")]
    [TestCase("completed", "completed_at < @Now")]
    public async Task There_are_tasks_to_come_overdue_and_done(string status, string when) =>
        (
            await _filled.Scalar<long>(
                $"select count(*) from follow_up_tasks where status = @status and {when}",
                new { status, Clock.Now }
            )
        ).ShouldBeGreaterThan(9);

    [TestCase(
        "active_leads is what counting gives",
        """
            agent_seats s where active_leads <> (select count(*) from leads l where l.assigned_agent_id = s.agent_id
              and is_active_lead(l.status, l.archived_at))
            """
    )]
    [TestCase(
        "a score is its breakdown and ledger",
        """
            leads l where raw_score <> (select sum((e->>'points')::int) from jsonb_array_elements(score_breakdown)
              e) + coalesce((select sum(points) from score_ledger c where c.lead_id = l.id), 0)
            """
    )]
    [TestCase(
        "the next follow-up is the earliest pending one",
        """
            leads l where next_follow_up is distinct from (select min(due_date) from follow_up_tasks t where
              t.lead_id = l.id and t.status = 'pending')
            """
    )]
    [TestCase(
        "an assigned lead has one open assignment",
        """
            leads l where (select count(*) from lead_assignments a where a.lead_id = l.id and a.agent_id =
              l.assigned_agent_id and a.ended_at is null) <> 1
            """
    )]
    [TestCase(
        "histories are unbroken",
        """
            (select status_from, changed_at, lag(status_to) over w as before, lag(changed_at) over w as since from
              lead_conversion_history window w as (partition by lead_id order by id)) h where status_from is
              distinct from before or changed_at < since
            """
    )]
    [TestCase(
        "a history ends where its lead is",
        """
            leads l where status <> (select status_to from lead_conversion_history h where h.lead_id = l.id order by
              id desc limit 1)
            """
    )]
    [TestCase("a lost lead has a reason", "leads where (status = 'lost') <> (lost_reason is not null)")]
    [TestCase(
        "a converted lead has a deal",
        """
            leads where (status = 'converted') <> (deal_value is not null and conversion_type is not null)
            """
    )]
    [TestCase(
        "a transferred lead has its open sale",
        """
            leads l where (status = 'transferred') <> exists (select from sales s where s.lead_id = l.id and s.stage
              = 'new')
            """
    )]
    [TestCase(
        "metrics are what counting gives",
        """
            agent_performance_metrics m where (leads_received, leads_converted) <> (select count(*), count(*) filter
              (where status = 'converted') from leads l where l.assigned_agent_id = m.agent_id)
            """
    )]
    [TestCase(
        "nothing is overdue for more than 29 days",
        """
            follow_up_tasks where status = 'pending' and due_date < @Now - interval '29 days'
            """
    )]
    [TestCase(
        "nobody comes from before the last ninety days",
        """
            leads where created_at not between @Now - interval '90 days' and @Now
            """
    )]
    [TestCase(
        "nothing happened before its lead came or after now",
        """
            lead_activities a join leads l on l.id = a.lead_id where occurred_at not between l.created_at and @Now
            """
    )]
    [TestCase("nothing was done in the future", "follow_up_tasks where updated_at > @Now or completed_at > @Now")]
    [TestCase("nobody is left waiting", "leads where queued_at is not null")]
    public async Task Everything_agrees(string rule, string exceptions) =>
        (await _filled.Scalar<long>($"select count(*) from {exceptions}", new { Clock.Now })).ShouldBe(0, rule);

    [Test]
    public async Task One_agent_is_on_leave_today() =>
        (
            await _filled.Scalar<long>(
                "select count(*) from agents where @today between leave_from and leave_until",
                new { today = Clock.Now.DubaiDay() }
            )
        ).ShouldBe(1);

    [Test]
    public async Task A_second_fill_adds_nothing()
    {
        var before = await _filled.Rows<string>(People);

        (await Desk(_filled).FillAsync(withDemoAccess: true, CancellationToken.None)).ShouldBeFalse();

        (await _filled.Rows<string>(People)).ShouldBe(before);
    }

    [Test]
    public async Task Two_fills_at_once_fill_once_with_the_same_people_and_without_demo_access_nobody_can_sign_in()
    {
        await using var database = await TestServer.NewDatabaseAsync();

        var fills = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ => Task.Run(() => Desk(database).FillAsync(withDemoAccess: false, CancellationToken.None)))
        );

        fills.ShouldBe([true, false], ignoreOrder: true);
        (await database.Rows<string>(People)).ShouldBe(await _filled.Rows<string>(People));
        (await database.Scalar<long>("select count(*) from users")).ShouldBe(0);
        (await database.Scalar<long>("select count(*) from api_keys")).ShouldBe(0);
    }

    [Test]
    public async Task A_fill_that_dies_leaves_nothing_and_the_next_one_begins_anew()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var dying = Desk(database).FillAsync(withDemoAccess: true, CancellationToken.None);
        const string Kill = """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and application_name = 'thinkrealty' and query like '%score_ledger%'
            """;
        while (!dying.IsCompleted && await database.Scalar<long>(Kill) == 0)
            await Task.Delay(1);
        await Should.ThrowAsync<Exception>(dying);
        (await database.Scalar<long>("select (select count(*) from users) + (select count(*) from leads)")).ShouldBe(0);

        (await Desk(database).FillAsync(withDemoAccess: true, CancellationToken.None)).ShouldBeTrue();
    }

    [TestCase("admin@office.example", true)]
    [TestCase("somebody@else.example", false)]
    public async Task Only_the_bootstrap_admin_may_have_been_there_before(string email, bool isFilled)
    {
        await using var database = await TestServer.NewDatabaseAsync();
        await database.Execute(
            """
            insert into users (id, email, full_name, password_hash, role, is_active, created_at, updated_at)
            values (gen_random_uuid(), @email, 'Somebody', '', 'admin', true, now(), now())
            """,
            new { email }
        );

        var desk = Desk(database, new() { AdminEmail = "Admin@office.example", AdminPassword = "a long enough one" });

        (await desk.FillAsync(withDemoAccess: false, CancellationToken.None)).ShouldBe(isFilled);
    }

    private static SampleDesk Desk(TestDatabase database, BootstrapSettings? bootstrap = null) =>
        new(database.ConnectionString, new LeadSettings(), bootstrap ?? NoAdmin, Clock);
}
