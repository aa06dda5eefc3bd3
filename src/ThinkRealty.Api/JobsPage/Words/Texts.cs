namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>What the page says, in both languages.</summary>
internal static class Texts
{
    // Frame
    public static Text Jobs { get; } = new("Jobs", "المهام التلقائية");
    public static Text ToTheContent { get; } = new("Skip to the content", "انتقل إلى المحتوى");
    public static Text YouAndLanguage { get; } = new("You and the language", "حسابك واللغة");
    public static Text TheOtherLanguage { get; } = new("العربية", "English");
    public static Text SignOut { get; } = new("Sign out", "تسجيل الخروج");

    // Signing in
    public static Text SignIn { get; } = new("Sign in", "تسجيل الدخول");
    public static Text ForSupervisors { get; } =
        new("For supervisors and administrators.", "هذه الصفحة للمشرفين ومديري النظام.");
    public static Text Email { get; } = new("E-mail", "البريد الإلكتروني");
    public static Text Password { get; } = new("Password", "كلمة المرور");
    public static Text SignInRefused { get; } =
        new("E-mail or password is wrong.", "البريد الإلكتروني أو كلمة المرور غير صحيحة.");
    public static Text TooManyTries { get; } =
        new(
            "Too many sign-ins have failed. Wait {0}, then try again.",
            "فشلت محاولات دخول كثيرة. انتظر {0} ثم حاول من جديد."
        );
    public static Text NotForAgents { get; } =
        new(
            "Your account is an agent's. This page is for supervisors and administrators.",
            "حسابك حساب وسيط. هذه الصفحة للمشرفين ومديري النظام."
        );

    // The state of things
    public static Text AllJobs { get; } = new("All jobs", "جميع المهام");
    public static Text AsOf { get; } =
        new("As of {0}. All times are Dubai time.", "الوضع عند الساعة {0}. جميع الأوقات بتوقيت دبي.");
    public static Text StopRefreshing { get; } = new("Stop refreshing", "إيقاف التحديث");
    public static Text StartRefreshing { get; } = new("Refresh by itself", "تحديث تلقائي");
    public static Text RefreshStopped { get; } =
        new("The page no longer refreshes by itself.", "توقف التحديث التلقائي للصفحة.");
    public static Text RefreshStarted { get; } =
        new("The page refreshes by itself again.", "عاد التحديث التلقائي للصفحة.");
    public static Text Unreachable { get; } =
        new(
            "The server does not answer. You see an earlier state; the page keeps trying.",
            "الخادم لا يستجيب. ما تراه وضع سابق، وستستمر الصفحة في المحاولة."
        );
    public static Text ReachedAgain { get; } = new("The server answers again.", "عاد الخادم إلى الاستجابة.");
    public static Text AtAGlance { get; } = new("At a glance", "نظرة سريعة");
    public static Text Waiting { get; } = new("Leads waiting for an agent", "عملاء بانتظار وسيط");
    public static Text OldestWaits { get; } = new("The first one for {0}", "أولهم منذ {0}");
    public static Text NobodyWaits { get; } = new("Nobody waits", "لا أحد ينتظر");
    public static Text AgeOfReports { get; } = new("Age of the reports", "عمر أرقام التقارير");
    public static Text ReportsFresh { get; } = new("Up to date", "محدّثة");
    public static Text ReportsOld { get; } = new("Too old: more than a minute", "قديمة: أكثر من دقيقة");
    public static Text NodesAtWork { get; } = new("Nodes at work", "الخوادم العاملة");
    public static Text NodesGone { get; } = new("{0} gone", "متوقف: {0}");
    public static Text AllNodesThere { get; } = new("None is missing", "لا خادم متوقف");
    public static Text NoNode { get; } = new("No node runs jobs", "لا خادم يشغّل المهام");
    public static Text JobsInOrder { get; } = new("Jobs in order", "مهام سليمة");
    public static Text SomeOf { get; } = new("{0} of {1}", "{0} من {1}");
    public static Text FailedPausedRunning { get; } =
        new("{0} failed, {1} paused, {2} running", "فاشلة: {0}، موقوفة: {1}، تعمل الآن: {2}");

    // What needs somebody
    public static Text NeedsYou { get; } = new("Needs your attention", "يحتاج إلى تدخلك");
    public static Text GaveUp { get; } = new("{0} has failed, and no attempt is left.", "فشلت «{0}» ولم تبقَ محاولات.");
    public static Text ReportsBehind { get; } = new("The reports are {0} old.", "أرقام التقارير قديمة: تأخرت {0}.");
    public static Text NobodyRunsJobs { get; } =
        new("No node is at work, so no job runs.", "لا خادم يعمل، فلا تعمل أي مهمة.");

