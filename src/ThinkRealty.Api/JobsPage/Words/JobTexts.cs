using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>A job's title, what it does, and what happens when somebody starts it now.</summary>
/// <param name="Title">Its name on the page.</param>
/// <param name="Description">What it does.</param>
/// <param name="Effect">What happens now; its places are filled with the settings.</param>
public sealed record JobTexts(Text Title, Text Description, Text Effect)
{
    private static readonly Dictionary<string, JobTexts> ByJob = new()
    {
        ["reassign_stale_leads"] = new(
            new("Reassign neglected leads", "نقل العملاء المهملين"),
            new(
                "Moves leads whose agent has not contacted them in time to the best other agent, and calls a supervisor "
                    + "when that has happened too often.",
                "تنقل العميل الذي لم يتواصل معه وسيطه في الوقت المحدد إلى أفضل وسيط آخر، وتنبّه المشرف إذا تكرر ذلك."
            ),
            new(
                "Every lead that nobody has contacted for {0} goes to another agent now.",
                "يُنقل الآن إلى وسيط آخر كل عميل لم يتواصل معه أحد منذ {0}."
            )
        ),
        ["decay_scores"] = new(
            new("Lower the scores of quiet leads", "خفض تقييم العملاء الصامتين"),
            new(
                "Takes points from active leads for each full week without contact.",
                "تخصم نقاطاً من العميل النشط عن كل أسبوع كامل يمر دون تواصل."
            ),
            new(
                "Active leads now lose points for each full week of silence that has not been counted yet.",
                "يخسر العملاء النشطون الآن نقاطاً عن كل أسبوع صمت كامل لم يُحتسب بعد."
            )
        ),
        ["escalate_follow_ups"] = new(
            new("Escalate overdue follow-ups", "تصعيد المتابعات المتأخرة"),
            new(
                "Brings follow-ups that are long overdue before the supervisor and makes them urgent.",
                "ترفع المتابعات المتأخرة كثيراً إلى المشرف وتجعلها عاجلة."
            ),
            new(
                "Every follow-up that has been overdue for {0} becomes urgent now and is shown to a supervisor.",
                "تصبح عاجلة الآن وتُرفع إلى المشرف كل متابعة متأخرة منذ {0}."
            )
        ),
        ["drain_queue"] = new(
            new("Give waiting leads to agents", "توزيع العملاء المنتظرين"),
            new(
                "Gives leads from the queue to agents as soon as somebody has room, the oldest first.",
                "توزّع العملاء المنتظرين على الوسطاء فور توفر مكان عند أحدهم، والأقدم أولاً."
            ),
            new(
                "Waiting leads go to agents with room now, the oldest first.",
                "يُسند الآن العملاء المنتظرون إلى الوسطاء الذين لديهم متسع، والأقدم أولاً."
            )
        ),
        ["refresh_agent_metrics"] = new(
            new("Refresh the agents' figures", "تحديث أرقام الوسطاء"),
            new(
                "Recounts every agent's performance, which has a say in who gets the next lead.",
                "تعيد حساب أداء كل وسيط، وهو مما يُعتمد عليه في توزيع العملاء."
            ),
            new(
                "Every agent's figures are counted again. No lead moves.",
                "تُحسب أرقام كل وسيط من جديد. لا يُنقل أي عميل."
            )
        ),
        ["rebalance_workload"] = new(
            new("Balance the agents' load", "موازنة العمل بين الوسطاء"),
            new(
                "Moves untouched new leads from agents who are nearly full to agents with room.",
                "تنقل العملاء الجدد الذين لم يُتواصل معهم بعد من وسيط شبه ممتلئ إلى وسيط لديه متسع."
            ),
            new(
                "Untouched new leads move now from agents above {0} of their maximum to agents below {1}.",
                "يُنقل الآن العملاء الجدد الذين لم يُتواصل معهم من وسطاء فوق {0} من حدهم الأقصى إلى وسطاء دون {1}."
            )
        ),
        ["purge_old_records"] = new(
            new("Clear out old records", "حذف السجلات القديمة"),
            new(
                "Deletes what has run out: sign-ins, request keys, refused inquiries and records of runs.",
                "تحذف ما انتهت مدته: جلسات الدخول ومفاتيح الطلبات والاستفسارات المرفوضة وسجلات التشغيل."
            ),
            new(
                "This deletes refused inquiries older than {0} and records of runs older than {1} for good, and also sign-ins and "
                    + "request keys that have expired. It cannot be undone.",
                "تُحذف نهائياً الاستفسارات المرفوضة الأقدم من {0} وسجلات التشغيل الأقدم من {1}، وكذلك جلسات الدخول ومفاتيح "
                    + "الطلبات المنتهية. لا يمكن التراجع عن ذلك."
            )
        ),
        ["project_reports"] = new(
            new("Keep the reports up to date", "تحديث التقارير"),
            new(
                "Counts every lead that has changed, so that the reports are right within seconds.",
                "تحسب كل تغيير على العملاء لتبقى التقارير صحيحة خلال ثوانٍ."
            ),
            new(
                "Changes that are still waiting are counted in the reports now. No lead changes.",
                "تُحسب الآن في التقارير التغييرات التي لم تُحسب بعد. لا يتغير أي عميل."
            )
        ),
    };

