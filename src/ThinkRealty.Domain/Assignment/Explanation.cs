using System.Text.Json;

namespace ThinkRealty.Domain.Assignment;

/// <summary>Why an agent cannot be given a lead; those that come first are named first where not all can be named.</summary>
public enum Exclusion
{
    /// <summary>Holds as many active leads as allowed.</summary>
    Full,
    Inactive,
    OnLeave,

    /// <summary>Holds the lead, or is not to have it.</summary>
    SetAside,

    /// <summary>Has room, but too much to do to be given leads for balance.</summary>
    Busy,
}

/// <summary>
/// The record of a choice (rules §6): who competed, what decided, and how the others stood, by their numbers while there are
/// not too many. <c>pick_agent</c> writes the same.
/// </summary>
/// <param name="Policy">How a match was counted.</param>
/// <param name="Points">Of the best match.</param>
/// <param name="DecidedBy">What put the first before the second.</param>
/// <param name="Front">Who competed, whose turn comes first; no more than are named.</param>
/// <param name="LiftedTo">Where the competing group began.</param>
/// <param name="Eligible">Everybody by points, each class by number.</param>
/// <param name="Excluded">Everybody else.</param>
internal sealed record Explanation(
    string Policy,
    decimal Points,
    string DecidedBy,
    IReadOnlyList<Seat> Front,
    long LiftedTo,
    IReadOnlyDictionary<decimal, List<Seat>> Eligible,
    IReadOnlyDictionary<Exclusion, List<Seat>> Excluded
)
{
    /// <summary>So many of those who competed.</summary>
    public const int Named = 20;

    // … and so many of all others.
    private const int NamedBeside = 200;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public string ToJson()
    {
        var left = NamedBeside;
        var others = Eligible
            .OrderByDescending(alike => alike.Key)
            .Select(alike =>
                (Points: alike.Key, Seats: alike.Key == Points ? alike.Value.Except(Front).ToList() : alike.Value)
            )
            .Where(alike => alike.Seats.Count > 0)
            .Select(alike => new
            {
                Points = Plain(alike.Points),
                alike.Seats.Count,
                AgentNos = Numbers(alike.Seats),
            })
            .ToList();
        var excluded = Excluded
            .OrderBy(alike => alike.Key)
            .Select(alike => new
            {
                Reason = alike.Key.Spelled(),
                alike.Value.Count,
                AgentNos = Numbers(alike.Value),
            })
            .ToList();
        return JsonSerializer.Serialize(
            new
            {
                Policy,
                Points = Plain(Points),
                DecidedBy,
                Group = Front.Select(s => new
                {
                    s.AgentNo,
                    Points = Plain(Points),
                    Position = Plain(Math.Max(s.Position, LiftedTo) / (decimal)Seat.OneLead),
                    s.ActiveLeads,
                }),
                Others = others.Count > 0 ? others : null,
                Excluded = excluded.Count > 0 ? excluded.OrderBy(e => e.Reason, StringComparer.Ordinal) : null,
            },
            Json
        );

        List<int> Numbers(List<Seat> seats)
        {
            var named = seats.Take(left).Select(s => s.AgentNo).ToList();
            left -= named.Count;
            return named;
        }
    }

    // Without zeros at the end.
    private static decimal Plain(decimal number) => decimal.Round(number, 16) / 1.0000000000000000000000000000m;
}
