namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>What the page counts.</summary>
internal static class Nouns
{
    public static Counted Seconds { get; } = new(new("1 second", "ثانية"), "seconds", "ثانيتين", "ثوانٍ", "ثانية");
    public static Counted Minutes { get; } = new(new("1 minute", "دقيقة"), "minutes", "دقيقتين", "دقائق", "دقيقة");
    public static Counted Hours { get; } = new(new("1 hour", "ساعة"), "hours", "ساعتين", "ساعات", "ساعة");
    public static Counted Days { get; } = new(new("1 day", "يوم"), "days", "يومين", "أيام", "يوماً");
    public static Counted Runs { get; } =
        new(new("1 run", "مرة تشغيل"), "runs", "مرتي تشغيل", "مرات تشغيل", "مرة تشغيل");
}
