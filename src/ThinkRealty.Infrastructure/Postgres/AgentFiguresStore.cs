using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Agents;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class AgentFiguresStore(ThinkRealtyDbContext db) : IAgentFigures
{
    private const string Measure = """
        select a.id, received.leads as received, received.converted, newest.leads_received, newest.leads_converted,
               newest.measured_at
          from (select id from agents where id > @after order by id limit @most) a
         cross join lateral (
               select count(*)::integer as leads,
                      (count(*) filter (where l.status = 'converted' and l.assigned_agent_id = a.id))::integer as converted
                 from (select distinct h.lead_id from lead_assignments h where h.agent_id = a.id and h.assigned_at >= @since) held
                 join leads l on l.id = held.lead_id
                where l.archived_at is null) received
          left join lateral (
               select m.leads_received, m.leads_converted, m.measured_at from agent_performance_metrics m
                where m.agent_id = a.id order by m.measured_at desc limit 1) newest on true
         order by a.id
        """;

    // In order of id, in which the seats are then taken.
    private const string Write = """
        insert into agent_performance_metrics (agent_id, measured_at, leads_received, leads_converted, conversion_rate)
        select f.agent_id, @now, f.received, f.converted, f.rate
          from unnest(@agents, @received, @converted, @rates) f (agent_id, received, converted, rate)
         order by f.agent_id
        on conflict (agent_id, measured_at) do update
           set leads_received = excluded.leads_received, leads_converted = excluded.leads_converted,
               conversion_rate = excluded.conversion_rate
        """;

    public async Task<IReadOnlyList<MeasuredAgent>> MeasureAsync(
        Guid after,
        int most,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - AgentFigures.Period;
        var rows = await db
            .Database.GetDbConnection()
            .QueryAsync<Row>(
                db.Command(
                    Measure,
                    new
                    {
                        after,
                        most,
                        since,
                    },
                    cancellationToken
                )
            );
        return [.. rows.Select(row => row.Agent)];
    }

    public Task WriteAsync(IReadOnlyList<AgentFigures> figures, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = new
        {
            now,
            agents = figures.Select(f => f.AgentId).ToArray(),
            received = figures.Select(f => f.Received).ToArray(),
            converted = figures.Select(f => f.Converted).ToArray(),
            rates = figures.Select(f => f.Rate).ToArray(),
        };
        return db.Database.GetDbConnection().ExecuteAsync(db.Command(Write, values, cancellationToken));
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Received { get; init; }
        public int Converted { get; init; }
        public int? LeadsReceived { get; init; }
        public int? LeadsConverted { get; init; }
        public DateTimeOffset? MeasuredAt { get; init; }

        public MeasuredAgent Agent =>
            new(
                new(Id, Received, Converted),
                MeasuredAt is null ? null : new(Id, LeadsReceived!.Value, LeadsConverted!.Value),
                MeasuredAt
            );
    }
}
