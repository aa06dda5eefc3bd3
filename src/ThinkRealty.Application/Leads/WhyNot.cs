using System.Text.Json;

namespace ThinkRealty.Application.Leads;

/// <summary>How an agent fared in a decision.</summary>
public enum WhyNotOutcome
{
    /// <summary>This agent was given the lead.</summary>
    Chosen,

    /// <summary>As good a match as the one who was given it, but later in the turn.</summary>
    Competed,

    /// <summary>A weaker match.</summary>
    FewerPoints,

    /// <summary>Could not be given a lead at all.</summary>
    Excluded,

    /// <summary>The kept facts do not name this agent.</summary>
    NotRecorded,
}

/// <summary>What the facts that were kept of a decision say of one agent (rules §6).</summary>
public sealed record WhyNot
{
    /// <summary>The agent asked about.</summary>
    public Guid AgentId { get; init; }

    /// <summary>The short number by which the explanation names the agent.</summary>
    public int AgentNo { get; init; }

    /// <summary>How this agent fared.</summary>
    public WhyNotOutcome Outcome { get; init; }

    /// <summary>Match points; null where the agent was excluded or is not recorded.</summary>
    public decimal? Points { get; init; }

    /// <summary>Position in the turn, in leads; only for whoever competed. The lowest goes first.</summary>
    public decimal? Position { get; init; }

    /// <summary>Place among those who competed, from 1; only for whoever competed.</summary>
    public int? Place { get; init; }

    /// <summary>Why the agent was excluded (<c>inactive</c>, <c>on_leave</c>, <c>full</c>, <c>set_aside</c>, <c>busy</c>).</summary>
    public string? Reason { get; init; }

    /// <summary>The answer in one sentence, for people.</summary>
    public Summary Summary { get; init; } = new("", "");

    internal static WhyNot In(AssignmentView decision, DecisionFacts facts, AgentName agent)
    {
        var found = Recorded(decision.Explanation, agent.AgentNo);
        var answer = found with
        {
            AgentId = agent.AgentId,
            AgentNo = agent.AgentNo,
            Outcome = decision.HolderId == agent.AgentId ? WhyNotOutcome.Chosen : found.Outcome,
        };
        return answer with { Summary = DecisionSummary.Of(answer, decision, facts, agent.Name) };
    }

    private static WhyNot Recorded(JsonElement facts, int agentNo)
    {
        foreach (var (place, competitor) in List(facts, "group").Index())
            if (competitor.GetProperty("agent_no").GetInt32() == agentNo)
                return new()
                {
                    Outcome = WhyNotOutcome.Competed,
                    Points = Number(competitor, "points"),
                    Position = Number(competitor, "position"),
                    Place = place + 1,
                };

        foreach (var others in List(facts, "others").Where(Names))
            return new() { Outcome = WhyNotOutcome.FewerPoints, Points = Number(others, "points") };

        foreach (var excluded in List(facts, "excluded").Where(Names))
            return new() { Outcome = WhyNotOutcome.Excluded, Reason = excluded.GetProperty("reason").GetString() };

        return new() { Outcome = WhyNotOutcome.NotRecorded };

        bool Names(JsonElement some) => List(some, "agent_nos").Any(no => no.GetInt32() == agentNo);
    }

    private static JsonElement.ArrayEnumerator List(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static decimal? Number(JsonElement fact, string name) =>
        fact.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetDecimal()
            : null;
}
