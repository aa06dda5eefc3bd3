using ThinkRealty.Api.JobsPage.Words;

namespace ThinkRealty.Api.HomePage;

/// <summary>What the page says, in both languages.</summary>
internal static class HomeTexts
{
    public static Text What { get; } =
        new(
            "The lead engine of a property brokerage. It takes in inquiries, scores them, gives each to the right agent and "
                + "plans the first follow-up.",
            "نظام إدارة العملاء المحتملين لشركة وساطة عقارية: يستقبل الاستفسارات ويقيّمها ويسند كلاً منها إلى الوسيط المناسب "
                + "ويجدول المتابعة الأولى."
        );

    public static Text WhereTo { get; } = new("Where to go", "إلى أين");

    public static IReadOnlyList<HomeLink> Links { get; } =
    [
        new(
            "/docs",
            new("API", "واجهة البرمجة"),
            new("Every endpoint, to read and to try", "كل العمليات للقراءة والتجربة")
        ),
        new(
            "/jobs",
            new("Jobs", "المهام التلقائية"),
            new("For supervisors and administrators", "للمشرفين ومديري النظام")
        ),
        new("/health/ready", new("Health", "حالة النظام"), new("Whether every part works", "هل تعمل جميع الأجزاء")),
    ];
}

/// <summary>A way from here.</summary>
internal sealed record HomeLink(string Path, Text Title, Text About);
