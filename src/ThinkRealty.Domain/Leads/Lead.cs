using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

/// <summary>One person's inquiry about property, from first contact to a converted or lost deal (rules §1).</summary>
public sealed class Lead : AggregateRoot<LeadId>
{
    private static readonly TimeSpan SilentWeek = TimeSpan.FromHours(168);

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
    public Wishes Wishes { get; private init; } = new();

    public LeadStatus Status { get; private set; } = LeadStatus.New;
    public SubStatus? SubStatus { get; private set; }
    public DateTimeOffset StatusChangedAt { get; private set; }
    public Guid? StatusChangedBy { get; private set; }
    public string? StatusReason { get; private set; }
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

    /// <summary>Gives a lead that nobody holds to an agent, with the first follow-up at a moment that is free there.</summary>
    public void AssignTo(AssignmentDecision decision, DateTimeOffset firstFollowUp, Guid? by, DateTimeOffset now)
    {
        if (AssignedAgentId is not null)
            throw new InvalidOperationException("The lead has an agent already.");
        if (!IsActive)
            throw LeadErrors.NotActive();

        AssignedAgentId = decision.Agent;
        QueuedAt = null;
        _assignments.Add(new(Id, decision, by, now));
        Raise(new LeadAssigned(Id, decision.Agent, now));
        PlanFollowUp(FollowUpType.Call, Priority.High, firstFollowUp, now);
    }

    /// <summary>Joins those who wait for an agent with room (rules §6).</summary>
    public void WaitForAgent(DateTimeOffset now)
    {
        QueuedAt = now;
        UpdatedAt = now;
        Raise(new LeadQueued(Id, now));
    }

    /// <summary>Adds a task for the agent at a moment that the caller knows to be free (rules §8).</summary>
    public void PlanFollowUp(FollowUpType type, Priority priority, DateTimeOffset dueDate, DateTimeOffset now)
    {
        if (!IsActive)
            throw LeadErrors.NotActive();
        if (AssignedAgentId is not { } agent)
            throw LeadErrors.Unassigned();

        _followUps.Add(new(Id, agent, type, priority, dueDate, now));
        ShowNextFollowUp(now);
        Raise(new FollowUpPlanned(Id, dueDate, now));
    }

    public void CompleteFollowUp(FollowUp followUp, DateTimeOffset now)
    {
        followUp.Complete(now);
        ShowNextFollowUp(now);
    }

    /// <summary>Takes one step along the pipeline, or refuses with <c>invalid_status_transition</c> (rules §7).</summary>
    public void MoveTo(StatusStep step, RuleSet rules, DateTimeOffset now)
    {
        if (step.To == Status)
            return;
        if (!Status.Next().Contains(step.To))
            throw LeadErrors.InvalidTransition(Status, step.To);

        ChangeStatus(step, rules, now);
    }

    /// <summary>Hands the lead over to its sale, which must be open by then (rules §9).</summary>
    public void Transfer(Guid? by, RuleSet rules, DateTimeOffset now)
    {
        if (Status is not (LeadStatus.Qualified or LeadStatus.ViewingScheduled or LeadStatus.Negotiation))
            throw LeadErrors.InvalidTransition(Status, LeadStatus.Transferred);

        ChangeStatus(new(LeadStatus.Transferred) { By = by }, rules, now);
    }

    /// <summary>Writes down what happened and books the points it is worth (rules §5, §8).</summary>
    public void Log(LeadActivity activity, RuleSet rules, DateTimeOffset now)
    {
        _activities.Add(activity with { LeadId = Id, AgentId = activity.AgentId ?? AssignedAgentId });
        if (activity.Counts)
            ActivityCount++;
        if (activity is { Type: ActivityType.Call, Direction: Direction.Outbound })
            CallAttempts++;

        // What the silence cost comes first: points that end it do not make up for a sum that stood at 0.
        if (activity.IsContact || activity.Direction == Direction.Inbound)
            BreakSilence(activity.OccurredAt, rules, now);
        foreach (var entry in rules.ForActivity(new(activity.Type, activity.Outcome)))
            Book(new(Id, entry, now) { ActivityId = activity.Id });
        if (activity.IsContact)
            Contacted(activity, rules, now);

        UpdatedAt = now;
        Raise(new ActivityLogged(Id, activity.Type, now));
    }

