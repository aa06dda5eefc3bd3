using MediatR;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.JobsPage.Views;
using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.JobsPage;

/// <summary>The page where supervisors watch the jobs and step in.</summary>
internal static class JobsPages
{
    public const string Root = "/jobs";

    private const int ShownFailures = 20;

    public static void AddJobsPage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication().AddCookie(PageSignIn.Scheme, PageSignIn.Configure);
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "thinkrealty.jobs.forms";
            forms.Cookie.Path = Root;
            forms.Cookie.HttpOnly = true;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.HeaderName = null; // only forms of ours, no scripts
            forms.SuppressXFrameOptionsHeader = true; // ours is stricter
        });
    }

    public static void MapJobsPage(this IEndpointRouteBuilder app)
    {
        app.MapGet($"{Root}/files/{{name}}", PageFiles.Send)
            .ExcludeFromDescription()
            .AllowAnonymous()
            .DisableRateLimiting();

        // Whoever has a cookie is known outside too: a form is for the one to whom it was shown.
        var pages = app.MapGroup(Root)
            .AddEndpointFilter<FormGuard>()
            .ExcludeFromDescription()
            .WithMetadata(IdempotencyKeys.Ignored)
            .RequireAuthorization(Policies.JobsPage);
        pages.MapGet("/sign-in", SignInDoor.Show).AllowAnonymous();
        pages.MapPost("/sign-in", SignInDoor.SignIn).AllowAnonymous();
        pages.MapPost("/language", ChooseLanguage).AllowAnonymous();
        pages.MapGet("", ShowBoard);
        pages.MapGet("/board", ShowBoardAlone);
        pages.MapPost("/sign-out", SignInDoor.SignOut);
        MapDeed(pages, Deed.Trigger, job => new TriggerJob(job));
        MapDeed(pages, Deed.Pause, job => new PauseJob(job));
        MapDeed(pages, Deed.Resume, job => new ResumeJob(job));
        pages.MapGet("/{job}/runs/{run:guid}/retry", AskToRetry);
        pages.MapPost("/{job}/runs/{run:guid}/retry", Retry);
    }

    private static void MapDeed(RouteGroupBuilder pages, Deed deed, Func<string, ICommand<string>> command)
    {
        var path = $"/{{job}}/{deed.Name}";
        pages.MapGet(
            path,
            (string job, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
                AskAsync(deed, job, failed: null, http, mediator, cancellationToken)
        );
        pages.MapPost(
            path,
            (string job, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
                DoAsync(deed, command(job), http, mediator, cancellationToken)
        );
    }

    private static async Task<IResult> ShowBoard(
        HttpContext http,
        IMediator mediator,
        JobSettings settings,
        CancellationToken cancellationToken
    )
    {
        var visit = await EnterAsync(http, mediator, cancellationToken);
        return new HtmlAnswer(
            typeof(BoardPage),
            new()
            {
                [nameof(BoardPage.Visit)] = visit,
                [nameof(BoardPage.State)] = await StateAsync(mediator, settings, cancellationToken),
                [nameof(BoardPage.Notice)] = Notice.Take(http, visit.Say),
            }
        );
    }

    // What the page's script asks for again and again.
    private static async Task<IResult> ShowBoardAlone(
        HttpContext http,
        IMediator mediator,
        JobSettings settings,
        CancellationToken cancellationToken
    ) =>
        new HtmlAnswer(
            typeof(Board),
            new()
            {
                [nameof(Board.Say)] = Visit.Of(http).Say,
                [nameof(Board.State)] = await StateAsync(mediator, settings, cancellationToken),
            }
        );

    private static async Task<IResult> AskToRetry(
        string job,
        Guid run,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var failures = new ListJobRuns(job, RunOutcome.Failed, new(Skip: 0, Limit: 100), Cursor: null);
        var failed = (await mediator.Send(failures, cancellationToken)).Data.FirstOrDefault(r => r.RunId == run);
        return await AskAsync(
            Deed.Retry,
            job,
            failed ?? throw JobErrors.RunNotFound(),
            http,
            mediator,
            cancellationToken
        );
    }

    private static Task<IResult> Retry(
        string job,
        Guid run,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => DoAsync(Deed.Retry, new RetryRun(job, run), http, mediator, cancellationToken);

    private static async Task<IResult> ChooseLanguage(HttpContext http, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (Languages.Find(form["language"]) is { } language)
            Languages.Remember(http, language);
        return new SeeOther(Return.Inside(form["return"]));
    }

    private static async Task<IResult> AskAsync(
        Deed deed,
        string job,
        JobRunView? failed,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        new HtmlAnswer(
            typeof(ConfirmationPage),
            new()
            {
                [nameof(ConfirmationPage.Visit)] = await EnterAsync(http, mediator, cancellationToken),
                [nameof(ConfirmationPage.Deed)] = deed,
                [nameof(ConfirmationPage.Job)] = await mediator.Send(new GetJob(job), cancellationToken),
                [nameof(ConfirmationPage.Failed)] = failed,
                [nameof(ConfirmationPage.Settings)] = http.RequestServices.GetRequiredService<JobSettings>(),
            }
        );

    private static async Task<IResult> DoAsync(
        Deed deed,
        ICommand<string> command,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        Notice.Leave(http, deed, await mediator.Send(command, cancellationToken));
        return new SeeOther(Root);
    }

    private static async Task<Visit> EnterAsync(
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var reader = await mediator.Send(new GetUser(http.User.Caller().Id), cancellationToken);
        return Visit.Of(http).WithForms(http) with { Reader = reader.FullName };
    }

    private static async Task<BoardState> StateAsync(
        IMediator mediator,
        JobSettings settings,
        CancellationToken cancellationToken
    )
    {
        var board = await mediator.Send(new ListJobs(), cancellationToken);
        var latest = new ListJobRuns(Job: null, RunOutcome.Failed, new(Skip: 0, ShownFailures), Cursor: null);
        return new(board, await mediator.Send(latest, cancellationToken), settings);
    }
}
