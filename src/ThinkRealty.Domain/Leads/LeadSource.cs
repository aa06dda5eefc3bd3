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