    private static readonly Dictionary<RunCause, Text> Causes = new()
    {
        [RunCause.Schedule] = new("by schedule", "حسب الجدول"),
        [RunCause.Request] = new("on request", "عند الطلب"),
        [RunCause.Retry] = new("as another attempt", "إعادة محاولة"),
        [RunCause.Recovery] = new("after a node went away", "بعد توقف خادم"),
        [RunCause.CatchUp] = new("after a pause", "بعد إيقاف مؤقت"),
    };

    private static readonly Dictionary<RunOutcome, Text> Outcomes = new()
    {
        [RunOutcome.Running] = new("running", "يعمل"),
        [RunOutcome.Succeeded] = new("succeeded", "نجح"),
        [RunOutcome.Failed] = new("failed", "فشل"),
        [RunOutcome.Interrupted] = new("interrupted", "انقطع"),
    };

    // A job may leave things out for any reason it names; these have words.
    private static readonly Dictionary<string, Text> Reasons = new()
    {
        ["locked"] = new("in use", "قيد الاستخدام"),
        ["in_use"] = new("in use", "قيد الاستخدام"),
        ["fresh"] = new("looked after meanwhile", "تمت متابعته"),
        ["hops_used_up"] = new("moved too often", "نُقل مرات كثيرة"),
        ["no_room"] = new("no agent has room", "لا مكان عند أي وسيط"),
        ["nobody_below"] = new("nobody to take them", "لا وسيط لديه متسع"),
        ["unchanged"] = new("unchanged", "دون تغيير"),
        ["worked_on"] = new("worked on already", "بدأ العمل معهم"),
        ["nobody_else"] = new("no other agent", "لا وسيط آخر"),
    };

    /// <summary>The words for a job of the catalogue; a test sees to it that there are some.</summary>
    public static JobTexts Of(string job) => ByJob[job];

    /// <summary>Whether it takes something away for good.</summary>
    public bool Deletes => this == ByJob[JobCatalogue.PurgeOldRecords.Name];

    /// <summary>What happens when it is started now, with the numbers of the settings.</summary>
    public string Happens(Phrases say, JobSettings settings) =>
        ByJob.First(known => known.Value == this).Key switch
        {
            "reassign_stale_leads" => say.With(Effect, say.Count(settings.StaleAfterHours, Nouns.Hours)),
            "escalate_follow_ups" => say.With(Effect, say.Count(settings.EscalateAfterDays, Nouns.Days)),
            "rebalance_workload" => say.With(
                Effect,
                Phrases.Percent(settings.RebalanceAbovePercent),
                Phrases.Percent(settings.RebalanceBelowPercent)
            ),
            "purge_old_records" => say.With(
                Effect,
                say.Count(settings.KeepIntakeDays, Nouns.Days),
                say.Count(settings.KeepRunsDays, Nouns.Days)
            ),
            _ => say[Effect],
        };

    internal static Text Of(RunCause cause) => Causes[cause];

    internal static Text Of(RunOutcome outcome) => Outcomes[outcome];

    internal static Text OfReason(string reason) =>
        Reasons.TryGetValue(reason, out var known) ? known : new(reason.Replace('_', ' '), reason.Replace('_', ' '));
}
