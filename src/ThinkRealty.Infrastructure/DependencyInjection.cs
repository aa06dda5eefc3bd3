using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Intake;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Properties;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure;

public static class DependencyInjection
{
    /// <summary>PostgreSQL behind the ports of the Application.</summary>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        string connectionString,
        DatabaseOptions options
    )
    {
        services.AddSingleton(_ => PostgresSource.Create(connectionString, options));
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddDbContext<ThinkRealtyDbContext>((provider, db) => ThinkRealtyDb.Configure(db, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped<AuditTrail>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();

        services.AddScoped<ILeadRepository, LeadRepository>();
        services.AddScoped<IAgentPick, AgentPick>();
        services.AddScoped<IIntake, IntakeStore>();
        services.AddScoped<ISuggestedProperties, LocalSuggestions>();
        services.AddSingleton<RuleSetMemory>();
        services.AddScoped<IRuleSets, RuleSetStore>();
        return services;
    }
}
