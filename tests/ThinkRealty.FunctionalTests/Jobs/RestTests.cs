using ThinkRealty.Application.Jobs;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>How long a run rests after a batch, so that it does not stand in the way of answers.</summary>
public sealed class RestTests
{
    [TestCase(50, 100, 50)]
    [TestCase(200, 100, 200)]
    [TestCase(50, 51, 25.5)]
    [TestCase(50, 50, 25)]
    [TestCase(50, 10, 25, Description = "the shortest rest")]
    [TestCase(1, 10, 25)]
    [TestCase(0, 100, 0, Description = "no rest is wanted")]
    public void It_is_a_share_of_the_batch_but_not_too_short(int percent, double batch, double rest) =>
        new JobSettings { RestPercent = percent }
            .RestAfter(TimeSpan.FromMilliseconds(batch))
            .ShouldBe(TimeSpan.FromMilliseconds(rest));
}
