using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

internal static class Jobs
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/v1/jobs").WithTags("Jobs").RequireAuthorization(Policies.Supervise);

        jobs.MapGet("", List)
            .WithName("list_jobs")
            .WithSummary("Every job, with the nodes, the queue and the age of the reports")
            .WithDescription("The page at `/jobs` shows the same.");

        jobs.MapGet("/{name}", Get)
            .WithName("get_job")
            .WithSummary("One job")
            .WithDescription("Its schedule, the run in progress, the last run and the trend of the last 30 runs.")
            .Refuses(404, "job_not_found");

        jobs.MapGet("/runs", AllRuns)
            .WithName("list_all_job_runs")
            .WithSummary("Runs of all jobs, the latest first")
            .WithDescription("`skip` and `limit` (1–100, default 50), or `cursor` from the page before.");

        jobs.MapGet("/{name}/runs", Runs)
            .WithName("list_job_runs")
            .WithSummary("A job's runs, the latest first")
            .WithDescription("`skip` and `limit` (1–100, default 50), or `cursor` from the page before.")
            .Refuses(404, "job_not_found");

        jobs.MapPost("/{name}/trigger", Trigger)
            .WithName("trigger_job")
            .WithSummary("Runs a job now, be it paused or off")
            .WithDescription("The run begins on some node a moment later. `job_running`: it is at it already.")
            .Refuses(404, "job_not_found")
            .Refuses(409, "job_running")
            .Refuses(422, "idempotency_key_reused");

        jobs.MapPost("/{name}/pause", Pause)
            .WithName("pause_job")
            .WithSummary("Keeps a job from running by itself; a run that is going on goes on")
            .WithDescription("A job that is paused already stays paused. A due run is remembered for `resume`.")
            .Refuses(404, "job_not_found")
            .Refuses(422, "idempotency_key_reused");

        jobs.MapPost("/{name}/resume", Resume)
            .WithName("resume_job")
            .WithSummary("Lets a paused job run by itself again, at once where a run was due meanwhile")
            .WithDescription("A job that is not paused stays as it is.")
            .Refuses(404, "job_not_found")
            .Refuses(422, "idempotency_key_reused");

        jobs.MapPost("/{name}/runs/{id:guid}/retry", Retry)
            .WithName("retry_job_run")
            .WithSummary("Tries a run that failed once more, now")
            .WithDescription("`run_not_failed`: it did not fail. `job_running`: the job is at it already.")
            .Refuses(404, "job_not_found", "run_not_found")
            .Refuses(409, "job_running", "run_not_failed")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<JobBoard>> List(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new ListJobs(), cancellationToken));

    private static async Task<Ok<JobView>> Get(string name, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetJob(name), cancellationToken));

    private static async Task<Ok<Page<JobRunView>>> AllRuns(
        int? skip,
        int? limit,
        string? cursor,
        [Description("Only those that stand so.")] Choice<RunOutcome>? outcome,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ListJobRuns(Job: null, outcome?.Value, PageRequest.Of(skip, limit), cursor),
                cancellationToken
            )
        );

    private static async Task<Ok<Page<JobRunView>>> Runs(
        string name,
        int? skip,
        int? limit,
        string? cursor,
        [Description("Only those that stand so.")] Choice<RunOutcome>? outcome,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ListJobRuns(name, outcome?.Value, PageRequest.Of(skip, limit), cursor),
                cancellationToken
            )
        );

    private static async Task<Accepted<JobView>> Trigger(
        string name,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        Asked(
            await ShowAsync(await mediator.Send(new TriggerJob(name), cancellationToken), mediator, cancellationToken)
        );

    private static async Task<Ok<JobView>> Pause(
        string name,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await ShowAsync(await mediator.Send(new PauseJob(name), cancellationToken), mediator, cancellationToken)
        );

    private static async Task<Ok<JobView>> Resume(
        string name,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await ShowAsync(await mediator.Send(new ResumeJob(name), cancellationToken), mediator, cancellationToken)
        );

    private static async Task<Accepted<JobView>> Retry(
        string name,
        Guid id,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        Asked(
            await ShowAsync(await mediator.Send(new RetryRun(name, id), cancellationToken), mediator, cancellationToken)
        );

    private static Task<JobView> ShowAsync(string name, IMediator mediator, CancellationToken cancellationToken) =>
        mediator.Send(new GetJob(name), cancellationToken);

    private static Accepted<JobView> Asked(JobView job) => TypedResults.Accepted($"/api/v1/jobs/{job.Name}/runs", job);
}
