namespace ThinkRealty.Application.Jobs;

/// <summary>Work that the program does by itself, again and again.</summary>
/// <param name="Name">How it is called everywhere, in snake_case.</param>
/// <param name="Describe">What it does under these settings, for a person.</param>
/// <param name="Every">How often, by the settings; zero: only by hand; null: continuously.</param>
/// <param name="Offset">
/// How long after the full interval, so that the hourly ones do not all begin in the same second.
/// </param>
/// <param name="Begin">The first batch of a run.</param>
public sealed record Job(
    string Name,
    Func<JobSettings, string> Describe,
    Func<JobSettings, TimeSpan?> Every,
    TimeSpan Offset,
    Func<IJobBatch> Begin
);
