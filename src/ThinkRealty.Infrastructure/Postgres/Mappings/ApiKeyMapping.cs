using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(k => k.Id).HasConversion(id => id.Value, value => new ApiKeyId(value)).ValueGeneratedNever();
        builder.Property(k => k.CreatedBy).HasConversion(id => id!.Value.Value, value => new UserId(value));
        builder
            .Property(k => k.Scopes)
            .HasConversion(
                scopes => scopes.Select(Spelling<Scope>.Of).ToArray(),
                spelled => spelled.Select(Spelling<Scope>.Parse).ToArray(),
                // Never changed once the key is made, so the list itself is its own snapshot.
                new ValueComparer<IReadOnlyList<Scope>>(
                    (a, b) => a!.SequenceEqual(b!),
                    scopes => scopes.Count,
                    scopes => scopes
                )
            );
        builder.Ignore(k => k.Events);
    }
}
