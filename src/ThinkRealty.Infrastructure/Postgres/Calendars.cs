using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>An agent's calendar belongs to whoever holds the agent's seat.</summary>
internal sealed class Calendars(ThinkRealtyDbContext db) : ICalendars
{
    private const string LockSeat = "select from agent_seats where agent_id = $1 for no key update";

    private const string Pending =
        "select id, due_date from follow_up_tasks where agent_id = $1 and status = 'pending' order by due_date";

    public async Task<Calendar> OfAsync(AgentId agent, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(LockSeat, agent.Value);
        batch.Add(Pending, agent.Value);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken); // past the lock

        var appointments = new List<Appointment>();
        while (await reader.ReadAsync(cancellationToken))
            appointments.Add(
                new(reader.GetGuid(0), await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken))
            );
        return new(appointments);
    }

    public Task<FollowUpState?> FindAsync(Guid followUp, CancellationToken cancellationToken) =>
        db
            .Database.GetDbConnection()
            .QuerySingleOrDefaultAsync<FollowUpState>(
                db.Command(
                    "select lead_id as lead, status from follow_up_tasks where id = @followUp",
                    new { followUp },
                    cancellationToken
                )
            );
}