    // A job
    public static Text Schedule { get; } = new("Schedule", "الجدول");
    public static Text NextRun { get; } = new("Next run", "التشغيل القادم");
    public static Text LastRun { get; } = new("Last run", "آخر تشغيل");
    public static Text SuccessRate { get; } = new("Succeeded", "نسبة النجاح");
    public static Text Trend { get; } = new("Durations", "مدة التشغيل");
    public static Text PausedSince { get; } = new("Paused", "موقوفة مؤقتاً");
    public static Text PausedBy { get; } = new("Paused by {0}", "موقوفة مؤقتاً بقرار من {0}");
    public static Text By { get; } = new("by {0}", "بقرار من {0}");
    public static Text NotWhilePaused { get; } = new("not while it is paused", "لا يوجد ما دامت موقوفة");
    public static Text AllTheTime { get; } = new("goes on all the time", "تعمل طوال الوقت");
    public static Text NothingDue { get; } = new("none is due", "لا موعد");
    public static Text DueNow { get; } = new("due now", "حان موعده");
    public static Text NoRunYet { get; } = new("none yet", "لم تعمل بعد");
    public static Text OfLast { get; } = new("{0} of the last {1}", "{0} من آخر {1}");
    public static Text OfLastHundred { get; } =
        new("{0} of the last runs, up to 100", "{0} من آخر مرات التشغيل، حتى 100");
    public static Text Took { get; } = new("took {0}", "استغرق {0}");
    public static Text Seen { get; } = new("{0} looked at", "فُحص: {0}");
    public static Text SeenOf { get; } = new("{0} of {1} looked at", "فُحص: {0} من {1}");
    public static Text Changed { get; } = new("{0} changed", "تغيّر: {0}");
    public static Text LeftOut { get; } = new("left out: {0}", "تُرك: {0}");
    public static Text RunningFor { get; } = new("Running for {0} on {1}", "تعمل منذ {0} على {1}");
    public static Text ProgressOf { get; } = new("Progress of {0}", "تقدّم «{0}»");
    public static Text TrendOf { get; } =
        new(
            "The last {0}, oldest first: between {1} and {2}, the latest {3}. Failed or interrupted: {4}.",
            "آخر {0}، من الأقدم إلى الأحدث: بين {1} و{2}، والأخير {3}. الفاشل أو المنقطع: {4}."
        );
    public static Text TrendCaption { get; } = new("latest {0}, longest {1}", "الأخير {0}، الأطول {1}");
    public static Text TrendOfOne { get; } = new("One run, which took {0}.", "تشغيل واحد استغرق {0}.");

    // Badges
    public static Text RunningNow { get; } = new("Running", "تعمل الآن");
    public static Text Paused { get; } = new("Paused", "موقوفة");
    public static Text FailedForGood { get; } = new("Failed, no attempt left", "فشلت ولم تبقَ محاولات");
    public static Text FailedForNow { get; } = new("Failed, tried again soon", "فشلت وستُعاد المحاولة");
    public static Text InterruptedLast { get; } = new("Interrupted", "انقطعت");
    public static Text Behind { get; } = new("Behind", "متأخرة");
    public static Text InOrder { get; } = new("In order", "سليمة");
    public static Text Off { get; } = new("Only by hand", "يدوياً فقط");
    public static Text NotRunYet { get; } = new("Not run yet", "لم تعمل بعد");

    // Failed runs
    public static Text FailedRuns { get; } = new("Failed runs", "مرات التشغيل الفاشلة");
    public static Text NoFailedRuns { get; } = new("No run has failed.", "لم يفشل أي تشغيل.");
    public static Text NoneOpen { get; } = new("No job's last run has failed.", "لا مهمة فشل آخر تشغيل لها.");
    public static Text EarlierFailures { get; } = new("Earlier failures ({0})", "إخفاقات سابقة ({0})");
    public static Text LatestOfAll { get; } = new("The latest {0} of {1}.", "أحدث {0} من أصل {1}.");
    public static Text Attempt { get; } = new("Attempt", "المحاولة");
    public static Text Error { get; } = new("Error", "الخطأ");
    public static Text TraceId { get; } = new("Trace id", "رقم التتبع");
    public static Text Node { get; } = new("Node", "الخادم");
    public static Text Cause { get; } = new("Begun", "سبب التشغيل");
    public static Text FailedAt { get; } = new("Failed", "وقت الفشل");

    // Nodes
    public static Text Nodes { get; } = new("Nodes", "الخوادم");
    public static Text NodeAlive { get; } = new("at work", "يعمل");
    public static Text NodeGone { get; } = new("gone", "متوقف");
    public static Text LastSeen { get; } = new("last seen", "آخر اتصال");

    // Deeds
    public static Text Cancel { get; } = new("Cancel", "إلغاء");
    public static Text ItRuns { get; } =
        new("It is running. Wait until its run has ended.", "هي تعمل الآن. انتظر حتى ينتهي تشغيلها.");
    public static Text ItIsPaused { get; } = new("It is paused, and stays so.", "هي موقوفة مؤقتاً وستبقى كذلك.");

    // Errors
    public static Text BackToJobs { get; } = new("Back to the jobs", "العودة إلى المهام");

    // Time
    public static Text JustNow { get; } = new("just now", "الآن");
    public static Text Ago { get; } = new("{0} ago", "قبل {0}");
    public static Text FromNow { get; } = new("in {0}", "بعد {0}");
    public static Text Comma { get; } = new(", ", "، ");
    public static Text And { get; } = new("{0} {1}", "{0} و{1}");
    public static Text Milliseconds { get; } = new("{0} ms", "{0} ملّي ثانية");
    public static Text Seconds { get; } = new("{0} seconds", "{0} ثانية");
    public static Text DayAndTime { get; } = new("{0} {1} {2}, {3}", "{0} {1} {2}، {3}");

    /// <summary>As the Gulf names them.</summary>
    public static IReadOnlyList<Text> Months { get; } =
    [
        new("Jan", "يناير"),
        new("Feb", "فبراير"),
        new("Mar", "مارس"),
        new("Apr", "أبريل"),
        new("May", "مايو"),
        new("Jun", "يونيو"),
        new("Jul", "يوليو"),
        new("Aug", "أغسطس"),
        new("Sep", "سبتمبر"),
        new("Oct", "أكتوبر"),
        new("Nov", "نوفمبر"),
        new("Dec", "ديسمبر"),
    ];

    // Schedules, which the API says in English
    public const string ContinuouslyInArabic = "باستمرار";
    public const string OnlyByHandInArabic = "يدوياً فقط";
    public const string EveryInArabic = "كل";
}
