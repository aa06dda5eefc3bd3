using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ThinkRealty.Infrastructure.Reporting;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>The reports follow the leads: nothing is lost, nothing counted twice, and nobody waits for it.</summary>
public sealed class ProjectionTests : ReportsTest
{
    private const string HoldTheProjection =
        "select pg_advisory_xact_lock(hashtextextended('projection of reports', 0))";
    private const string LeadsCounted =
        "select coalesce(sum(leads), 0)::bigint from reporting.agent_sums where level = 'agent'";

    [Test]
    public async Task Nobody_who_writes_waits_for_the_projection()
    {
        await GivenAgent();
        await using (var holder = await Database.Connect())
        {
            await using var transaction = await holder.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand(HoldTheProjection, holder, transaction);
            await hold.ExecuteNonQueryAsync();

            for (var i = 0; i < 20; i++)
                await Captured(Inquiry());

            (await Scalar<long>(LeadsCounted)).ShouldBe(0);
            (
                await Scalar<bool>("select as_of < (select min(at) from reporting.pending) from reporting.progress")
            ).ShouldBeTrue();
        }

        await ReportsAreUpToDate();
        (await Scalar<long>(LeadsCounted)).ShouldBe(20);
    }

    [Test]
    public async Task What_is_committed_late_is_counted_when_it_is_and_what_is_taken_back_never()
    {
        await GivenAgent();
        await Captured(Inquiry());
        await ReportsAreUpToDate();
        foreach (var isKept in (bool[])[true, false])
        {
            await using var connection = await Database.Connect();
            await using var transaction = await connection.BeginTransactionAsync();
            var score = isKept ? 41 : 43;
            await using var change = new NpgsqlCommand(
                $"update leads set raw_score = {score}, lead_score = {score}",
                connection
            );
            await change.ExecuteNonQueryAsync();
            await ReportsAreUpToDate(); // as_of goes on beside it
            (await Scalar<int>("select score from reporting.lead_facts")).ShouldNotBe(score);

            await (isKept ? transaction.CommitAsync() : transaction.RollbackAsync());

            await ReportsAreUpToDate();
            (await Scalar<int>("select score from reporting.lead_facts")).ShouldBe(41);
        }

        await ReportsAreExact();
    }

    [Test]
    public async Task Projectors_that_are_killed_beside_each_other_and_beside_writers_leave_no_number_wrong()
    {
        for (var i = 0; i < 5; i++)
            await GivenAgent();
        for (var i = 0; i < 8; i++) // few, so that they meet
            await Captured(Inquiry(source: i % 2 == 0 ? "bayut" : "website"));
        await using var otherNode = AnotherNode();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        var atWork = new ConcurrentDictionary<int, bool>();
        var kills = 0;

        await Task.WhenAll([
            .. Enumerable.Range(1, 4).Select(n => Write(new Random(n), enough.Token)),
            .. Enumerable.Range(1, 2).Select(_ => Project(atWork, enough.Token)),
            Kill(),
        ]);

        kills.ShouldBeGreaterThan(20);
        await ReportsAreExact();

        async Task Kill()
        {
            while (!enough.IsCancellationRequested)
            {
                foreach (var pid in atWork.Keys)
                    if (await Scalar<bool>("select pg_terminate_backend(@pid)", new { pid }))
                        kills++;
                await Task.Delay(Random.Shared.Next(5, 60));
            }
        }
    }

    [Test]
    public async Task Counting_all_again_changes_nothing_where_all_is_well_and_mends_what_is_not()
    {
        await GivenAgent();
        for (var i = 0; i < 10; i++)
            await Captured(Inquiry(source: i % 2 == 0 ? "bayut" : "website"));
        await ReportsAreUpToDate();
        var before = await Sums();
        var rebuild = new ReportRebuild(Node.Services.GetRequiredService<Projector>());
        var told = new List<(long, long)>();

        await rebuild.RunAsync(new Told(told.Add), CancellationToken.None);

        (await Sums()).ShouldBe(before);
        told[^1].ShouldBe((10, 10));

        await Database.Execute(
            """
            update reporting.lead_facts set score = 3, source_type = 'other' where source_type = 'bayut';
            insert into reporting.lead_facts (lead_id, created_at, created_day, source_type, property_type, nationality, budget_band,
                                              status, lost_reason, score, is_high_priority)
            values (gen_random_uuid(), now(), '2026-01-01', 'bayut', '', '', '', 'new', '', 90, false);
            update reporting.day_sums set leads = leads + 1;
            delete from reporting.profile_sums;
            """
        );
        await rebuild.RunAsync(new Told(told.Add), CancellationToken.None);

        (await Sums()).ShouldBe(before);
        await ReportsAreExact();
    }

    [Test]
    public async Task How_old_the_numbers_are_can_be_measured()
    {
        await ReportsAreUpToDate();
        var lag = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "thinkrealty.reports.lag")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => lag.Add(seconds));
        listener.Start();

        listener.RecordObservableInstruments();

        lag.ShouldNotBeEmpty();
        lag.ShouldAllBe(seconds => seconds >= 0 && seconds < 60);
    }

    private Task<IReadOnlyList<string>> Sums() =>
        Rows<string>(
            """
            select a::text from reporting.agent_sums a where leads <> 0
            union all select d::text from reporting.day_sums d where (leads, conversions, interactions) <> (0, 0, 0)
            union all select p::text from reporting.profile_sums p where leads <> 0
            order by 1
            """
        );

    // Scores, archiving and contacts, some of them taken back, some committed late.
    private async Task Write(Random random, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await using var connection = await Database.Connect();
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var change = new NpgsqlCommand(
                random.Next(3) switch
                {
                    0 =>
                        "update leads set raw_score = s, lead_score = s from (select (random() * 100)::int as s) r where id in (select id from leads order by random() limit 3)",
                    1 =>
                        "update leads set archived_at = case when archived_at is null then updated_at end where id = (select id from leads order by random() limit 1)",
                    _ => """
                    insert into lead_activities (id, lead_id, type, outcome, direction, is_automated, occurred_at, recorded_at)
                    select gen_random_uuid(), id, 'call', 'positive', 'outbound', false, created_at + random() * interval '3 days',
                           created_at + interval '3 days'
                      from leads order by random() limit 2
                    """,
                },
                connection,
                transaction
            );
            try
            {
                await change.ExecuteNonQueryAsync(CancellationToken.None);
                if (random.Next(4) == 0)
                    await Task.Delay(random.Next(50), CancellationToken.None);
                if (random.Next(5) == 0)
                    await transaction.RollbackAsync(CancellationToken.None);
                else
                    await transaction.CommitAsync(CancellationToken.None);
            }
            catch (PostgresException refused) when (refused.SqlState is "40P01" or "23514")
            {
                // Two writers met, or somebody has no room: that is no matter of the reports.
            }
        }
    }

    private async Task Project(ConcurrentDictionary<int, bool> atWork, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            // Of its own, so that nobody else is given it at the moment when it is killed.
            await using var connection = new NpgsqlConnection($"{Database.ConnectionString};Pooling=false");
            await connection.OpenAsync(CancellationToken.None);
            var pid = connection.ProcessID;
            atWork[pid] = true;
            try
            {
                await using var batch = new NpgsqlCommand("select reporting.project(3)", connection);
                for (var i = 0; i < 50; i++)
                    await batch.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // Killed; the next one goes on.
            }
            finally
            {
                atWork.TryRemove(pid, out _);
            }
        }
    }

    private sealed class Told(Action<(long, long)> tell) : IProgress<(long Counted, long Of)>
    {
        public void Report((long Counted, long Of) value) => tell(value);
    }
}
