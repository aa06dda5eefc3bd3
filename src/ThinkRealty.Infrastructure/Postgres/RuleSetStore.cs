using System.Collections.Concurrent;
using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Rule sets by name and version, read once: a version never changes.</summary>
internal sealed class RuleSetStore(ThinkRealtyDbContext db, RuleSetMemory memory, LeadSettings settings) : IRuleSets
{
    public async Task<RuleSet> GetAsync(string name, int version, CancellationToken cancellationToken)
    {
        if (memory.Known.TryGetValue((name, version), out var known))
            return known;

        var definition = await db
            .Database.GetDbConnection()
            .QuerySingleAsync<string>(
                db.Command(
                    "select definition::text from lead_scoring_rules where name = @name and version = @version",
                    new { name, version },
                    cancellationToken
                )
            );
        var rules = RuleSet.FromJson(definition);
        return memory.Known[(name, version)] = settings.ScoreNationality ? rules : rules.Without("nationality");
    }

    public async Task<IReadOnlyList<RuleSet>> AllAsync(CancellationToken cancellationToken)
    {
        var there = await db
            .Database.GetDbConnection()
            .QueryAsync<(string Name, int Version)>(
                db.Command("select name, version from lead_scoring_rules", new { }, cancellationToken)
            );
        var all = new List<RuleSet>();
        foreach (var (name, version) in there)
            all.Add(await GetAsync(name, version, cancellationToken));
        return all;
    }
}

/// <summary>What this process has read of the rule sets.</summary>
internal sealed class RuleSetMemory
{
    public ConcurrentDictionary<(string Name, int Version), RuleSet> Known { get; } = new();
}
