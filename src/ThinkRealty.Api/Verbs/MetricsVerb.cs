using MediatR;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api.Verbs;

/// <summary>Measures every agent now, on the configured database or on our own; nodes may go on meanwhile.</summary>
internal static class MetricsVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "metrics", valued: ["--data"], flags: []);
        if (options.Words is not ["refresh"])
            throw new UsageException("metrics is followed by refresh.");
        var builder = Workplace.NewBuilder(options.Configuration);
        builder.Logging.ClearProviders();

        await using var database = await ProgramDatabase.OpenAsync(
            builder.Configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        await new Migrator(database.ConnectionString).EnsureCurrentAsync(CancellationToken.None);
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        builder.AddThinkRealty();
        await using var app = builder.Build();

        var (seen, changed) = (0L, 0L);
        for (IJobBatch? next = new RefreshAgentMetrics(); next is not null; )
        {
            await using var scope = app.Services.CreateAsyncScope();
            var step = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(next);
            (seen, changed, next) = (seen + step.Seen, changed + step.Changed, step.Next);
        }

        Console.WriteLine($"{seen:N0} agents measured, {changed:N0} with new figures.");
        return 0;
    }
}
