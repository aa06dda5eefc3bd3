namespace ThinkRealty.Domain.Leads;

/// <summary>Anything that can happen with a lead (rules §8).</summary>
public enum ActivityType
{
    Call,
    Email,
    Whatsapp,
    Viewing,
    Meeting,
    OfferMade,
    Message,
    Note,
    Assignment,
}

public enum Outcome
{
    Positive,
    Negative,
    Neutral,
}

public enum Direction
{
    Outbound,
    Inbound,
}
