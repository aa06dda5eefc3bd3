namespace ThinkRealty.Domain.Assignment;

/// <summary>Who has too much to do, and who may get some of it (rules §6).</summary>
/// <param name="AbovePercent">An agent above this share of the maximum gives leads away.</param>
/// <param name="BelowPercent">An agent below this share may get them.</param>
public sealed record BalanceRule(int AbovePercent, int BelowPercent)
{
    /// <summary>How many leads an agent has to give away until no longer above the share.</summary>
    public int Surplus(int activeLeads, int maxActiveLeads) =>
        Math.Max(0, activeLeads - (maxActiveLeads * AbovePercent / 100));
}
