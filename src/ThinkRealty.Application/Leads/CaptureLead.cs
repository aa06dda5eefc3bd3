using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Intake;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Properties;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Records a new inquiry, scores it and gives it to the agent whose turn it is (rules §3–§6).</summary>
/// <exception cref="DomainException">
/// <c>duplicate_lead</c>: same phone and source inside the window (rules §4); <c>agent_overload</c>: nobody has room and the
/// settings say reject (rules §6); <c>already_replayed</c>: a replay comes after the inquiry has become a lead.
/// </exception>
public sealed record CaptureLead : ICommand<CapturedLead>
{
    /// <summary>The channel it came by.</summary>
    public LeadSource? SourceType { get; init; }

    /// <summary>Who asks for what.</summary>
    public LeadData? LeadData { get; init; }

    /// <summary>How the inquiry came to us; may be absent.</summary>
    public SourceReferences? SourceDetails { get; init; }
}

/// <summary>Who asks for what; budgets in AED, a year's rent for rent and let.</summary>
public sealed record LeadData
{
    /// <summary>1–100 characters, any script.</summary>
    public string? FirstName { get; init; }

    /// <summary>1–100 characters, any script.</summary>
    public string? LastName { get; init; }

    /// <summary>Stored lower-cased.</summary>
    public string? Email { get; init; }

    /// <summary>UAE national or international; stored as E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>UAE national or international; stored as E.164.</summary>
    public string? WhatsappNumber { get; init; }

    /// <summary>A handle, with or without @, or the profile's address.</summary>
    public string? InstagramHandle { get; init; }

    /// <summary>A country or its people, in English or Arabic, for example UAE; kept as sent.</summary>
    public string? Nationality { get; init; }

    /// <summary>The language to speak with the person; ISO 639 codes are read, too.</summary>
    public Language? LanguagePreference { get; init; }

    /// <summary>AED, above 0 and below budget_max.</summary>
    public decimal? BudgetMin { get; init; }

    /// <summary>AED, at most 500,000,000.</summary>
    public decimal? BudgetMax { get; init; }

    /// <summary>What sort of property is wanted.</summary>
    public PropertyType? PropertyType { get; init; }

    /// <summary>Areas of the city; common short names are understood (Marina, JBR).</summary>
    public IReadOnlyList<string>? PreferredAreas { get; init; }

    /// <summary>Default buy.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>Default medium.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The person's company.</summary>
    public string? Company { get; init; }

    /// <summary>The company's field, needed for a later transfer to sales.</summary>
    public BusinessDomain? BusinessDomain { get; init; }

    /// <summary>Wanted number of bedrooms, 0 or Studio for a studio.</summary>
    [Range(0, 50), StudioIsZero]
    public int? Bedrooms { get; init; }

    /// <summary>Day of moving in, Asia/Dubai.</summary>
    public DateOnly? MoveInDate { get; init; }

    /// <summary>What the person wrote, at most 5,000 characters.</summary>
    public string? Message { get; init; }

    /// <summary>Free words, at most 50 of 50 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>How the inquiry came to us. References are kept as sent; what is unknown here is ignored, never refused.</summary>
public sealed record SourceReferences
{
    /// <summary>The marketing campaign.</summary>
    [Reference(200)]
    public string? CampaignId { get; init; }

    /// <summary>The referring agent, by our id; known referrers raise the score (rules §5).</summary>
    [Reference(100)]
    public string? ReferrerAgentId { get; init; }

    /// <summary>The property asked about: our id, or the portal's own reference such as <c>BAY-123</c>.</summary>
    [Reference(100)]
    public string? PropertyId { get; init; }

    /// <summary>Where the click came from.</summary>
    [Reference(200)]
    public string? UtmSource { get; init; }
}

/// <summary>The new lead in short.</summary>
public sealed record CapturedLead : IWarns
{
    /// <summary>Always true; a refusal is a problem instead.</summary>
    public bool Success { get; init; } = true;

    /// <summary>The new lead.</summary>
    public required Guid LeadId { get; init; }

    /// <summary>Who has the lead now; null while it waits for an agent with room.</summary>
    public AssignedAgent? AssignedAgent { get; init; }

    /// <summary>Points, 0–100 (rules §5).</summary>
    public required int LeadScore { get; init; }

    /// <summary>When the agent is to call, UTC; null while the lead waits.</summary>
    public DateTimeOffset? NextFollowUp { get; init; }

    /// <summary>Up to five properties that may please.</summary>
    public required IReadOnlyList<Guid> SuggestedProperties { get; init; }

