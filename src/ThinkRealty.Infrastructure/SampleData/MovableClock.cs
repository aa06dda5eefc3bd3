namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>A clock that stands at the moment that is being made up.</summary>
internal sealed class MovableClock : TimeProvider
{
    public DateTimeOffset Moment { get; set; }

    public override DateTimeOffset GetUtcNow() => Moment;
}
