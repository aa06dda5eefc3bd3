using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class AgentMapping : IEntityTypeConfiguration<Agent>
{
    public void Configure(EntityTypeBuilder<Agent> builder)
    {
        builder.ToTable("agents");
        builder.Ignore(a => a.Events).Ignore(a => a.Identity);
        builder.Property(a => a.AgentNo).UseIdentityAlwaysColumn();
        builder.ComplexProperty(a => a.Profile, profile => profile.InTheSameColumns());
        builder.Property<uint>("xmin").IsRowVersion();
    }
}
