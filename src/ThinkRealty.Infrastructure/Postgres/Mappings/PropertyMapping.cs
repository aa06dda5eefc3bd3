using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class PropertyMapping : IEntityTypeConfiguration<Property>
{
    public void Configure(EntityTypeBuilder<Property> builder)
    {
        builder.ToTable("properties");
        builder.Ignore(p => p.Events).Ignore(p => p.Identity);
        builder.ComplexProperty(p => p.Listing, listing => listing.InTheSameColumns());
    }
}
