using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Properties;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Suggestions;

/// <summary>
/// Suggests from what similar leads liked. It looks at the newest hundred leads of the type, not at all of them: recency
/// counts anyway, and the cost does not grow with the leads.
/// </summary>
internal sealed class LocalSuggestions(ThinkRealtyDbContext db) : ISuggestedProperties
{
    // What similar leads liked, and the dearest properties that fit. Whether areas are the same is for the Domain to say.
    private const string Sql = """
        with newest as materialized (
          select l.id, l.budget_min, l.budget_max, l.preferred_areas, row_number() over (order by l.created_at desc) as age
            from leads l
           where l.property_type = @Type
             and l.status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'converted')
           order by l.created_at desc
           limit 100
        )
        select p.id, n.preferred_areas as areas, true as is_liked,
               case i.interest_level when 'high' then 3 when 'medium' then 2 else 1 end / (20.0 + n.age) as weight
          from newest n
          join lead_property_interests i on i.lead_id = n.id
          join properties p on p.id = i.property_id
         where n.budget_min <= @BudgetMax and n.budget_max >= @BudgetMin and p.is_active and p.purpose = @Purpose
        union all
        (select p.id, array[p.area], false, 0
           from properties p
          where p.is_active and p.purpose = @Purpose and p.property_type = @Type
            and p.price between @BudgetMin and @BudgetMax
          order by p.price desc
          limit 50)
        """;

    private const int Most = 5;

    public async Task<IReadOnlyList<Guid>> ForAsync(Wishes wishes, CancellationToken cancellationToken)
    {
        var offers = await db
            .Database.GetDbConnection()
            .QueryAsync<Offer>(
                db.Command(
                    Sql,
                    new
                    {
                        Type = wishes.PropertyType?.Spelled(),
                        BudgetMin = wishes.BudgetMin ?? 0,
                        BudgetMax = wishes.BudgetMax ?? decimal.MaxValue,
                        Purpose = wishes.Purpose is Purpose.Rent or Purpose.Let ? "rent" : "buy",
                    },
                    cancellationToken
                )
            );

        // Liked by more and newer leads comes first, then what lies in a wanted area, then the rest.
        var wanted = wishes.PreferredAreas.SelectMany(Areas.Spellings).ToHashSet();
        return
        [
            .. offers
                .Select(offer => (offer.Id, offer.IsLiked, offer.Weight, IsThere: offer.Areas.Any(IsWanted)))
                .Where(offer => !offer.IsLiked || offer.IsThere)
                .GroupBy(offer => offer.Id)
                .Select(property =>
                    (
                        Id: property.Key,
                        Weight: property.Max(offer => offer.IsThere ? 0 : -1) + property.Sum(offer => offer.Weight)
                    )
                )
                .OrderByDescending(property => property.Weight)
                .ThenBy(property => property.Id)
                .Take(Most)
                .Select(property => property.Id),
        ];

        bool IsWanted(string area) => Areas.Spellings(area).Any(wanted.Contains);
    }

    private sealed record Offer
    {
        public Guid Id { get; init; }
        public string[] Areas { get; init; } = [];
        public bool IsLiked { get; init; }
        public decimal Weight { get; init; }
    }
}
