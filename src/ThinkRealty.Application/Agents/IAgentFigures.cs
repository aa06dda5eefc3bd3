namespace ThinkRealty.Application.Agents;

/// <summary>What agents make of their leads, measured again and again; the newest figures count in matching (rules §6).</summary>
public interface IAgentFigures
{
    /// <summary>Measures the next agents in order of id.</summary>
    /// <param name="after">The last one of the piece before.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<MeasuredAgent>> MeasureAsync(
        Guid after,
        int most,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Writes figures down; their agents' seats are held until the transaction ends.</summary>
    Task WriteAsync(IReadOnlyList<AgentFigures> figures, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An agent's leads of the last 90 days.</summary>
/// <param name="AgentId">Whose.</param>
/// <param name="Received">Leads that were given to the agent in these days, archived ones aside.</param>
/// <param name="Converted">Of these, those that are converted and whose last holder the agent is.</param>
public sealed record AgentFigures(Guid AgentId, int Received, int Converted)
{
    /// <summary>How far back an assignment counts.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(90);

    /// <summary>Percent, two decimals; 0 without leads.</summary>
    public decimal Rate =>
        Received == 0 ? 0 : Math.Round(100m * Converted / Received, 2, MidpointRounding.AwayFromZero);
}

/// <summary>The figures of an agent as they are, and as they were written down last.</summary>
/// <param name="Present">As they are.</param>
/// <param name="Written">The newest ones; null: there are none.</param>
/// <param name="WrittenAt">When these were measured.</param>
public sealed record MeasuredAgent(AgentFigures Present, AgentFigures? Written, DateTimeOffset? WrittenAt);
