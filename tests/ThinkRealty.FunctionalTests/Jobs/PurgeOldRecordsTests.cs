using System.Net.Http.Json;
using Dapper;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>What is kept for a time only goes when that time is over, and not a microsecond before.</summary>
public sealed class PurgeOldRecordsTests : EmptyDeskTest
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private const string Intake = """
        insert into intake (id, caller_kind, caller_id, inquiry_key, door, body, reason, detail, attempts, status, first_at, last_at)
        values (gen_random_uuid(), 'key', gen_random_uuid(), 'a key', '/api/v1/leads/capture', '{}', 'duplicate_lead', '{}', 1,
                'refused', @at, @at)
        """;

    private const string FirstAnswer = """
        insert into idempotency_keys (caller_id, key, request_digest, answer, created_at)
        values (gen_random_uuid(), 'a key', '', '{}', @at)
        """;

    private const string Failure = """
        insert into sign_in_failures (subject, failures, last_try_at, wait_until)
        values (sha256(gen_random_uuid()::text::bytea), 3, @at, @at)
        """;

    private const string OldRun = """
        insert into job_runs (id, job, node, cause, due_at, attempt, started_at, finished_at, outcome, trace_id)
        select gen_random_uuid(), 'decay_scores', 'a node', 'request', @at, 1, @at, moment, 'succeeded', 'a trace'
          from unnest(array[@at, @at + interval '1 hour']) moment order by moment
        """;

    private const string Figures = """
        insert into agent_performance_metrics (agent_id, measured_at, leads_received, leads_converted, conversion_rate)
        select a.id, moment, 0, 0, 0 from agents a, unnest(array[@at, @at + interval '1 hour']) moment
        """;

    [TestCase("intake", Intake, 90 * 24, 0)]
    [TestCase("idempotency_keys", FirstAnswer, 24, -1)]
    [TestCase("sign_in_failures", Failure, 24, 0)]
    [TestCase("job_runs where job = 'decay_scores'", OldRun, 90 * 24, 0)]
    [TestCase("agent_performance_metrics", Figures, 90 * 24, 0)]
    public async Task A_record_stays_until_its_time_is_over(string table, string insert, int hours, int lastMicrosecond)
    {
        await GivenAgent();
        var last = Clock.Now.AddHours(-hours).AddMicroseconds(-lastMicrosecond);
        await Database.Execute(insert, new { at = last.UtcDateTime });
        var before = await Count(table);

        await Node.Run(new PurgeOldRecords());
        (await Count(table)).ShouldBe(before, "within its time");

        Clock.Advance(Microsecond);
        await Node.Run(new PurgeOldRecords());
        // Of runs and figures the newest of their kind stays, however old.
        (await Count(table)).ShouldBe(before - 1, "after its time");
        Clock.Advance(TimeSpan.FromDays(1));
        await Node.Run(new PurgeOldRecords());
        (await Count(table)).ShouldBe(before - 1, "the newest of each");
    }

    [Test]
    public async Task An_inquiry_takes_its_claim_with_it_and_is_resolved_by_a_success_until_then()
    {
        await GivenAgent();
        var (late, never) = (Inquiry(), Inquiry("nonsense"));
        await Captured(late);
        await ShouldBeProblem(await Capture(late), 409, "duplicate_lead");
        await ShouldBeProblem(await Capture(never), 422, "validation_error");

        Clock.Advance(TimeSpan.FromDays(2));
        await Node.Run(new PurgeOldRecords());
        var lead = LeadIn(await Captured(late));
        (await Rows<(string, Guid?)>("select status, lead_id from intake order by status desc")).ShouldBe([
            ("resolved", lead),
            ("refused", null),
        ]);

        Clock.Advance(TimeSpan.FromDays(88));
        await Node.Run(new PurgeOldRecords());
        (await Count("intake"), await Count("intake_claims")).ShouldBe((2, 2));
        Clock.Advance(Microsecond);
        await Node.Run(new PurgeOldRecords());
        (await Count("intake"), await Count("intake_claims")).ShouldBe((0, 0));
    }

    [Test]
    public async Task Tokens_and_sign_ins_go_when_they_have_run_out()
    {
        using var supervisor = await SignedInAs("supervisor");
        var living = await Count("sign_ins");
        await Database.Execute(
            """
            with s as (
              insert into sign_ins (id, user_id, started_at)
              select gen_random_uuid(), id, @at from users limit 1 returning id)
            insert into refresh_tokens (token_hash, sign_in_id, created_at, expires_at)
            select sha256(gen_random_uuid()::text::bytea), s.id, @at, moment
              from s, unnest(array[@at + interval '1 hour', @at + interval '2 hours']) moment
            """,
            new { at = Clock.Now.UtcDateTime }
        );
        var tokens = await Count("refresh_tokens");

        foreach (
            var (wait, goneSignIns, goneTokens) in new[]
            {
                (TimeSpan.FromHours(1) - Microsecond, 0, 0),
                (Microsecond, 0, 1),
                (TimeSpan.FromHours(1) - Microsecond, 0, 1),
                (Microsecond, 1, 2),
            }
        )
        {
            Clock.Advance(wait);
            await Node.Run(new PurgeOldRecords());
            (living + 1 - await Count("sign_ins"), tokens - await Count("refresh_tokens")).ShouldBe(
                (goneSignIns, goneTokens)
            );
        }
    }

    [Test]
    public async Task A_sign_in_that_goes_on_keeps_what_tells_a_stolen_token()
    {
        await GivenAgent();
        using var supervisor = await SignedInAs("supervisor");
        var first = await SignIn(await Scalar<string>("select email from users") ?? "");
        Clock.Advance(TimeSpan.FromDays(10));
        var second = await TokenPair.Of(await Refresh(first));

        await Node.Run(new PurgeOldRecords());
        Clock.Advance(TimeSpan.FromMinutes(1)); // longer than a lost answer may be asked for again

        await ShouldBeProblem(await Refresh(first), 401, "unauthenticated");
        await ShouldBeProblem(await Refresh(second), 401, "unauthenticated");
    }

    [Test]
    public async Task What_somebody_is_using_is_left_for_the_next_time()
    {
        await Database.Execute(FirstAnswer, new { at = Clock.Now.AddHours(-25).UtcDateTime });
        await Database.Execute(FirstAnswer, new { at = Clock.Now.AddHours(-26).UtcDateTime });
        await using (var somebody = await Database.Connect())
        await using (var transaction = await somebody.BeginTransactionAsync())
        {
            await somebody.ExecuteAsync("select from idempotency_keys limit 1 for update", transaction: transaction);
            await Node.Run(new PurgeOldRecords());
            (await Count("idempotency_keys")).ShouldBe(1);
        }

        await Node.Run(new PurgeOldRecords());
        (await Count("idempotency_keys")).ShouldBe(0);
    }

    [Test]
    public async Task Thousands_go_in_pieces_and_are_counted()
    {
        await Database.Execute(
            """
            insert into idempotency_keys (caller_id, key, request_digest, answer, created_at)
            select gen_random_uuid(), 'a key', '', '{}', @at from generate_series(1, 2500)
            """,
            new { at = Clock.Now.AddHours(-25).UtcDateTime }
        );

        (await Node.Run(new PurgeOldRecords())).InWords().ShouldBe("2500 seen, 2500 changed");
        (await Count("idempotency_keys")).ShouldBe(0);
    }

    private Task<HttpResponseMessage> Refresh(TokenPair pair) =>
        Api.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = pair.RefreshToken });
}
