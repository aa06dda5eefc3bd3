using System.Globalization;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>Says things in the reader's language. The program knows no cultures, so dates and numbers are put together here.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="Now">The program's clock.</param>
/// <param name="SchedulerNow">The scheduler's clock.</param>
public sealed record Phrases(Language Language, DateTimeOffset Now, DateTimeOffset SchedulerNow)
{
    private static readonly CultureInfo Figures = CultureInfo.InvariantCulture;

    private bool IsArabic => Language == Language.Arabic;

    /// <summary>For <c>lang</c>.</summary>
    public string Code => Languages.CodeOf(Language);

    /// <summary>For <c>dir</c>.</summary>
    public string Direction => IsArabic ? "rtl" : "ltr";

    public string this[Text text] => text.In(Language);

    public string With(Text text, params object[] parts) => string.Format(Figures, this[text], parts);

    /// <summary>A name from the data, which may run in either direction whatever stands around it.</summary>
    public static string Name(string name) => $"\u2068{name}\u2069";

    public static string Number(long number) => number.ToString("N0", Figures);

    public static string Percent(decimal rate) => rate.ToString("0.##", Figures) + "%";

    public string Count(long number, Counted noun) => noun.In(Language, number, Number(number));

    /// <summary>How long something took.</summary>
    public string Duration(TimeSpan time) =>
        time switch
        {
            { TotalSeconds: < 1 } => With(Texts.Milliseconds, time.Milliseconds),
            { TotalSeconds: < 10 } => With(Texts.Seconds, time.TotalSeconds.ToString("0.0", Figures)),
            { TotalMinutes: < 1 } => Count(time.Seconds, Nouns.Seconds),
            { TotalHours: < 1 } => Both(time.Minutes, Nouns.Minutes, time.Seconds, Nouns.Seconds),
            _ => Both((long)time.TotalHours, Nouns.Hours, time.Minutes, Nouns.Minutes),
        };

    /// <summary>How long something has lasted, in one unit.</summary>
    public string Span(TimeSpan time) =>
        time switch
        {
            { TotalMinutes: < 1 } => Count(time.Seconds, Nouns.Seconds),
            { TotalHours: < 1 } => Count(time.Minutes, Nouns.Minutes),
            { TotalDays: < 2 } => Count((long)time.TotalHours, Nouns.Hours),
            _ => Count(time.Days, Nouns.Days),
        };

    /// <summary>A moment, seen from another one.</summary>
    public string Relative(DateTimeOffset moment, DateTimeOffset now) =>
        (moment - now) switch
        {
            { TotalSeconds: > -1 and < 1 } => this[Texts.JustNow],
            { Ticks: < 0 } past => With(Texts.Ago, Span(-past)),
            var ahead => With(Texts.FromNow, Span(ahead)),
        };

    /// <summary>Day and time in Dubai.</summary>
    public string Exact(DateTimeOffset moment)
    {
        var day = moment.DubaiDay();
        return With(Texts.DayAndTime, day.Day, this[Texts.Months[day.Month - 1]], day.Year, TimeOfDay(moment));
    }

    /// <summary>The time in Dubai.</summary>
    public static string TimeOfDay(DateTimeOffset moment) =>
        (moment - moment.DubaiDay().DubaiMidnight()).ToString(@"hh\:mm\:ss", Figures);

    /// <summary>When a job runs; in English as the API says it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="every">Its interval by the settings.</param>
    public string Schedule(JobView job, TimeSpan? every) =>
        IsArabic
            ? every switch
            {
                null => Texts.ContinuouslyInArabic,
                { Ticks: <= 0 } => Texts.OnlyByHandInArabic,
                { } time => $"{Texts.EveryInArabic} {Whole(time)}",
            }
            : job.Schedule;

    private string Whole(TimeSpan time)
    {
        if (time.Ticks % TimeSpan.TicksPerDay == 0)
            return Count(time.Days, Nouns.Days);
        if (time.Ticks % TimeSpan.TicksPerHour == 0)
            return Count((long)time.TotalHours, Nouns.Hours);
        return time.Ticks % TimeSpan.TicksPerMinute == 0
            ? Count((long)time.TotalMinutes, Nouns.Minutes)
            : Count((long)time.TotalSeconds, Nouns.Seconds);
    }

    private string Both(long big, Counted bigNoun, long small, Counted smallNoun) =>
        small == 0 ? Count(big, bigNoun) : With(Texts.And, Count(big, bigNoun), Count(small, smallNoun));
}
