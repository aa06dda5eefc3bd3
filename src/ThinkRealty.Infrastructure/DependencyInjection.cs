using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Caching;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Intake;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Properties;
using ThinkRealty.Application.Reports;
using ThinkRealty.Application.Sales;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Redis;
using ThinkRealty.Infrastructure.Reporting;
using ThinkRealty.Infrastructure.Scheduling;
using ThinkRealty.Infrastructure.Security;
using ThinkRealty.Infrastructure.Suggestions;

namespace ThinkRealty.Infrastructure;

public static class DependencyInjection
{
    /// <summary>PostgreSQL behind the ports of the Application.</summary>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services,
        string connectionString,
        DatabaseOptions options,
        JobSettings jobs
    )
    {
        DapperTypes.Register();
        services.AddSingleton(_ => PostgresSource.Create(connectionString, options));
        services.AddSingleton<LiveSource>();
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<LiveSource>());
        services.AddSingleton(provider => new LiveInEntityFramework(
            provider.GetRequiredService<LiveSource>().Connections
        ));
        services.AddDbContext<ThinkRealtyDbContext>(
            (provider, db) =>
                ThinkRealtyDb.Configure(
                    db,
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<LiveInEntityFramework>()
                )
        );
        services.AddSingleton(options);
        services.AddHostedService<PoolWarmUp>();
        services.AddHostedService<PhoneWarmUp>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<DashboardTokens>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();

        services.AddScoped<ILeadRepository, LeadRepository>();
        services.AddScoped<ISaleRepository, SaleRepository>();
        services.AddScoped<IStaleLeads, StaleLeadRepository>();
        services.AddScoped<IBusyAgents, BusyAgents>();
        services.AddScoped<ISeats, Seats>();
        services.AddScoped<IAgentRepository, AgentRepository>();
        services.AddScoped<IAgentPick, AgentPick>();
        services.AddScoped<ICalendars, Calendars>();
        services.AddScoped<IIntake, IntakeStore>();
        services.AddScoped<ISuggestedProperties, LocalSuggestions>();
        services.AddSingleton<IPropertyService, PropertyService>();
        services.AddSingleton<RuleSetMemory>();
        services.AddScoped<IRuleSets, RuleSetStore>();
        services.AddScoped<ISilentLeads, SilentLeads>();
        services.AddScoped<IForgottenFollowUps, ForgottenFollowUps>();
        services.AddScoped<IAgentFigures, AgentFiguresStore>();
        services.AddSingleton<QueueSignal>();
        services.AddHostedService<QueueDrain>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<QueueSignal>());
        services.AddScoped<IFirstAnswers, FirstAnswers>();
        services.AddScoped<IUserRepository, UserRepository>();
        services.AddScoped<IApiKeyRepository, ApiKeyRepository>();
        services.AddScoped<IJobRepository, JobRepository>();
        services.AddScoped<IOldRecords, OldRecords>();
        services.AddSingleton(jobs);
        services.AddScheduling(connectionString, options, jobs);
        services.AddSecurity();
        return services;
    }

    /// <summary>Redis as the cache; without a server there is none, and everything works the same.</summary>
    public static IServiceCollection AddCache(
        this IServiceCollection services,
        ConfigurationOptions? server,
        RedisSettings settings
    )
    {
        if (server is null)
            return services.AddSingleton<ICache, NoCache>();

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisCache>(provider, server, settings));
        services.AddSingleton<ICache>(provider => provider.GetRequiredService<RedisCache>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisCache>());
        return services;
    }

    /// <summary>What the reports are read from, and what keeps it up to date.</summary>
    /// <param name="services">To add to.</param>
    /// <param name="connectionString">Of the database that reports are read from.</param>
    /// <param name="settings">How the reports are kept up to date.</param>
    /// <param name="longestExport">How long PostgreSQL waits for an export that its reader keeps waiting.</param>
    public static IServiceCollection AddReporting(
        this IServiceCollection services,
        string connectionString,
        ReportingSettings settings,
        TimeSpan longestExport
    )
    {
        services.AddSingleton(settings);
        services.AddSingleton<Projector>();
        services.AddScoped<IProjection, ProjectionInTransaction>();
        services.AddSingleton(provider => new ReportPool(
            ReportSource.Create(connectionString, provider.GetRequiredService<DatabaseOptions>(), settings)
        ));
        services.AddSingleton(provider => new ReportDatabase(
            new LiveSource(provider.GetRequiredService<ReportPool>().Pool),
            longestExport
        ));
        if (settings.Project)
            services.AddHostedService<ContinuousProjection>();
        return services;
    }

    private static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<IPasswords, Passwords>();
        services.AddSingleton<IXmlRepository, KeyRing>();
        services.AddDataProtection().SetApplicationName("ThinkRealty");
        services.TryAddSingleton(KeyRingSecret.None);
        // It warns of a ring that is not encrypted, as it is in Development.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository, KeyRingSecret>(
                (options, ring, secret) =>
                {
                    options.XmlRepository = ring;
                    options.XmlEncryptor = secret.IsGiven ? new KeyRingEncryptor(secret) : null;
                }
            );
        // In front of everything that starts: Data Protection has a start of its own, which would make a key without a turn.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, AccessStart>());
    }
}
