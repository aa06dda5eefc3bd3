using Dapper;
using Npgsql;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Writes the rule sets, policies, jobs and countries that ship with the program into a migrated database. What is there
/// already stays: an existing version is never changed, and whoever is active remains active.
/// </summary>
public static class ReferenceData
{
    private const string AddRuleSet = """
        insert into lead_scoring_rules (name, version, definition, is_active, created_at)
        values (@Name, @Version, @Definition::jsonb,
                @Name = 'thinkrealty' and not exists (select from lead_scoring_rules where is_active), now())
        on conflict (name, version) do nothing
        """;

    private const string AddPolicy = """
        insert into assignment_policies
          (name, version, property_type_points, area_points, language_points, conversion_from, conversion_points,
           conversion_factor, workload_from, workload_points, is_active)
        values (@Name, @Version, @PropertyTypePoints, @AreaPoints, @LanguagePoints, @ConversionFrom, @ConversionPoints,
                @ConversionFactor, @WorkloadFrom, @WorkloadPoints,
                @Name = 'thinkrealty' and not exists (select from assignment_policies where is_active))
        on conflict (name, version) do nothing
        """;

    private const string AddJob = "insert into jobs (id, name) values (@id, @Name) on conflict (name) do nothing";

    // A country whose name has changed is counted under its new name.
    private const string AddCountries = """
        with written as (
          insert into countries as c (code, name) select * from unnest(@codes, @names)
          on conflict (code) do update set name = excluded.name where c.name <> excluded.name
          returning c.code, c.xmax <> 0 as renamed
        )
        insert into reporting.pending (lead_id)
        select l.id from leads l where l.nationality_country in (select w.code from written w where w.renamed)
        """;

    public static async Task WriteAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Two nodes that start at once write one after the other.
        await connection.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended('reference data', 0))",
            transaction: transaction
        );

        foreach (var rules in RuleSets.Shipped)
            await connection.ExecuteAsync(
                AddRuleSet,
                new
                {
                    rules.Name,
                    rules.Version,
                    Definition = rules.ToJson(),
                },
                transaction
            );
        foreach (var policy in AssignmentPolicy.Shipped)
            await connection.ExecuteAsync(AddPolicy, Stored(policy), transaction);
        foreach (var job in JobCatalogue.All)
            await connection.ExecuteAsync(AddJob, new { id = Guid.CreateVersion7(), job.Name }, transaction);
        await connection.ExecuteAsync(
            AddCountries,
            new
            {
                codes = Country.All.Select(c => c.Code).ToArray(),
                names = Country.All.Select(c => c.Name).ToArray(),
            },
            transaction
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private static object Stored(AssignmentPolicy policy) =>
        new
        {
            policy.Name,
            policy.Version,
            PropertyTypePoints = Units(policy.PropertyTypePoints),
            AreaPoints = Units(policy.AreaPoints),
            LanguagePoints = Units(policy.LanguagePoints),
            ConversionFrom = policy.ConversionBands.Select(b => (int)(b.FromPercent * 100)).ToArray(),
            ConversionPoints = policy.ConversionBands.Select(b => Units(b.Points)).Prepend(0).ToArray(),
            policy.ConversionFactor,
            policy.WorkloadFrom,
            WorkloadPoints = Units(policy.WorkloadPoints),
        };

    private static int Units(decimal points) => (int)(points * 10_000);
}
