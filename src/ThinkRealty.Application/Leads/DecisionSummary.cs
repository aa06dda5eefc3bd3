namespace ThinkRealty.Application.Leads;

/// <summary>An assignment in one sentence, with the names of the people in it (rules §6).</summary>
internal static class DecisionSummary
{
    /// <summary>So many are named before the rest is counted.</summary>
    private const int Named = 3;

    private static readonly Dictionary<string, (string En, string Ar)> Openings = new()
    {
        ["stale"] = ("After too long without a contact, this lead went to", "بعد تأخر التواصل، أُسند هذا العميل إلى"),
        ["balance"] = ("To balance the workload, this lead went to", "لموازنة العمل بين الوسطاء، أُسند هذا العميل إلى"),
        ["reopened"] = ("When it was reopened, this lead went to", "بعد إعادة فتح الملف، أُسند هذا العميل إلى"),
        ["restored"] = ("When it was restored, this lead went to", "بعد الاستعادة من الأرشيف، أُسند هذا العميل إلى"),
        ["offboarded"] = (
            "When its former agent was deactivated, this lead went to",
            "بعد إيقاف حساب الوسيط السابق، أُسند هذا العميل إلى"
        ),
    };

    // As they stand behind the name, and without the person's gender.
    private static readonly Dictionary<string, (string En, string Ar)> Reasons = new()
    {
        ["full"] = ("full", "بلا متسع"),
        ["inactive"] = ("not active", "حساب غير نشط"),
        ["on_leave"] = ("on leave", "في إجازة"),
        ["set_aside"] = ("ruled out for this lead", "خارج الاختيار لهذا العميل"),
        ["busy"] = ("too busy", "عبء العمل مرتفع"),
    };

    public static Summary Of(AssignmentView decision, DecisionFacts facts, IReadOnlyDictionary<int, string> names)
    {
        var (holder, no) = (decision.Agent.Name, decision.Agent.AgentNo);
        var (openingEn, openingAr) = Opening(decision);
        var (becauseEn, becauseAr) = Because(facts, holder, no, names);
        var (othersEn, othersAr) = Others(facts, names);
        var remark = decision.Remark?.Trim().TrimEnd('.');
        var isRemarked = !string.IsNullOrEmpty(remark);
        return new(
            $"{openingEn} {holder}{becauseEn}{(isRemarked ? $" (reason: “{remark}”)" : "")}{othersEn}.",
            $"{openingAr} {Sentence.Isolated(holder)}{becauseAr}"
                + $"{(isRemarked ? $" (السبب: «{Sentence.Isolated(remark!)}»)" : "")}{othersAr}."
        );
    }

    /// <summary>The answer to "why not this agent".</summary>
    public static Summary Of(WhyNot answer, AssignmentView decision, DecisionFacts facts, string asked)
    {
        var (name, holder) = (Sentence.Isolated(asked), Sentence.Isolated(decision.Agent.Name));
        var (reasonEn, reasonAr) = Reason(answer.Reason ?? "");
        return answer.Outcome switch
        {
            WhyNotOutcome.Chosen => new($"{asked} got this lead.", $"أُسند هذا العميل إلى {name}."),
            WhyNotOutcome.Competed => new(
                $"{asked} matched as well as {decision.Agent.Name}, but was number {answer.Place} in turn.",
                $"تساوت نقاط {name} مع نقاط {holder}، لكن الترتيب في الدور كان {answer.Place}."
            ),
            WhyNotOutcome.FewerPoints => new(
                $"{asked} matched less well: {Sentence.Count(answer.Points ?? 0, "point")}, and the best match had "
                    + $"{Sentence.Plain(facts.Points ?? 0)}.",
                $"نقاط {name} أقل: {Sentence.Plain(answer.Points ?? 0)}، وأعلى النقاط {Sentence.Plain(facts.Points ?? 0)}."
            ),
            WhyNotOutcome.Excluded => new(
                $"{asked} could not take this lead: {reasonEn}.",
                $"لم يكن الإسناد إلى {name} ممكناً: {reasonAr}."
            ),
            _ => new($"The record of this decision does not mention {asked}.", $"لا يذكر سجل هذا القرار {name}."),
        };
    }

    private static (string En, string Ar) Opening(AssignmentView decision)
    {
        if (decision.Reason != "manual")
            return Openings.GetValueOrDefault(decision.Reason, ("This lead went to", "أُسند هذا العميل إلى"));
        return decision.AssignedByName is { } name
            ? ($"By decision of {name}, this lead went to", $"بقرار من {Sentence.Isolated(name)}، أُسند هذا العميل إلى")
            : ("By decision of a supervisor, this lead went to", "بقرار من المشرف، أُسند هذا العميل إلى");
    }

