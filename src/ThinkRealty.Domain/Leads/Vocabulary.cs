namespace ThinkRealty.Domain.Leads;

// The desk's words for a lead's wishes and ends (rules §2, §7); snake_case of the name is the spelling everywhere.

public enum PropertyType
{
    Apartment,
    Villa,
    Townhouse,
    Commercial,
    House,
    Studio,
}

/// <summary>The language a lead prefers; agents may list more (rules §2).</summary>
public enum Language
{
    Arabic,
    English,
}

public enum Purpose
{
    Buy,
    Rent,
    Sell,
    Let,
    Invest,
}

/// <summary>In this order, lowest first.</summary>
public enum Priority
{
    Low,
    Medium,
    High,
    Urgent,
}

/// <summary>Refines a status without changing what is allowed (rules §7).</summary>
public enum SubStatus
{
    Proposal,
    Applied,
    Callback,
}

public enum LostReason
{
    Budget,
    Timing,
    NoResponse,
    NotInterested,
    Competitor,
    Unreachable,
    Invalid,
    Other,
}

public enum ConversionType
{
    Sale,
    Rental,
}

/// <summary>How much a lead likes a property.</summary>
public enum InterestLevel
{
    Low,
    Medium,
    High,
}
