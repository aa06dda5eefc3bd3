using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Domain.Sales;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class SaleMapping : IEntityTypeConfiguration<Sale>
{
    public void Configure(EntityTypeBuilder<Sale> builder)
    {
        builder.ToTable("sales");
        builder.Ignore(s => s.Events).Ignore(s => s.Identity);
    }
}
