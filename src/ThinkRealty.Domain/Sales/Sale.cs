namespace ThinkRealty.Domain.Sales;

/// <summary>How far a sale has come (rules §9).</summary>
public enum SaleStage
{
    New,
    Kyc,
    Agreement,
    Paid,
    Lost,
}

/// <summary>The closing of a transferred lead (rules §9); the database keeps it to one open sale per lead.</summary>
public sealed class Sale : AggregateRoot<SaleId>
{
    private Sale() { } // EF Core builds it from a row; everyone else calls Open.

    public override Guid Identity => Id.Value;

    public required LeadId LeadId { get; init; }
    public SaleStage Stage { get; private init; } = SaleStage.New;

    /// <summary>AED; null until it is known, never once paid.</summary>
    public decimal? Amount { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Begins the sale of a lead that is about to be transferred.</summary>
    public static Sale Open(LeadId lead, DateTimeOffset now)
    {
        Sale sale = new()
        {
            Id = SaleId.New(now),
            LeadId = lead,
            CreatedAt = now,
            UpdatedAt = now,
        };
        sale.Raise(new SaleOpened(sale.Id, lead, now));
        return sale;
    }

    // With its lead, which keeps the reason (rules §7).
    internal void CorrectAmount(decimal amount, DateTimeOffset now)
    {
        (Amount, UpdatedAt) = (amount, now);
        Raise(new SaleCorrected(Id, now));
    }
}

/// <summary>The amount of a paid sale was corrected with its lead; the audit has both amounts.</summary>
public sealed record SaleCorrected(SaleId Sale, DateTimeOffset At) : DomainEvent(At);

public sealed record SaleOpened(SaleId Sale, LeadId Lead, DateTimeOffset At) : DomainEvent(At);
