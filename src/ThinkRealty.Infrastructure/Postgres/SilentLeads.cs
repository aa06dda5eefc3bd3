using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// What <see cref="Lead"/> does with one lead when it books a silence, for many at once; a test holds the two together.
/// </summary>
internal sealed class SilentLeads(ThinkRealtyDbContext db, DashboardTokens tokens) : ISilentLeads
{
    private const string Due = """
        leads l join unnest(@RuleSets, @Versions) w (rule_set, version)
                  on w.rule_set = l.rule_set and w.version = l.rule_set_version
         where is_active_lead(l.status, l.archived_at)
           and extract(epoch from @Now - l.silence_since) >= @WeekSeconds * (l.silence_windows + 1)
        """;

    private const string Count = $"select count(*) from {Due}";

    // Locked first and read afterwards, by another statement, so that what is read is what the lock protects.
    private const string Lock = $"""
        with due as materialized (
          select l.id from {Due} and l.id > @After order by l.id limit @Most
        ), taken as (
          select l.id from leads l where l.id in (select id from due) order by l.id for no key update skip locked
        )
        select d.id, t.id is not null as is_ours from due d left join taken t on t.id = d.id order by d.id
        """;

    // The sum of the first n weeks takes the score to 0 at the lowest; what the n-th adds is what the sum gains by it.
    private const string Book = """
        with owed as materialized (
          select l.id, greatest(l.raw_score, 0) as points_left, l.silence_since, l.silence_windows as booked,
                 div(extract(epoch from @Now - l.silence_since), @WeekSeconds)::integer as complete,
                 w.rule, w.points, w.reason
            from leads l join unnest(@RuleSets, @Versions, @Rules, @Points, @Reasons) w (rule_set, version, rule, points, reason)
                           on w.rule_set = l.rule_set and w.version = l.rule_set_version
           where l.id = any (@Taken) and is_active_lead(l.status, l.archived_at)
        ), entries as (
          insert into score_ledger (lead_id, rule, points, reason, at, silence_since, silence_window)
          select o.id, o.rule,
                 greatest(o.points * n, -o.points_left) - greatest(o.points * (n - 1), -o.points_left),
                 o.reason, @Now, o.silence_since, o.booked + n
            from owed o cross join generate_series(1, o.complete - o.booked) n
           order by o.id, n
          on conflict on constraint score_ledger_window_once do nothing
          returning lead_id, points
        ), sums as (
          select lead_id, sum(points)::integer as points from entries group by lead_id
        )
        update leads l
           set raw_score = l.raw_score + coalesce(s.points, 0),
               lead_score = greatest(0, least(100, l.raw_score + coalesce(s.points, 0))),
               silence_windows = o.complete,
               updated_at = greatest(l.updated_at, @Now)
          from owed o left join sums s on s.lead_id = o.id
         where l.id = o.id and o.complete > o.booked
        """;

    public async Task<long> CountAsync(
        IReadOnlyList<SilentWeek> weeks,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<long>(db.Command(Count, Parameters(weeks, now), cancellationToken));

    public async Task<SilenceBooked> BookAsync(
        Guid after,
        int most,
        IReadOnlyList<SilentWeek> weeks,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var connection = db.Database.GetDbConnection();
        var parameters = Parameters(weeks, now);
        parameters.AddDynamicParams(new { After = after, Most = most });
        var due = (
            await connection.QueryAsync<(Guid Id, bool IsOurs)>(db.Command(Lock, parameters, cancellationToken))
        ).AsList();

        var taken = due.Where(d => d.IsOurs).Select(d => d.Id).ToArray();
        parameters.AddDynamicParams(new { Taken = taken });
        var booked = await connection.ExecuteAsync(db.Command(Book, parameters, cancellationToken));
        await tokens.LockOfHoldersAsync(taken, cancellationToken);
        return new(due.Count, booked, due.Count == 0 ? null : due[^1].Id);
    }

    private static DynamicParameters Parameters(IReadOnlyList<SilentWeek> weeks, DateTimeOffset now) =>
        new(
            new
            {
                Now = now,
                WeekSeconds = (long)Lead.SilentWeek.TotalSeconds,
                RuleSets = weeks.Select(w => w.RuleSet).ToArray(),
                Versions = weeks.Select(w => w.Version).ToArray(),
                Rules = weeks.Select(w => w.Entry.Rule).ToArray(),
                Points = weeks.Select(w => w.Entry.WholePoints).ToArray(),
                Reasons = weeks.Select(w => w.Entry.Reason).ToArray(),
            }
        );
}
