using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.DataChecks;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Reports;

namespace ThinkRealty.Application;

public static class DependencyInjection
{
    /// <summary>The use cases with their validators, and the pipeline in the order in which a request meets it.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<CallContext>();
        services.AddSingleton<CallerDirectory>();
        services.AddSingleton<SignInBrake>();
        services.AddSingleton<ApiKeyBrake>();
        services.AddSingleton<LeadRows>();
        services.AddSingleton<ResponseTimes>();
        services.AddScoped<DashboardNumbers>();
        services.AddSingleton<LeadPages>();
        services.AddSingleton<ReportReader>();
        services.AddSingleton<StoredTexts>();

        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RepeatedRequestBehavior<,>));
        ValidatorOptions.Global.LanguageManager = new ValidationMessages();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped<IPipelineBehavior<CaptureLead, CapturedLead>, RefuseKnownDuplicates>();
        services.AddScoped<ServiceSuggestions>();
        services.AddScoped<CallersLeads>();
        services.AddScoped<LeadNotes>();
        services.AddScoped<JobViews>();
        services.AddScoped<Placement>();
        services.AddScoped<WaitingLeads>();
        services.AddScoped<Offboarding>();
        services.AddScoped<Moves>();
        services.AddScoped<LeaveSettlement>();
        services.AddScoped<Rebalancing>();
        services.AddScoped<IPipelineBehavior<CaptureLead, CapturedLead>, AskPropertyService>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyInParts<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(JobRunBehavior<,>));

        services.Scan(scan =>
            scan.FromAssemblyOf<CallContext>()
                .AddClasses(c => c.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
                .AsImplementedInterfaces()
                .WithScopedLifetime()
                .AddClasses(c => c.AssignableTo(typeof(IValidator<>)), publicOnly: false)
                .AsImplementedInterfaces()
                .WithSingletonLifetime()
                .AddClasses(c => c.AssignableTo<IDataCheck>(), publicOnly: false)
                .As<IDataCheck>()
                .WithSingletonLifetime()
        );
        return services;
    }
}