    private static (string En, string Ar) Because(
        DecisionFacts facts,
        string holder,
        int no,
        IReadOnlyDictionary<int, string> names
    )
    {
        var points = facts.Points ?? 0;
        var isAlone = facts.Fewer == 0 && facts.AsGood == 0;
        return facts.DecidedBy switch
        {
            "same_agent" => (
                ", who already serves this person",
                $"، لأن طلباً آخر لهذا الشخص مفتوح لدى {Sentence.Isolated(holder)}"
            ),
            "own_lead" => (", who entered it", $"، لأن بياناته أُدخلت من حساب {Sentence.Isolated(holder)}"),
            "reopened" or "restored" => (", who had it before", "، حيث كان من قبل"),
            "only_one" when isAlone => (", the only agent who could take it", "، وهو الخيار الوحيد المتاح"),
            "only_one" => (
                $", the best match with {Sentence.Count(points, "point")}",
                $"، وهو الخيار الأنسب (النقاط: {Sentence.Plain(points)})"
            ),
            "position" or "position_before_lift" or "active_leads" or "longest_without" or "id" => Tie(
                facts,
                holder,
                no,
                names
            ),
            _ => ("", ""),
        };
    }

    private static (string En, string Ar) Tie(
        DecisionFacts facts,
        string holder,
        int no,
        IReadOnlyDictionary<int, string> names
    )
    {
        var rivals = facts.Group.Where(other => other != no).ToList();
        var unnamed = Math.Max(0, rivals.Count - Named) + facts.AsGood;
        var shown = rivals.Take(Named).Select(other => NameOf(other, names)).ToList();
        var points = facts.Points ?? 0;
        List<string> en = [.. shown, .. unnamed > 0 ? [Sentence.Count(unnamed, "other")] : (string[])[]];
        List<string> ar = [.. shown.Select(Sentence.Isolated), .. unnamed > 0 ? [$"آخرين ({unnamed})"] : (string[])[]];
        var (turnEn, turnAr) = Turn(facts, Sentence.Isolated(holder), no);
        return (
            $", who matched as well as {Sentence.And(en)} ({Sentence.Count(points, "point")}) and {turnEn}",
            $" بعد التساوي في النقاط ({Sentence.Plain(points)}) مع {Sentence.AndInArabic(ar)}، لأن {turnAr}"
        );
    }

    private static (string En, string Ar) Turn(DecisionFacts facts, string holder, int no)
    {
        // Whoever is being given a lead at the same moment is passed over.
        if (facts.Group.Count > 0 && facts.Group[0] != no)
            return (
                "was next in turn among those who were not being given another lead at that moment",
                $"دور {holder} كان التالي بين من لم يكن يُسند إليهم عميل آخر في اللحظة نفسها"
            );
        return facts.DecidedBy switch
        {
            "position_before_lift" => (
                "had received the smallest share of leads so far",
                $"نصيب {holder} من العملاء حتى ذلك الحين كان الأقل"
            ),
            "active_leads" => (
                $"held the fewest active leads ({facts.ActiveLeads ?? 0})",
                $"عدد العملاء النشطين لدى {holder} كان الأقل ({facts.ActiveLeads ?? 0})"
            ),
            "longest_without" => ("had waited longest for a new lead", $"آخر عميل جديد لدى {holder} كان الأقدم"),
            "id" => (
                "came first in the fixed order of agents, because everything else was equal",
                "الترتيب الثابت للوسطاء حسم الأمر بعد تساوي كل ما عداه"
            ),
            _ => ("was next in turn", $"دور {holder} كان التالي"),
        };
    }

    private static (string En, string Ar) Others(DecisionFacts facts, IReadOnlyDictionary<int, string> names)
    {
        var (en, ar) = ("", "");
        if (facts.Fewer > 0)
        {
            en += $"; {Sentence.Count(facts.Fewer, "other agent")} matched less well";
            ar += $"؛ وسطاء آخرون بنقاط أقل: {facts.Fewer}";
        }

        if (facts.Excluded == 0)
            return (en, ar);

        var shown = facts.NamedExcluded.Take(Named).ToList();
        var unnamed = facts.Excluded - shown.Count;
        List<string> namedEn = [.. shown.Select(one => $"{NameOf(one.AgentNo, names)} ({Reason(one.Reason).En})")];
        List<string> namedAr =
        [
            .. shown.Select(one => $"{Sentence.Isolated(NameOf(one.AgentNo, names))} ({Reason(one.Reason).Ar})"),
        ];
        if (unnamed > 0)
        {
            namedEn.Add(Sentence.Count(unnamed, shown.Count > 0 ? "other" : "agent"));
            namedAr.Add($"{(shown.Count > 0 ? "آخرون" : "وسطاء")} ({unnamed})");
        }

        return (
            $"{en}; {Sentence.And(namedEn)} could not take it",
            $"{ar}؛ غير متاحين: {Sentence.AndInArabic(namedAr)}"
        );
    }

    private static (string En, string Ar) Reason(string reason) =>
        Reasons.GetValueOrDefault(reason, (reason.Replace('_', ' '), Sentence.Isolated(reason.Replace('_', ' '))));

    private static string NameOf(int agentNo, IReadOnlyDictionary<int, string> names) =>
        names.GetValueOrDefault(agentNo, $"agent {agentNo}");
}
