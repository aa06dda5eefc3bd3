using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>What the jobs refuse, by name.</summary>
public static class JobErrors
{
    public static DomainException NotFound() =>
        new(
            new DomainError("job_not_found", ErrorKind.NotFound, "There is no such job")
            {
                Detail = $"There are {string.Join(", ", JobCatalogue.All.Select(job => job.Name))}.",
            }
        );

    public static DomainException Running(Guid run) =>
        new(
            new DomainError("job_running", ErrorKind.Conflict, "The job is running")
            {
                Detail = "Wait until its run has ended.",
                Extensions = { ["run_id"] = run },
            }
        );

    public static DomainException RunNotFound() =>
        new(
            new DomainError("run_not_found", ErrorKind.NotFound, "The job has no such run")
            {
                Detail = "Check the id. Runs are deleted after Jobs:KeepRunsDays.",
            }
        );

    public static DomainException RunNotFailed(RunOutcome outcome) =>
        new(
            new DomainError("run_not_failed", ErrorKind.Conflict, "Only a run that failed is tried again")
            {
                Detail = "This run did not fail. Trigger the job to run it now.",
                Extensions = { ["outcome"] = outcome.Spelled() },
            }
        );
}
