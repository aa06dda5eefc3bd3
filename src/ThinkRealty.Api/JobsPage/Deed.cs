using ThinkRealty.Api.JobsPage.Words;

namespace ThinkRealty.Api.JobsPage;

/// <summary>Something to do with a job, which is asked about once more before it is done.</summary>
/// <param name="Name">Also the last part of its path.</param>
/// <param name="Label">On the buttons.</param>
/// <param name="Question">With the job's title.</param>
/// <param name="Meaning">What happens then.</param>
/// <param name="Done">Said afterwards, with the job's title.</param>
public sealed record Deed(string Name, Text Label, Text Question, Text Meaning, Text Done)
{
    public static Deed Trigger { get; } =
        new(
            "trigger",
            new("Run now", "شغّل الآن"),
            new("Run “{0}” now?", "هل تريد تشغيل «{0}» الآن؟"),
            new(
                "It begins on one of the nodes a moment later. Its schedule stays as it is.",
                "تبدأ خلال لحظات على أحد الخوادم، ويبقى جدولها كما هو."
            ),
            new("“{0}” has been asked to run and begins in a moment.", "طُلب تشغيل «{0}» وستبدأ خلال لحظات.")
        );

    public static Deed Pause { get; } =
        new(
            "pause",
            new("Pause", "إيقاف مؤقت"),
            new("Pause “{0}”?", "هل تريد إيقاف «{0}» مؤقتاً؟"),
            new(
                "It does not run by itself until somebody resumes it. A run that is going on goes on.",
                "لن تعمل تلقائياً حتى يستأنفها أحد. وإن كانت تعمل الآن فستكمل عملها."
            ),
            new("“{0}” is paused.", "«{0}» موقوفة مؤقتاً.")
        );

    public static Deed Resume { get; } =
        new(
            "resume",
            new("Resume", "استئناف"),
            new("Resume “{0}”?", "هل تريد استئناف «{0}»؟"),
            new(
                "It runs by its schedule again, and at once if a run was due meanwhile.",
                "تعود إلى جدولها، وتعمل فوراً إن فات موعد خلال التوقف."
            ),
            new("“{0}” runs by its schedule again.", "عادت «{0}» إلى جدولها.")
        );

    public static Deed Retry { get; } =
        new(
            "retry",
            new("Try again", "إعادة المحاولة"),
            new("Try “{0}” again?", "هل تريد إعادة محاولة «{0}»؟"),
            new(
                "A new run begins a moment later and does what the failed one left undone.",
                "يبدأ تشغيل جديد خلال لحظات ويكمل ما لم يكتمل."
            ),
            new("Another attempt of “{0}” begins in a moment.", "ستبدأ محاولة جديدة لـ«{0}» خلال لحظات.")
        );

    public static IReadOnlyList<Deed> All { get; } = [Trigger, Pause, Resume, Retry];

    /// <summary>Where it is asked about, and done.</summary>
    public string Path(string job, Guid? run = null) =>
        run is null ? $"{JobsPages.Root}/{job}/{Name}" : $"{JobsPages.Root}/{job}/runs/{run}/{Name}";
}
