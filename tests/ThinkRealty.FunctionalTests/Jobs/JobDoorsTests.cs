namespace ThinkRealty.FunctionalTests.Jobs;

public sealed class JobDoorsTests : JobsTest
{
    [Test]
    public async Task A_triggered_job_runs_and_leaves_its_record()
    {
        var run = await Run("project_reports");

        run.GetProperty("outcome").GetString().ShouldBe("succeeded", run.ToString());
    }
}
