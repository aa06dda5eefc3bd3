namespace ThinkRealty.Api.OpenApi;

/// <summary>Phones nobody has called from yet: the worked example's number (rules §5), else the next free ones.</summary>
internal static class FreePhones
{
    public const string Sql = """
        select '+' || number
          from generate_series(971501234567, 971501299999) number
         where not exists (select from phone_claims c where c.phone = '+' || number)
           and not exists (select from leads l where l.phone = '+' || number)
           and not exists (select from agents a where a.phone = '+' || number)
         order by number
        """;
}
