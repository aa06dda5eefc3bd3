namespace ThinkRealty.Application.Jobs;

/// <summary>A schedule in words.</summary>
internal static class ScheduleWords
{
    public static string Of(TimeSpan? every) =>
        every switch
        {
            null => "continuously",
            { Ticks: <= 0 } => "off, only by hand",
            { } time when time == TimeSpan.FromDays(1) => "every day",
            { } time when time == TimeSpan.FromHours(1) => "every hour",
            { } time when time == TimeSpan.FromMinutes(1) => "every minute",
            { } time when time.Ticks % TimeSpan.TicksPerDay == 0 => $"every {time.TotalDays:0} days",
            { } time when time.Ticks % TimeSpan.TicksPerHour == 0 => $"every {time.TotalHours:0} hours",
            { } time when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"every {time.TotalMinutes:0} minutes",
            { } time => $"every {time.TotalSeconds:0} seconds",
        };
}
