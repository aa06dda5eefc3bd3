using Microsoft.EntityFrameworkCore;
using ThinkRealty.Infrastructure.Postgres.Mappings;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>The write side. Each aggregate has its mapping in <c>Mappings/</c>; the schema itself comes from the SQL migrations.</summary>
public sealed class ThinkRealtyDbContext(DbContextOptions<ThinkRealtyDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ThinkRealtyDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Add(_ => new SnakeCaseColumns());
        configurationBuilder.Store();
    }
}
