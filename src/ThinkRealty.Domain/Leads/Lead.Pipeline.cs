using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

// Where the lead stands in the pipeline, and whether it is archived (rules §7).
public sealed partial class Lead
{
    /// <summary>
    /// Takes one step along the pipeline, or refuses with <c>invalid_status_transition</c>. To where it stands already only
    /// refines.
    /// </summary>
    public void MoveTo(StatusStep step, RuleSet rules, DateTimeOffset now)
    {
        RefuseArchived();
        if (step.To == Status)
        {
            RefuseAnotherDeal(step);
            Refine(step.SubStatus, now);
            return;
        }

        RefuseTransferred();
        if (!Status.Next().Contains(step.To))
            throw LeadErrors.InvalidTransition(Status, step.To);
        ChangeStatus(step, rules, now);
    }

    /// <summary>
    /// A supervisor's step past the pipeline, with actor and reason; it neither enters nor leaves transferred, does not
    /// leave converted and does not convert without a deal value.
    /// </summary>
    public void ForceTo(StatusStep step, RuleSet rules, DateTimeOffset now)
    {
        RefuseArchived();
        if (step.To == Status || Status.Next().Contains(step.To))
        {
            MoveTo(step, rules, now);
            return;
        }

        RefuseTransferred();
        if (Status == LeadStatus.Converted || step.To == LeadStatus.Transferred)
            throw LeadErrors.InvalidTransition(Status, step.To);
        if (step is { To: LeadStatus.Converted, DealValue: null })
            throw LeadErrors.DealValueNeeded();
        ChangeStatus(step, rules, now);
        StatusForced = true;
    }

    /// <summary>Takes a lost lead back to contacted; it needs a place again (rules §6).</summary>
    public void Reopen(string? reason, Guid by, RuleSet rules, DateTimeOffset now)
    {
        RefuseArchived();
        RefuseTransferred();
        if (Status != LeadStatus.Lost)
            throw LeadErrors.InvalidTransition(Status, LeadStatus.Contacted);
        ChangeStatus(new(LeadStatus.Contacted) { By = by, Reason = reason }, rules, now);
    }

    /// <summary>Hands the lead over to its sale, which must be open by then (rules §9).</summary>
    public void Transfer(Guid? by, RuleSet rules, DateTimeOffset now)
    {
        if (Status is not (LeadStatus.Qualified or LeadStatus.ViewingScheduled or LeadStatus.Negotiation))
            throw LeadErrors.InvalidTransition(Status, LeadStatus.Transferred);

        ChangeStatus(new(LeadStatus.Transferred) { By = by }, rules, now);
    }

    /// <summary>Takes the lead out of lists and statistics; it keeps its last agent and can be restored.</summary>
    public void Archive(RuleSet rules, DateTimeOffset now)
    {
        RefuseArchived();
        BookSilence(rules, now, now);
        var wasActive = IsActive;
        ArchivedAt = UpdatedAt = now;
        Raise(new LeadArchived(Id, now));
        if (wasActive)
            LeaveActive(now);
    }

    /// <summary>Undoes archiving; an open lead needs a place again (rules §6). One that is not archived stays as it is.</summary>
    public void Restore(DateTimeOffset now)
    {
        if (ArchivedAt is null)
            return;

        ArchivedAt = null;
        UpdatedAt = now;
        Raise(new LeadRestored(Id, now));
        if (IsActive)
            BecomeActive(now);
    }

    private void Refine(SubStatus? subStatus, DateTimeOffset now)
    {
        if (subStatus is null || subStatus == SubStatus)
            return;

        RefuseUnlessActive();
        if (!subStatus.Value.Fits(Status))
            throw LeadErrors.SubStatusDoesNotFit();
        SubStatus = subStatus;
        UpdatedAt = now;
        Raise(new LeadRefined(Id, subStatus.Value, now));
    }

    private void ChangeStatus(StatusStep step, RuleSet rules, DateTimeOffset now)
    {
        BookSilence(rules, now, now);
        var (previous, wasActive) = (Status, IsActive);
        Status = step.To;
        SubStatus = step.SubStatus;
        // The schema knows a named step by its new moment, so two in one instant are a microsecond apart.
        StatusChangedAt = now > StatusChangedAt ? now : StatusChangedAt.AddMicroseconds(1);
        StatusChangedBy = step.By;
        StatusReason = step.Reason;
        StatusForced = false;
        LostReason = step.To == LeadStatus.Lost ? step.LostReason ?? Leads.LostReason.Other : null;
        if (step.To == LeadStatus.Converted)
            (DealValue, ConversionType) = (step.DealValue, step.ConversionType);
        UpdatedAt = now;

        Raise(new LeadStatusChanged(Id, previous, step.To, now));
        if (wasActive && !IsActive)
            LeaveActive(now);
        else if (!wasActive && IsActive)
            BecomeActive(now);
    }

    private void LeaveActive(DateTimeOffset now)
    {
        CancelFollowUps(now);
        QueuedAt = null;
        Raise(new PlaceFreed(Id, now));
    }

    // The last holder's row ends here: whoever gets the lead now, be it the same agent, begins anew.
    private void BecomeActive(DateTimeOffset now)
    {
        LetGo(now);
        (SilenceSince, SilenceWindows) = (now, 0);
    }
}
