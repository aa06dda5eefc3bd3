using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>Runs, the latest first.</summary>
/// <param name="Job">Only of this job; null: of all.</param>
/// <param name="Outcome">Only those that stand so.</param>
/// <param name="Page">Which part.</param>
/// <param name="Cursor">From the page before.</param>
/// <exception cref="DomainException"><c>job_not_found</c>.</exception>
public sealed record ListJobRuns(string? Job, RunOutcome? Outcome, PageRequest Page, string? Cursor)
    : IQuery<Page<JobRunView>>;

internal sealed class ListJobRunsValidator : AbstractValidator<ListJobRuns>
{
    public ListJobRunsValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor);
    }
}

internal sealed class ListJobRunsHandler(DbDataSource db) : IRequestHandler<ListJobRuns, Page<JobRunView>>
{
    private const string Wanted = "where r.job = coalesce(@Job, r.job) and r.outcome = coalesce(@Outcome, r.outcome)";

    private const string Sql = $"""
        select count(*) from job_runs r {Wanted};
        select {JobRunRow.Columns}
          from job_runs r left join users u on u.id = r.requested_by
        {Wanted} and (r.started_at, r.id) < (@At, @Id)
         order by r.started_at desc, r.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<JobRunView>> Handle(ListJobRuns request, CancellationToken cancellationToken)
    {
        if (request.Job is not null && JobCatalogue.Find(request.Job) is null)
            throw JobErrors.NotFound();

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var page = await connection.ReadPageAsync<JobRunRow>(
            Sql,
            new { request.Job, Outcome = request.Outcome?.Spelled() },
            request.Page,
            Walk.Read(request.Cursor, Walk.Down)!,
            row => new(row.StartedAt, row.Id),
            cancellationToken
        );
        return new([.. page.Data.Select(row => row.ToView())], page.Total, page.Skip, page.Limit, page.NextCursor);
    }
}
