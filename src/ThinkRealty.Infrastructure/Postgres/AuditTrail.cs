using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>One row of <c>audit_log</c>.</summary>
internal sealed class AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ActorKind { get; init; }
    public required Guid ActorId { get; init; }
    public required string Action { get; init; }
    public required string EntityType { get; init; }
    public required Guid EntityId { get; init; }
    public string? Changes { get; init; }
    public required string TraceId { get; init; }
}

/// <summary>
/// Writes down who changed what (rules §11): one row for each aggregate with events, named after the first of them, with
/// old and new value of every changed column. Secrets are left out; jobs leave their run and the leads' histories instead.
/// </summary>
internal sealed class AuditTrail(ThinkRealtyDbContext db, CallContext call)
{
    private readonly HashSet<DomainEvent> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the rows are written; the events are collected all the same.</summary>
    public bool IsKept { get; set; } = true;

    /// <summary>Adds the rows for what has changed since the last time, and hands back the events.</summary>
    public IReadOnlyList<DomainEvent> Record()
    {
        db.ChangeTracker.DetectChanges();
        var happened = new List<DomainEvent>();
        foreach (var entry in db.ChangeTracker.Entries<IAggregateRoot>().ToList())
        {
            var fresh = entry.Entity.Events.Where(_seen.Add).ToList();
            if (fresh.Count == 0)
                continue;

            happened.AddRange(fresh);
            if (IsKept)
                db.Add(Describe(entry, fresh[0]));
        }

        return happened;
    }

    private AuditEntry Describe(EntityEntry<IAggregateRoot> entry, DomainEvent first) =>
        new()
        {
            At = first.At,
            ActorKind = call.Caller.Kind.Spelled(),
            ActorId = call.Caller.Id,
            Action = JsonNamingPolicy.SnakeCaseLower.ConvertName(first.GetType().Name),
            EntityType = JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Metadata.ClrType.Name),
            EntityId = entry.Entity.Identity,
            Changes = entry.State == EntityState.Added ? null : Changes(entry),
            TraceId = call.TraceId,
        };

    // The aggregate's own columns, and those of its parts under the part's table and key: a follow-up that was moved, …
    private string Changes(EntityEntry<IAggregateRoot> root)
    {
        var changes = Columns(root).ToDictionary(c => c.Column, c => (object)c.OldAndNew);
        foreach (var part in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Modified && IsPart(e, root)))
            changes[$"{part.Metadata.GetTableName()}/{Key(part)}"] = Columns(part)
                .ToDictionary(c => c.Column, c => c.OldAndNew);
        return JsonSerializer.Serialize(changes);
    }

    private static bool IsPart(EntityEntry entry, EntityEntry<IAggregateRoot> root) =>
        entry
            .Metadata.GetForeignKeys()
            .Any(k =>
                k.PrincipalEntityType == root.Metadata
                && Equals(entry.Property(k.Properties[0].Name).CurrentValue, root.Property(IdOf(root)).CurrentValue)
            );

    private static string IdOf(EntityEntry<IAggregateRoot> root) => root.Metadata.FindPrimaryKey()!.Properties[0].Name;

    // What tells the part from its like: the last of its key, the aggregate's own id comes before it where it is in there.
    private static object? Key(EntityEntry part)
    {
        var last = part.Property(part.Metadata.FindPrimaryKey()!.Properties[^1].Name);
        return Stored(last, last.CurrentValue);
    }

    private static IEnumerable<(string Column, object?[] OldAndNew)> Columns(EntityEntry entry) =>
        entry
            .Properties.Concat(entry.ComplexProperties.SelectMany(part => part.Properties))
            .Where(p => p.IsModified && !IsSecret(p.Metadata.Name))
            .Select(p => (p.Metadata.GetColumnName(), new[] { Stored(p, p.OriginalValue), Stored(p, p.CurrentValue) }));

    private static object? Stored(PropertyEntry property, object? value) =>
        value is not null && property.Metadata.GetTypeMapping().Converter is { } converter
            ? converter.ConvertToProvider(value)
            : value;

    private static bool IsSecret(string property) => property.EndsWith("Hash", StringComparison.Ordinal);
}
