using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

/// <summary>One person's inquiry about property, from first contact to a converted or lost deal (rules §1).</summary>
public sealed partial class Lead : AggregateRoot<LeadId>
{
    private readonly List<LeadAssignment> _assignments = [];
    private readonly List<FollowUp> _followUps = [];
    private readonly List<Interest> _interests = [];
    private readonly List<LeadActivity> _activities = [];
    private readonly List<ScoreChange> _ledger = [];

    private Lead() { } // EF Core builds it from a row; everyone else calls Capture.

    public override Guid Identity => Id.Value;

    public required LeadSource SourceType { get; init; }
    public SourceDetails? SourceDetails { get; private init; }
    public Person Person { get; private init; } = new();
    public Wishes Wishes { get; private set; } = new();

    public LeadStatus Status { get; private set; } = LeadStatus.New;
    public SubStatus? SubStatus { get; private set; }
    public DateTimeOffset StatusChangedAt { get; private set; }
    public Guid? StatusChangedBy { get; private set; }
    public string? StatusReason { get; private set; }

    /// <summary>A supervisor took the present status by force (rules §7).</summary>
    public bool StatusForced { get; private set; }
    public LostReason? LostReason { get; private set; }

    /// <summary>AED.</summary>
    public decimal? DealValue { get; private set; }
    public ConversionType? ConversionType { get; private set; }

    public string RuleSet { get; private init; } = "";
    public int RuleSetVersion { get; private init; }
    public ScoreBreakdown ScoreBreakdown { get; private init; } = new([]);

    /// <summary>Points of breakdown and ledger together; may go past either end (rules §5).</summary>
    public int RawScore { get; private set; }

    /// <summary>Points, 0–100.</summary>
    public int LeadScore { get; private set; }

    public AgentId? AssignedAgentId { get; private set; }

    /// <summary>Waits for an agent with room since this moment.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>Reassigning by itself has come to an end; a supervisor must look (rules §6).</summary>
    public bool NeedsSupervisor { get; private set; }

    public LeadId? DuplicateOf { get; private init; }

    /// <summary>The earliest pending follow-up.</summary>
    public DateTimeOffset? NextFollowUp { get; private set; }

    public DateTimeOffset? FirstContactAt { get; private set; }
    public DateTimeOffset? LastContactAt { get; private set; }
    public int CallAttempts { get; private set; }
    public int ActivityCount { get; private set; }

    /// <summary>Where the count of silent weeks begins (rules §5).</summary>
    public DateTimeOffset SilenceSince { get; private set; }

    /// <summary>Weeks of this silence that are booked already.</summary>
    public int SilenceWindows { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public IReadOnlyList<LeadAssignment> Assignments => _assignments;
    public IReadOnlyList<FollowUp> FollowUps => _followUps;
    public IReadOnlyList<Interest> Interests => _interests;
    public IReadOnlyList<LeadActivity> Activities => _activities;
    public IReadOnlyList<ScoreChange> Ledger => _ledger;

    /// <summary>Open and not archived (rules §1).</summary>
    public bool IsActive => Status.IsOpen() && ArchivedAt is null;

    /// <summary>Takes an inquiry in as a new lead, scored by the rule set.</summary>
    public static Lead Capture(NewLead inquiry, RuleSet rules, DateTimeOffset now)
    {
        var breakdown = rules.Score(inquiry.Facts());
        var lead = new Lead
        {
            Id = inquiry.Id,
            SourceType = inquiry.SourceType,
            SourceDetails = inquiry.SourceDetails,
            Person = inquiry.Person,
            Wishes = inquiry.Wishes,
            DuplicateOf = inquiry.DuplicateOf,
            RuleSet = rules.Name,
            RuleSetVersion = rules.Version,
            ScoreBreakdown = breakdown,
            StatusChangedAt = now,
            StatusChangedBy = inquiry.CapturedBy,
            SilenceSince = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        lead.AddPoints(breakdown.WholeTotal);
        if (inquiry.SourceDetails?.ResolvedPropertyId is { } property)
            lead._interests.Add(new(lead.Id, property, InterestLevel.High, now));

        lead.Raise(new LeadCaptured(lead.Id, now));
        return lead;
    }

    /// <summary>Notes that the lead likes a property, or how much by now (rules §1).</summary>
    public void Like(PropertyId property, InterestLevel level, DateTimeOffset now)
    {
        RefuseUnlessActive();
        if (_interests.Find(i => i.PropertyId == property) is { } known)
            known.Becomes(level, now);
        else
            _interests.Add(new(Id, property, level, now));

        UpdatedAt = now;
        Raise(new PropertyLiked(Id, property, now));
    }

    /// <summary>Adds words that were not there yet.</summary>
    public void Tag(IEnumerable<string> tags, DateTimeOffset now)
    {
        RefuseUnlessActive();
        string[] all = [.. Wishes.Tags.Union(tags)];
        if (all.Length > Wishes.MostTags)
            throw LeadErrors.TooManyTags();

        Wishes = Wishes with { Tags = all };
        UpdatedAt = now;
        Raise(new LeadTagged(Id, now));
    }

    /// <summary>Takes words away; those that are not there change nothing.</summary>
    public void Untag(IEnumerable<string> tags, DateTimeOffset now)
    {
        RefuseUnlessActive();
        Wishes = Wishes with { Tags = [.. Wishes.Tags.Except(tags)] };
        UpdatedAt = now;
        Raise(new LeadTagged(Id, now));
    }

    // An archived lead takes nothing but restoring, a transferred one only notes and interactions, like a closed one.
    public void RefuseUnlessActive()
    {
        RefuseArchived();
        RefuseTransferred();
        if (!IsActive)
            throw LeadErrors.NotActive();
    }

    private void RefuseArchived()
    {
        if (ArchivedAt is not null)
            throw LeadErrors.Archived();
    }

    private void RefuseTransferred()
    {
        if (Status == LeadStatus.Transferred)
            throw LeadErrors.Locked();
    }
}
