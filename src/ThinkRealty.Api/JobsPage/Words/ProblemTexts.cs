using Microsoft.AspNetCore.Mvc;

namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>A refusal as a person on the page reads it.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Advice">What to do.</param>
public sealed record ProblemTexts(Text Title, Text Advice)
{
    private static readonly ProblemTexts Unexpected = new(
        new("Something went wrong on our side", "حدث خطأ من جانبنا"),
        new(
            "Try again. If it happens again, report it with the trace id.",
            "حاول مرة أخرى. إذا تكرر الخطأ فأبلغ عنه مع رقم التتبع."
        )
    );

    private static readonly ProblemTexts NotUnderstood = new(
        new("This could not be done", "تعذّر تنفيذ الطلب"),
        new("Go back to the jobs and try again.", "ارجع إلى المهام وحاول مرة أخرى.")
    );

    private static readonly Dictionary<string, ProblemTexts> BySlug = new()
    {
        [FormGuard.Expired] = new(
            new("This form is too old", "انتهت صلاحية هذا النموذج"),
            new(
                "You may have signed in or out since it was opened. Nothing was done; open it again.",
                "ربما سجلت الدخول أو الخروج بعد فتحه. لم يُنفَّذ شيء؛ افتح النموذج من جديد."
            )
        ),
        ["forbidden"] = new(
            new("This page is not for you", "هذه الصفحة ليست لك"),
            new("It is for supervisors and administrators.", "هي للمشرفين ومديري النظام.")
        ),
        ["not_found"] = new(
            new("There is nothing here", "لا يوجد شيء هنا"),
            new("The address may be mistyped.", "قد يكون العنوان غير صحيح.")
        ),
        ["method_not_allowed"] = new(
            new("This cannot be opened like that", "لا يمكن فتح هذا العنوان بهذه الطريقة"),
            new("Go back to the jobs and start from there.", "ارجع إلى المهام وابدأ من هناك.")
        ),
        ["job_not_found"] = new(
            new("There is no such job", "لا توجد مهمة بهذا الاسم"),
            new(
                "It may have been removed. The jobs there are stand on the page.",
                "ربما حُذفت. المهام الموجودة معروضة في الصفحة."
            )
        ),
        ["run_not_found"] = new(
            new("There is no such run", "لا يوجد تشغيل بهذا الرقم"),
            new("Records of old runs are cleared out.", "سجلات التشغيل القديمة تُحذف.")
        ),
        ["job_running"] = new(
            new("The job is running", "المهمة تعمل الآن"),
            new("Wait until its run has ended, then try again.", "انتظر حتى ينتهي تشغيلها ثم حاول مرة أخرى.")
        ),
        ["run_not_failed"] = new(
            new("This run did not fail", "هذا التشغيل لم يفشل"),
            new("Only a failed run can be tried again.", "لا تُعاد إلا محاولة تشغيل فاشل.")
        ),
        ["rate_limited"] = new(
            new("Too many requests", "طلبات كثيرة"),
            new("Wait a minute, then try again.", "انتظر دقيقة ثم حاول مرة أخرى.")
        ),
        ["database_unavailable"] = new(
            new("The database cannot be reached", "تعذّر الوصول إلى قاعدة البيانات"),
            new("Nothing is lost. Wait a moment, then try again.", "لم يُفقد شيء. انتظر لحظة ثم حاول مرة أخرى.")
        ),
    };

    /// <summary>The words for a problem; one that nobody on the page should meet has general ones.</summary>
    public static ProblemTexts Of(ProblemDetails problem) =>
        problem.Type is { } slug && BySlug.TryGetValue(slug, out var known) ? known
        : problem.Status >= StatusCodes.Status500InternalServerError ? Unexpected
        : NotUnderstood;
}
