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
    private const string Sql = """
        with newest as materialized (
          select l.id, l.created_at, l.budget_min, l.budget_max, l.preferred_areas, row_number() over (order by l.created_at desc) as age
            from leads l
           where l.property_type = @Type
             and l.status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'converted')
           order by l.created_at desc
           limit 100
        ), liked as (
          select i.property_id,
                 sum(case i.interest_level when 'high' then 3 when 'medium' then 2 else 1 end / (20.0 + n.age)) as weight
            from newest n
            join lead_property_interests i on i.lead_id = n.id
           where n.budget_min <= @BudgetMax and n.budget_max >= @BudgetMin
             and lower(n.preferred_areas::text)::text[] && @Areas
           group by i.property_id
        ), offers as (
          select p.id, l.weight from liked l join properties p on p.id = l.property_id
           where p.is_active and p.purpose = @Purpose
          union all
          (select p.id, case when lower(p.area) = any (@Areas) then 0 else -1 end
             from properties p
            where p.is_active and p.purpose = @Purpose and p.property_type = @Type
              and p.price between @BudgetMin and @BudgetMax
            order by p.price desc
            limit 50)
        )
        select id from offers group by id order by max(weight) desc, id limit 5
        """;

    public async Task<IReadOnlyList<Guid>> ForAsync(Wishes wishes, CancellationToken cancellationToken) =>
        [
            .. await db
                .Database.GetDbConnection()
                .QueryAsync<Guid>(
                    db.Command(
                        Sql,
                        new
                        {
                            Type = wishes.PropertyType?.Spelled(),
                            BudgetMin = wishes.BudgetMin ?? 0,
                            BudgetMax = wishes.BudgetMax ?? decimal.MaxValue,
                            Areas = wishes.PreferredAreas.SelectMany(Areas.Spellings).Distinct().ToArray(),
                            Purpose = wishes.Purpose is Purpose.Rent or Purpose.Let ? "rent" : "buy",
                        },
                        cancellationToken
                    )
                ),
        ];
}