    /// <summary>Notes that the lead likes a property, or how much by now (rules §1).</summary>
    public void Like(PropertyId property, InterestLevel level, DateTimeOffset now)
    {
        if (_interests.Find(i => i.PropertyId == property) is { } known)
            known.Becomes(level, now);
        else
            _interests.Add(new(Id, property, level, now));

        UpdatedAt = now;
        Raise(new PropertyLiked(Id, property, now));
    }

    private void Contacted(LeadActivity contact, RuleSet rules, DateTimeOffset now)
    {
        // Once: a contact written down later that came before moves the moment, but not the bonus.
        if (FirstContactAt is null && rules.ForFirstContact(contact.OccurredAt - CreatedAt) is { } bonus)
            Book(new(Id, bonus, now) { ActivityId = contact.Id });

        if (FirstContactAt is null || contact.OccurredAt < FirstContactAt)
            FirstContactAt = contact.OccurredAt;
        if (LastContactAt is null || contact.OccurredAt > LastContactAt)
            LastContactAt = contact.OccurredAt;
    }

    // Each complete week counts exactly once and never takes the sum below 0: the last entry is smaller, later ones are 0.
    private void BookSilence(RuleSet rules, DateTimeOffset until, DateTimeOffset now)
    {
        if (!IsActive || rules.ForSilence() is not { } week)
            return;

        while (until - SilenceSince >= SilentWeek * (SilenceWindows + 1))
        {
            SilenceWindows++;
            var points = Math.Max(week.WholePoints, -Math.Max(0, RawScore));
            Book(
                new(Id, week with { Points = points }, now)
                {
                    SilenceSince = SilenceSince,
                    SilenceWindow = SilenceWindows,
                }
            );
        }
    }

    private void BreakSilence(DateTimeOffset at, RuleSet rules, DateTimeOffset now)
    {
        if (at <= SilenceSince)
            return;

        BookSilence(rules, at, now);
        (SilenceSince, SilenceWindows) = (at, 0);
    }

    private void ChangeStatus(StatusStep step, RuleSet rules, DateTimeOffset now)
    {
        BookSilence(rules, now, now);
        var (previous, wasActive) = (Status, IsActive);
        Status = step.To;
        SubStatus = step.SubStatus;
        StatusChangedAt = UpdatedAt = now;
        StatusChangedBy = step.By;
        StatusReason = step.Reason;
        LostReason = step.To == LeadStatus.Lost ? step.LostReason ?? Leads.LostReason.Other : null;
        if (step.To == LeadStatus.Converted)
            (DealValue, ConversionType) = (step.DealValue, step.ConversionType);

        Raise(new LeadStatusChanged(Id, previous, step.To, now));
        if (wasActive && !IsActive)
            LeaveActive(now);
    }

    private void LeaveActive(DateTimeOffset now)
    {
        foreach (var followUp in _followUps.Where(f => f.Status == FollowUpStatus.Pending))
            followUp.Cancel(now);
        ShowNextFollowUp(now);
        QueuedAt = null;
        Raise(new PlaceFreed(Id, now));
    }

    private void ShowNextFollowUp(DateTimeOffset now)
    {
        NextFollowUp = _followUps.Where(f => f.Status == FollowUpStatus.Pending).Min(f => (DateTimeOffset?)f.DueDate);
        UpdatedAt = now;
    }

    private void Book(ScoreChange change)
    {
        _ledger.Add(change);
        AddPoints(change.Points);
    }

    private void AddPoints(int points)
    {
        RawScore += points;
        LeadScore = Math.Clamp(RawScore, 0, 100);
    }
}
