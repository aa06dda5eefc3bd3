namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A clock that stands still until a test moves it; begins on a Saturday morning in Dubai.</summary>
public sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 17, 6, 0, 0, TimeSpan.Zero);

    public void Advance(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;
}
