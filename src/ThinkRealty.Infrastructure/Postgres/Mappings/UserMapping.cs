using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(u => u.Id).HasConversion(id => id.Value, value => new UserId(value)).ValueGeneratedNever();
        builder.Property(u => u.Role).HasConversion<SpellingConverter<Role>>();
        builder.Ignore(u => u.Events);
    }
}
