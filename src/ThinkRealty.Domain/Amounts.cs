namespace ThinkRealty.Domain;

/// <summary>The upper limits of money, AED (rules §3, §7); the schema repeats them.</summary>
public static class Amounts
{
    /// <summary>A lead's budgets.</summary>
    public const decimal MostBudget = 500_000_000;

    /// <summary>A deal's value, a sale's amount and a property's price.</summary>
    public const decimal MostDeal = 5_000_000_000;

    /// <summary>Above 0, at most the limit, and in whole fils: two decimals.</summary>
    public static bool IsWithin(decimal amount, decimal limit) =>
        amount > 0 && amount <= limit && amount == decimal.Round(amount, 2);
}
