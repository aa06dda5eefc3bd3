namespace ThinkRealty.Domain.Leads;

/// <summary>The channel an inquiry came by (rules §2).</summary>
public enum LeadSource
{
    Bayut,

    [Spelled("propertyFinder")]
    PropertyFinder,
    Dubizzle,
    Website,
    WalkIn,
    Referral,
    Instagram,
    Facebook,
    Whatsapp,
    Partner,
    Scanner,
    Manual,
    Direct,
    Other,
}

public static class LeadSources
{
    /// <summary>What an agent enters who met the person: it is that agent's own (rules §6).</summary>
    public static bool IsEnteredByAgents(this LeadSource source) =>
        source is LeadSource.WalkIn or LeadSource.Referral or LeadSource.Manual;
}