    /// <summary>An earlier lead with the same phone (rules §4).</summary>
    public Guid? DuplicateOf { get; init; }

    /// <summary>What was accepted, and what the caller should know about it: `slug` or `slug: detail`.</summary>
    [AllowNull]
    public IReadOnlyList<string> Warnings
    {
        get;
        set => field = value ?? [];
    } = [];

    /// <summary>The property service was asked and did not answer; told by a header.</summary>
    [JsonIgnore]
    public bool AreSuggestionsDegraded { get; init; }

    /// <summary>Place among those who wait, from 1; only while the lead waits (rules §6).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? QueuePosition { get; init; }
}

/// <summary>The agent as a customer may know them.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Full name.</param>
/// <param name="Phone">E.164.</param>
public sealed record AssignedAgent(Guid AgentId, string Name, string Phone);

internal sealed class CaptureLeadHandler(
    ILeadRepository leads,
    IAgentPick agents,
    IRuleSets ruleSets,
    ISuggestedProperties properties,
    ServiceSuggestions fromService,
    IIntake intake,
    CallContext call,
    LeadSettings settings,
    TimeProvider clock
) : IRequestHandler<CaptureLead, CapturedLead>
{
    public async Task<CapturedLead> Handle(CaptureLead request, CancellationToken cancellationToken)
    {
        var asked = clock.Now();
        var (source, data, references) = (request.SourceType!.Value, request.LeadData!, request.SourceDetails);
        var (id, person, wishes) = (LeadId.New(asked), data.ToPerson(), data.ToWishes());

        // One atomic statement decides, so two hundred posts in the same instant still make one lead.
        var claim = await leads.ClaimAsync(
            new(
                id,
                person.Phone!.Value,
                source,
                asked,
                settings.DuplicateWindow,
                references?.ReferrerAgentId,
                references?.PropertyId,
                call.Caller.Id,
                call.InquiryKey,
                call.Replays
            ),
            cancellationToken
        );
        if (call.Replays is not null && claim.Refused is null)
            throw IntakeErrors.AlreadyReplayed();
        if (claim.Earlier is { } earlier)
            throw LeadErrors.Duplicate(earlier);

        // The time of the claim, not of the request: captures of one phone may have waited for each other.
        var now = claim.At;
        var lead = Lead.Capture(
            new()
            {
                Id = id,
                SourceType = source,
                Person = person,
                Wishes = wishes,
                SourceDetails = references?.ToSourceDetails(claim),
                DuplicateOf = claim.Previous?.Lead,
                CapturedBy = call.ActorId,
            },
            await ruleSets.GetAsync(claim.RuleSet, claim.RuleSetVersion, cancellationToken),
            now
        );
        var suggested = fromService.Properties ?? await properties.ForAsync(wishes, cancellationToken);

        // Whoever waits comes first: the queue is drained right after this commit.
        var picked = claim.SomeoneWaits
            ? null
            : await agents.PickAsync(
                lead,
                [.. Preferred(claim.Previous, source)],
                without: [],
                now + settings.FirstFollowUp,
                now,
                cancellationToken
            );
        if (picked is not null)
            lead.AssignTo(picked.Decision, picked.FirstFollowUp, call.ActorId, now);
        else if (settings.WhenAllFull == WhenAllFull.Queue)
            lead.WaitForAgent(now);
        else
            throw LeadErrors.AllFull(TimeSpan.FromSeconds(settings.RetryAfterSeconds));

        leads.Add(lead);
        if (claim.Refused is { } refused)
            await intake.ResolveAsync(refused, lead.Id, cancellationToken);
        return new()
        {
            LeadId = lead.Id.Value,
            AssignedAgent = picked is null ? null : new(picked.Decision.Agent.Value, picked.FullName, picked.Phone),
            LeadScore = lead.LeadScore,
            NextFollowUp = lead.NextFollowUp,
            SuggestedProperties = suggested,
            DuplicateOf = lead.DuplicateOf?.Value,
            AreSuggestionsDegraded = fromService.AreMissing,
            QueuePosition = picked is null ? await leads.QueuePositionAsync(lead, cancellationToken) : null,
        };
    }

    // Who holds the person's open lead comes before whoever enters this one: nobody is to be called by two agents.
    private IEnumerable<PreferredAgent> Preferred(PreviousLead? previous, LeadSource source)
    {
        if (previous is { Agent: { } same } && previous.Status.IsOpen())
            yield return new(same, AssignmentReason.SameAgent);
        if (call.Caller.AgentId is { } own && source.IsEnteredByAgents())
            yield return new(new(own), AssignmentReason.OwnLead);
    }
}
