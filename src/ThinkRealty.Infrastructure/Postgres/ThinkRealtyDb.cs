using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>How EF Core is set up here, for the program and for its migrator alike.</summary>
internal static class ThinkRealtyDb
{
    public static void Configure(
        DbContextOptionsBuilder builder,
        NpgsqlDataSource source,
        params IInterceptor[] interceptors
    ) =>
        builder
            .UseNpgsql(source)
            .AddInterceptors(interceptors)
            .EnableThreadSafetyChecks(false) // one request, one scope, one context
            // Migrations are SQL; there is no model snapshot to compare with.
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
}
