using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>
/// A test of what a job does to the desk: it sends the job's batches itself, one after another, and no job runs otherwise.
/// What earlier tests left behind is lost by then.
/// </summary>
public abstract class BatchesTest : LifeTest
{
    protected static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    [SetUp]
    public Task LoseWhatIsLeft() =>
        Database.Execute("update leads set status = 'lost' where is_active_lead(status, archived_at)");

    /// <summary>Runs a job from this batch to its last, or as many batches as are wanted.</summary>
    protected async Task<IReadOnlyList<JobStep>> Run(IJobBatch first, ApiNode? node = null, int most = int.MaxValue)
    {
        var steps = new List<JobStep>();
        for (IJobBatch? next = first; next is not null && steps.Count < most; next = steps[^1].Next)
        {
            await using var scope = (node ?? Node).Services.CreateAsyncScope();
            steps.Add(await scope.ServiceProvider.GetRequiredService<IMediator>().Send(next));
        }

        return steps;
    }

    protected static (long Seen, long Changed) Sum(IReadOnlyList<JobStep> steps) =>
        (steps.Sum(s => s.Seen), steps.Sum(s => s.Changed));

    protected static long Skipped(IReadOnlyList<JobStep> steps, string reason) =>
        steps.Sum(s => s.Skipped.GetValueOrDefault(reason));

    /// <summary>So many leads in one statement, dealt to these agents in turn, captured now.</summary>
    protected async Task<IReadOnlyList<Guid>> GivenLeads(int count, params Guid[] agents)
    {
        const string Sql = """
            create temporary table came on commit drop as
            select gen_random_uuid() as id, (@agents)[1 + n % @dealtTo] as agent, '+97155' || lpad((@phones + n)::text, 7, '0') as phone
              from generate_series(1, @count) n;
            insert into phone_claims (phone, source_type, lead_id, claimed_at) select phone, 'bayut', id, @now from came;
            insert into leads (id, source_type, status_changed_at, phone, purpose, priority, preferred_areas, tags, rule_set,
                               rule_set_version, score_breakdown, raw_score, lead_score, assigned_agent_id, silence_since,
                               created_at, updated_at)
            select id, 'bayut', @now, phone, 'buy', 'medium', '{}', '{}', 'thinkrealty', 1,
                   '[{"rule": "source_quality", "points": 60, "reason": "Source bayut"}]', 60, 60, agent, @now, @now, @now
              from came;
            insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
            select gen_random_uuid(), id, agent, @now, 'best_match', '{}' from came;
            insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, trace_id)
            select @now, 'system', id, 'lead_captured', 'lead', id, 'test' from came;
            select id from came order by id
            """;
        await using var connection = await Database.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        var ids = await connection.QueryAsync<Guid>(
            Sql,
            new
            {
                count,
                agents,
                dealtTo = agents.Length,
                phones = Interlocked.Add(ref _phones, count) - count,
                now = Clock.Now.UtcDateTime,
            },
            transaction
        );
        await transaction.CommitAsync();
        return [.. ids];
    }

    /// <summary>Agents with room for so many leads.</summary>
    protected async Task<Guid[]> GivenAgentsFor(int leads)
    {
        var agents = new Guid[(leads + 49) / 50];
        for (var i = 0; i < agents.Length; i++)
            agents[i] = await GivenAgent();
        return agents;
    }

    /// <summary>The session of a node that waits for somebody's lock.</summary>
    protected async Task<int> WaitingSession()
    {
        const string Waiting = """
            select pid from pg_stat_activity
             where datname = current_database() and application_name = 'thinkrealty' and wait_event_type = 'Lock'
            """;
        await Eventually(async () => (await Rows<int>(Waiting)).Count > 0, "somebody waits for a lock");
        return (await Rows<int>(Waiting))[0];
    }

    private static int _phones;
}
