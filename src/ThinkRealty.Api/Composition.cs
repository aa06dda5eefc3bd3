using ThinkRealty.Api.Access;
using ThinkRealty.Api.Endpoints;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.HomePage;
using ThinkRealty.Api.JobsPage;
using ThinkRealty.Api.Limits;
using ThinkRealty.Api.Verbs;
using ThinkRealty.Application;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Infrastructure;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Redis;
using ThinkRealty.Infrastructure.Reporting;
using ThinkRealty.Infrastructure.Suggestions;

namespace ThinkRealty.Api;

/// <summary>Puts the program together: what it is made of, and what a request passes through.</summary>
internal static class Composition
{
    public static void AddThinkRealty(this WebApplicationBuilder builder)
    {
        builder.AddHttpSurface();
        builder.AddAccess();
        builder.AddJobsPage();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IGreets, DemoGreeting>();
        builder.Services.AddSingleton<ListFiles>();
        builder.Services.AddSingleton(builder.Configuration.Read<LeadSettings>("Leads"));
        builder.Services.AddSingleton(builder.Configuration.Read<PropertyServiceSettings>("PropertyService"));
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(
            builder.Configuration.GetConnectionString("Postgres") ?? "",
            builder.Configuration.Read<DatabaseOptions>("Database"),
            builder.Configuration.Read<JobSettings>("Jobs")
        );
        var reports = builder.Configuration.Read<ReportingSettings>("Reports");
        var limits = builder.Configuration.Read<LimitSettings>("Limits");
        if (limits.Exports >= reports.MaxConnections)
            throw new SettingException(
                "Limits:Exports has to be less than Reports:MaxConnections; exports would leave reports no connection."
            );
        builder.Services.AddReporting(
            ProgramDatabase.OfReports(builder.Configuration),
            reports,
            TimeSpan.FromMinutes(limits.ExportMinutes)
        );
        builder.Services.AddCache(
            RedisAddress.Configured(builder.Configuration),
            builder.Configuration.Read<RedisSettings>("Redis")
        );
    }

    public static void UseThinkRealty(this WebApplication app)
    {
        app.UseHttpSurface();
        app.UseAccess();
        app.UseDeclaredInput();
        app.MapHttpSurface();
        app.MapHome();
        MapEndpoints(ListFiles.OfferFiles(app.MapGroup("").AddEndpointFilter<AnswerWarnings>()));
    }

    private static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapAccess();
        app.MapLeads();
        app.MapLeadPipeline();
        app.MapLeadList();
        app.MapLeadHistory();
        app.MapLeadActivities();
        app.MapTaskChanges();
        app.MapAgents();
        app.MapWorkload();
        app.MapIntake();
        app.MapDashboard();
        app.MapAgentWork();
        app.MapTasks();
        app.MapReports();
        app.MapAnalytics();
        app.MapExport();
        app.MapJobs();
        app.MapJobsPage();
    }
}
