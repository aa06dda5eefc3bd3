using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

internal sealed class ScheduledJobMapping : IEntityTypeConfiguration<ScheduledJob>
{
    public void Configure(EntityTypeBuilder<ScheduledJob> builder)
    {
        builder.ToTable("jobs");
        builder.Property(j => j.Id).HasConversion(id => id.Value, value => new JobId(value)).ValueGeneratedNever();
        builder.Ignore(j => j.Events);
    }
}
