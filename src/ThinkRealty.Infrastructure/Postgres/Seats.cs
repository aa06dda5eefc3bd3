using System.Data.Common;
using System.Text.Json;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class Seats(ThinkRealtyDbContext db) : ISeats
{
    private const decimal Unit = 10_000; // points are kept in units of 1/10000

    private const string ActivePolicy = """
        select name, version, property_type_points, area_points, language_points, conversion_from, conversion_points,
               conversion_factor, workload_from, workload_points
          from assignment_policies
         where is_active
        """;

    // What an agent is matched by comes as texts: many know the same, and arrays are dear to read.
    private const string Everybody = """
        select agent_id, agent_no, is_active, leave_from, leave_until, max_active_leads, weight,
               to_json(property_types)::text, to_json(areas)::text, to_json(languages)::text,
               conversion_rate, active_leads, position, last_received_at
          from agent_seats
         order by agent_no
        """;

    // Decided in the update itself: it waits for whoever has the seat and looks at what that left. Places taken before in this
    // transaction count in active_leads only when their leads are saved.
    private const string Take = """
        update agent_seats s
           set position = greatest(s.position, $2) + 2520 / s.weight, last_received_at = $3
         where s.agent_id = $1 and seat_exclusion(s, $4, null) is null
           and (s.active_leads + $5) * 100 < coalesce($6, 100) * s.max_active_leads
        returning (select a.supervisor_user_id from agents a where a.id = s.agent_id)
        """;

    private const string Pending = """
        select agent_id, id, due_date from follow_up_tasks where agent_id = any ($1) and status = 'pending'
        """;

    public async Task<Turn> TurnAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(ActivePolicy);
        batch.Add(Everybody);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var policy = ReadPolicy(reader);
        await reader.NextResultAsync(cancellationToken);
        var (seats, matches) = (new List<Seat>(), new Dictionary<(string, string, string), AgentMatch>());
        while (await reader.ReadAsync(cancellationToken))
            seats.Add(ReadSeat(reader, matches));
        return new(policy, seats, today);
    }

    public async Task<IReadOnlyList<TakenSeat?>> TakeAsync(
        IReadOnlyList<TurnChoice> choices,
        int? belowPercent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (choices.Count == 0)
            return [];

        await using var batch = db.Batch();
        var promised = new Dictionary<AgentId, int>();
        foreach (var choice in choices)
        {
            var agent = choice.Seat.Agent;
            var before = promised.GetValueOrDefault(agent);
            batch.Add(Take, agent.Value, choice.LiftedTo, now, now.DubaiDay(), before, belowPercent);
            promised[agent] = before + 1;
        }

        batch.Add(Pending, promised.Keys.Select(agent => agent.Value).ToArray());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var taken = new List<(bool IsTaken, Guid? Supervisor)>();
        foreach (var _ in choices)
        {
            var isTaken = await reader.ReadAsync(cancellationToken);
            taken.Add((isTaken, isTaken && !reader.IsDBNull(0) ? reader.GetGuid(0) : null));
            await reader.NextResultAsync(cancellationToken);
        }

        var calendars = await ReadCalendarsAsync(reader, promised.Keys, cancellationToken);
        return
        [
            .. choices.Zip(
                taken,
                (choice, t) => t.IsTaken ? new TakenSeat(calendars[choice.Seat.Agent], t.Supervisor) : null
            ),
        ];
    }

    private static async Task<Dictionary<AgentId, Calendar>> ReadCalendarsAsync(
        DbDataReader reader,
        IEnumerable<AgentId> agents,
        CancellationToken cancellationToken
    )
    {
        var pending = agents.ToDictionary(agent => agent, _ => new List<Appointment>());
        while (await reader.ReadAsync(cancellationToken))
            pending[new(reader.GetGuid(0))]
                .Add(new(reader.GetGuid(1), await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken)));
        return pending.ToDictionary(p => p.Key, p => new Calendar(p.Value));
    }

    private static AssignmentPolicy ReadPolicy(DbDataReader reader)
    {
        var from = reader.GetFieldValue<int[]>(5);
        var points = reader.GetFieldValue<int[]>(6); // the first one below the first limit
        return new()
        {
            Name = reader.GetString(0),
            Version = reader.GetInt32(1),
            PropertyTypePoints = reader.GetInt32(2) / Unit,
            AreaPoints = reader.GetInt32(3) / Unit,
            LanguagePoints = reader.GetInt32(4) / Unit,
            ConversionBands =
            [
                new(0, points[0] / Unit),
                .. from.Zip(points.Skip(1), (hundredths, units) => new ConversionBand(hundredths / 100m, units / Unit)),
            ],
            ConversionFactor = reader.GetInt32(7),
            WorkloadFrom = reader.GetInt32(8),
            WorkloadPoints = reader.GetInt32(9) / Unit,
        };
    }

    private static Seat ReadSeat(DbDataReader reader, Dictionary<(string, string, string), AgentMatch> matches)
    {
        var known = (reader.GetString(7), reader.GetString(8), reader.GetString(9));
        if (!matches.TryGetValue(known, out var match))
            matches[known] = match = new(Words(known.Item1), Words(known.Item2), Words(known.Item3));
        return new Seat
        {
            Agent = new(reader.GetGuid(0)),
            AgentNo = reader.GetInt32(1),
            IsActive = reader.GetBoolean(2),
            LeaveFrom = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateOnly>(3),
            LeaveUntil = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateOnly>(4),
            MaxActiveLeads = reader.GetInt32(5),
            Weight = reader.GetInt32(6),
            Match = match,
            ConversionRate = reader.GetInt32(10) / 100m,
        }.Standing(
            reader.GetInt32(11),
            reader.GetInt64(12),
            reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13)
        );
    }

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json)!;
}
