namespace ThinkRealty.Domain.Assignment;

/// <summary>A conversion rate of at least so many percent is worth so many points.</summary>
public sealed record ConversionBand(decimal FromPercent, decimal Points);

/// <summary>
/// How well an agent matches a lead, in points (rules §6). Policies are data: the database's <c>match_points</c> counts with
/// what is written here, and a property test compares the two.
/// </summary>
public sealed record AssignmentPolicy
{
    public required string Name { get; init; }
    public required int Version { get; init; }

    /// <summary>The lead's property type is among the agent's specialisations.</summary>
    public decimal PropertyTypePoints { get; init; }

    /// <summary>Any preferred area is among the agent's; aliases count.</summary>
    public decimal AreaPoints { get; init; }

    /// <summary>The agent speaks the lead's language.</summary>
    public decimal LanguagePoints { get; init; }

    /// <summary>Ascending; below the first band no points.</summary>
    public IReadOnlyList<ConversionBand> ConversionBands { get; init; } = [];

    /// <summary>Points for a conversion rate of 100 %, in proportion below.</summary>
    public int ConversionFactor { get; init; }

    /// <summary>Each active lead below this number is worth …</summary>
    public int WorkloadFrom { get; init; }

    /// <summary>… so many points.</summary>
    public decimal WorkloadPoints { get; init; }

    public static AssignmentPolicy ThinkRealty { get; } =
        new()
        {
            Name = "thinkrealty",
            Version = 1,
            PropertyTypePoints = 3,
            AreaPoints = 2,
            LanguagePoints = 2,
            ConversionBands = [new(0.01m, 1), new(20, 2), new(30, 3)], // rates have two decimals: > 0 is ≥ 0.01
        };

    public static AssignmentPolicy PropertyCrm { get; } =
        new()
        {
            Name = "property_crm",
            Version = 1,
            PropertyTypePoints = 15,
            AreaPoints = 20,
            ConversionFactor = 10,
            WorkloadFrom = 10,
            WorkloadPoints = 1,
        };

    public static IReadOnlyList<AssignmentPolicy> Shipped { get; } = [ThinkRealty, PropertyCrm];

    /// <summary>The agent's points for a lead.</summary>
    /// <param name="agent">What the agent is matched by.</param>
    /// <param name="conversionRate">Percent, from the newest metrics; none = 0.</param>
    /// <param name="activeLeads">What the agent holds now.</param>
    /// <param name="lead">What the lead looks for.</param>
    public decimal Points(AgentMatch agent, decimal conversionRate, int activeLeads, LeadMatch lead) =>
        PointsForMatch(agent, lead) + PointsForConversion(conversionRate) + PointsForWorkload(activeLeads);

    /// <summary>Of them, those for what the agent knows of what the lead looks for.</summary>
    public decimal PointsForMatch(AgentMatch agent, LeadMatch lead) =>
        (agent.Sells(lead.PropertyType) ? PropertyTypePoints : 0)
        + (agent.KnowsAnyOf(lead.Areas) ? AreaPoints : 0)
        + (agent.Speaks(lead.Language) ? LanguagePoints : 0);

    /// <summary>Of them, those for a conversion rate in percent.</summary>
    public decimal PointsForConversion(decimal conversionRate) =>
        (ConversionBands.LastOrDefault(band => conversionRate >= band.FromPercent)?.Points ?? 0)
        + (conversionRate / 100 * ConversionFactor);

    /// <summary>Of them, those for having little to do.</summary>
    public decimal PointsForWorkload(int activeLeads) =>
        activeLeads < WorkloadFrom ? (WorkloadFrom - activeLeads) * WorkloadPoints : 0;
}
