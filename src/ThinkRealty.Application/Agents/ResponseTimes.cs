using System.Data.Common;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Agents;

/// <summary>
/// How fast everybody responded in a period. Reading it looks at every lead of the period, so it is remembered for five
/// minutes in this process; only the rank is made of it, and only other agents' share in the rank is that old.
/// </summary>
internal sealed class ResponseTimes(DbDataSource db, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // A thousand agents take about 40 kB.
    private const int MostPeriods = 200;

    private const string Sql = """
        select l.assigned_agent_id as agent_id, count(*)::integer as leads,
               (extract(epoch from sum(l.first_contact_at - l.created_at)) * 1000000)::bigint as microseconds
          from leads l
         where l.created_at >= @From and l.created_at < @To and l.first_contact_at is not null and l.archived_at is null
           and l.assigned_agent_id is not null and (@Source::text is null or l.source_type = @Source)
         group by l.assigned_agent_id
        """;

    private readonly Dictionary<DashboardPeriod, Remembered> _known = [];

    /// <summary>Everybody's, and when they were read. Several who ask at once wait for one reading.</summary>
    public async Task<(IReadOnlyList<AgentResponses> Everybody, DateTimeOffset ReadAt)> InAsync(
        DashboardPeriod period,
        CancellationToken cancellationToken
    )
    {
        var remembered = Recall(period, clock.Now());
        return (await remembered.Reading.WaitAsync(cancellationToken), remembered.At);
    }

    private Remembered Recall(DashboardPeriod period, DateTimeOffset now)
    {
        lock (_known)
        {
            if (_known.TryGetValue(period, out var known) && known.IsFresh(now))
                return known;

            if (_known.Count >= MostPeriods)
                foreach (var old in _known.OrderBy(k => k.Value.At).Take(MostPeriods / 2).Select(k => k.Key).ToList())
                    _known.Remove(old);
            // Not cancellable: whoever asks first may hang up while others wait for the same.
            return _known[period] = new(now, Task.Run(() => ReadAsync(period, now)));
        }
    }

    private async Task<IReadOnlyList<AgentResponses>> ReadAsync(DashboardPeriod period, DateTimeOffset now)
    {
        var (from, to) = period.At(now);
        await using var connection = await db.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<AgentResponses>(
                Sql,
                new
                {
                    From = from,
                    To = to,
                    Source = period.Source?.Spelled(),
                }
            ),
        ];
    }

    private sealed record Remembered(DateTimeOffset At, Task<IReadOnlyList<AgentResponses>> Reading)
    {
        // A clock that was set back must not make it last for ever.
        public bool IsFresh(DateTimeOffset now) =>
            (now - At).Duration() < Lifetime && !Reading.IsFaulted && !Reading.IsCanceled;
    }
}

/// <summary>An agent's first contacts in a period.</summary>
internal sealed record AgentResponses
{
    public Guid AgentId { get; init; }

    /// <summary>Leads with a first contact.</summary>
    public int Leads { get; init; }

    /// <summary>From creation to first contact, of these leads together.</summary>
    public long Microseconds { get; init; }

    /// <summary>Compares the averages as the fractions they are: equal ones share a rank, and rounding must not part them.</summary>
    public bool IsFasterThan(AgentResponses other) =>
        (Int128)Microseconds * other.Leads < (Int128)other.Microseconds * Leads;

    /// <summary>1 and how many others are faster; null without a response.</summary>
    public int? RankAmong(IEnumerable<AgentResponses> everybody) =>
        Leads == 0 ? null : 1 + everybody.Count(o => o.AgentId != AgentId && o.IsFasterThan(this));

    /// <summary>Hours with one decimal, <c>4.5 hours</c>.</summary>
    public string Average() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{(Leads == 0 ? 0 : Math.Round(Microseconds / 3_600_000_000m / Leads, 1, MidpointRounding.AwayFromZero)):0.0} hours"
        );
}
