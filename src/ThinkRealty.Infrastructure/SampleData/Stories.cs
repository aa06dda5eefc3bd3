using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>One lead from its inquiry to where it stands today.</summary>
/// <param name="At">When it came in.</param>
/// <param name="Inquiry">What came in.</param>
/// <param name="Scenes">What the desk did about it since.</param>
internal sealed record Story(DateTimeOffset At, CaptureLead Inquiry, IReadOnlyList<Scene> Scenes);

/// <summary>One sitting with a lead: what happened, the step it took, and what comes next.</summary>
internal sealed record Scene(DateTimeOffset At, StatusStep Step)
{
    public required IReadOnlyList<Happening> Happenings { get; init; }
    public PropertyId? Likes { get; init; }
    public InterestLevel LikesHow { get; init; }
    public NextTask? Next { get; init; }
}

internal sealed record Happening(
    ActivityType Type,
    Outcome? Outcome,
    string Notes,
    Direction Direction = Direction.Outbound
);

internal sealed record NextTask(FollowUpType Type, Priority Priority, DateTimeOffset At);

/// <summary>Makes up the desk's last ninety days: with one seed always the same people, dated by today.</summary>
internal sealed class Stories(
    IReadOnlyList<AgentId> agents,
    IReadOnlyList<Property> catalogue,
    Random random,
    DateTimeOffset now
)
{
    private static readonly LeadStatus[] Pipeline =
    [
        LeadStatus.Contacted,
        LeadStatus.Qualified,
        LeadStatus.ViewingScheduled,
        LeadStatus.Negotiation,
        LeadStatus.Converted,
    ];

    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["Dubai Marina"] = "Marina",
        ["Jumeirah Beach Residence"] = "JBR",
        ["Jumeirah Lake Towers"] = "JLT",
        ["Jumeirah Village Circle"] = "JVC",
        ["Dubai International Financial Centre"] = "DIFC",
        ["Palm Jumeirah"] = "The Palm",
    };

    private static readonly Priority[] Priorities = [Priority.Medium, Priority.Medium, Priority.High, Priority.Low];

    private static readonly LostReason[] LostAtOnce =
    [
        LostReason.NoResponse,
        LostReason.Unreachable,
        LostReason.Invalid,
    ];

    private static readonly LostReason[] LostLater =
    [
        LostReason.Budget,
        LostReason.Timing,
        LostReason.NotInterested,
        LostReason.Competitor,
        LostReason.Other,
    ];

    private readonly People _people = new(random);
    private readonly DateTimeOffset _midnight = new(now.DubaiDay().ToDateTime(default), TimeSpan.FromHours(4));

    public IReadOnlyList<Story> Tell()
    {
        var endings = random.Deck(
            (LeadStatus.New, 22),
            (LeadStatus.Contacted, 22),
            (LeadStatus.Qualified, 18),
            (LeadStatus.ViewingScheduled, 14),
            (LeadStatus.Negotiation, 12),
            (LeadStatus.Converted, 20),
            (LeadStatus.Lost, 22),
            (LeadStatus.Transferred, 6)
        );
        var sources = random.Deck(
            (LeadSource.Bayut, 24),
            (LeadSource.PropertyFinder, 21),
            (LeadSource.Dubizzle, 14),
            (LeadSource.Website, 14),
            (LeadSource.Instagram, 10),
            (LeadSource.Whatsapp, 10),
            (LeadSource.Referral, 9),
            (LeadSource.WalkIn, 8),
            (LeadSource.Facebook, 7),
            (LeadSource.Direct, 5),
            (LeadSource.Partner, 5),
            (LeadSource.Manual, 4),
            (LeadSource.Scanner, 3),
            (LeadSource.Other, 2)
        );
        Story[] stories = [.. endings.Zip(sources, Tell)];

        // Some ask again, by another way, while they are being looked after.
        var again = stories
            .Where(s => s is { Scenes.Count: 2, Inquiry.SourceType: not LeadSource.Whatsapp })
            .Take(3)
            .Select(s => (s.Scenes[^1].At, Inquiry: s.Inquiry with { SourceType = LeadSource.Whatsapp }))
            .Select(s => new Story(s.At.AddHours(3), s.Inquiry, []));
        return [.. stories, .. again];
    }

    private Story Tell(LeadStatus ending, LeadSource source)
    {
        var wanted = random.Pick(catalogue);
        var path = ending switch
        {
            LeadStatus.Transferred => [.. Pipeline.Take(3), ending],
            LeadStatus.Lost => [.. Pipeline.Take(random.Between(0, 4)), ending],
            _ => Pipeline.Take(Array.IndexOf(Pipeline, ending) + 1).ToArray(),
        };
        var age = ending switch
        {
            LeadStatus.New => random.Pick([0, 0, 0, 0, 0, 1, 1, 2, 4, 9]),
            LeadStatus.Contacted => random.Between(1, 12),
            LeadStatus.Qualified => random.Between(4, 40),
            LeadStatus.ViewingScheduled => random.Between(6, 50),
            LeadStatus.Negotiation => random.Between(8, 60),
            LeadStatus.Transferred => random.Between(10, 60),
            LeadStatus.Lost => random.Between(6, 88),
            _ => random.Between(12, 88),
        };
        var at = age == 0 ? now.AddMinutes(-random.Between(5, 400)) : On(age, random.Between(8, 17));
        var inquiry = new CaptureLead
        {
            SourceType = source,
            LeadData = Ask(_people.Next(), wanted.Listing, needsDomain: ending == LeadStatus.Transferred),
            SourceDetails = Refer(source, wanted),
        };
        var moments = Moments(path.Length, age, at, ending.IsOpen());
        return new(at.ToMicroseconds(), inquiry, [.. Scenes(path, moments, wanted)]);
    }

    // Scenes lie on different days, all before today; an open lead was looked at within the last days.
    private DateTimeOffset[] Moments(int count, int age, DateTimeOffset created, bool isOpen)
    {
        var delay = random.Pick([0, 0, 0, 1, 1, 3]);
        var first = age - delay >= count ? age - delay : age;
        var last = isOpen
            ? random.Between(1, Math.Clamp(first - count + 1, 1, 9))
            : Math.Max(1, first - ((count - 1) * random.Between(2, 6)));
        var moments = new DateTimeOffset[count];
        for (var i = 0; i < count; i++)
            moments[i] =
                i == 0 && first == age ? created.AddMinutes(random.Between(8, random.Chance(0.6) ? 58 : 230))
                : i == 0 ? On(first, random.Between(9, 17))
                : On(first - ((first - last) * i / (count - 1)), random.Between(9, 17));
        return moments;
    }

    private IEnumerable<Scene> Scenes(LeadStatus[] path, DateTimeOffset[] moments, Property wanted)
    {
        var (type, purpose) = (wanted.Listing.PropertyType, wanted.Listing.Purpose);
        var alike = catalogue.Where(p => (p.Listing.PropertyType, p.Listing.Purpose) == (type, purpose)).ToList();
        for (var i = 0; i < path.Length; i++)
        {
            var (at, status, isLast) = (moments[i].ToMicroseconds(), path[i], i == path.Length - 1);
            var likes = status switch
            {
                LeadStatus.Contacted when random.Chance(0.5) => wanted.Id,
                LeadStatus.Qualified or LeadStatus.ViewingScheduled => random.Pick(alike).Id,
                LeadStatus.Negotiation => wanted.Id,
                _ => default(PropertyId?),
            };
            yield return new(at, Step(status, wanted.Listing, isFirst: i == 0))
            {
                Happenings = [.. Happened(status)],
                Likes = likes,
                LikesHow = status == LeadStatus.Negotiation ? InterestLevel.High : (InterestLevel)random.Next(3),
                Next =
                    !isLast ? Task(path[i + 1], moments[i + 1].AddMinutes(-random.Between(0, 40)))
                    : status.IsOpen() ? Task(status, On(DaysAgo(at) - random.Between(2, 14), random.Between(9, 17)))
                    : null,
            };
        }
    }

    private StatusStep Step(LeadStatus status, Listing wanted, bool isFirst) =>
        status switch
        {
            LeadStatus.Lost => new(status) { LostReason = random.Pick(isFirst ? LostAtOnce : LostLater) },
            LeadStatus.Converted => new(status)
            {
                DealValue = Catalogue.Rounded(wanted.Price * random.Between(93, 100) / 100, 500),
                ConversionType = wanted.Purpose == OfferedTo.Buy ? ConversionType.Sale : ConversionType.Rental,
            },
            LeadStatus.Negotiation when random.Chance(0.4) => new(status) { SubStatus = SubStatus.Proposal },
            _ => new(status),
        };

    private IEnumerable<Happening> Happened(LeadStatus status)
    {
        switch (status)
        {
            case LeadStatus.Contacted:
                yield return random.Pick<Happening>([
                    new(ActivityType.Call, Outcome.Positive, "Talked about what they need and when."),
                    new(ActivityType.Call, Outcome.Neutral, "Short call, asked to ring again in the evening."),
                    new(ActivityType.Whatsapp, Outcome.Neutral, "Sent three listings."),
                    new(ActivityType.Email, Outcome.Neutral, "Introduced ourselves, sent a shortlist."),
                    new(ActivityType.Whatsapp, Outcome.Positive, "أرسلت له ثلاثة عروض، مهتم."),
                ]);
                if (random.Chance(0.3))
                    yield return new(ActivityType.Message, null, "Thank you, I will look at them.", Direction.Inbound);
                break;
            case LeadStatus.Qualified:
                yield return new(ActivityType.Call, Outcome.Positive, "Budget and financing are clear.");
                yield return new(ActivityType.Note, null, "Prefers a high floor; decides together with the family.");
                break;
            case LeadStatus.ViewingScheduled:
                yield return new(ActivityType.Whatsapp, Outcome.Positive, "Agreed on a time for the viewing.");
                break;
            case LeadStatus.Negotiation:
                yield return new(ActivityType.Viewing, Outcome.Positive, "Liked the layout.");
                yield return new(ActivityType.OfferMade, Outcome.Neutral, "Offer sent, below the asking price.");
                break;
            case LeadStatus.Converted:
                yield return new(ActivityType.Meeting, Outcome.Positive, "Signed.");
                break;
            case LeadStatus.Transferred:
                yield return new(ActivityType.Viewing, Outcome.Positive, "Second viewing, with a lawyer.");
                yield return new(ActivityType.Meeting, Outcome.Positive, "Wants to go ahead, papers are ready.");
                break;
            case LeadStatus.Lost:
                yield return new(ActivityType.Call, Outcome.Negative, "Will not go on with us.");
                break;
        }
    }

    private NextTask Task(LeadStatus status, DateTimeOffset at)
    {
        var type = status switch
        {
            LeadStatus.ViewingScheduled => FollowUpType.Viewing,
            LeadStatus.Negotiation or LeadStatus.Converted or LeadStatus.Transferred => FollowUpType.Meeting,
            LeadStatus.Contacted => random.Pick([FollowUpType.Call, FollowUpType.Whatsapp]),
            _ => FollowUpType.Call,
        };
        return new(type, random.Pick(Priorities), at.ToMicroseconds());
    }

    private LeadData Ask(MadeUpPerson person, Listing wanted, bool needsDomain)
    {
        var (isToBuy, step) = wanted.Purpose == OfferedTo.Buy ? (true, 50_000) : (false, 5_000);
        return new()
        {
            FirstName = person.FirstName,
            LastName = person.LastName,
            Phone = person.Phone,
            WhatsappNumber = random.Chance(0.4) ? person.Phone : null,
            Email = person.Email,
            Nationality = person.Nationality,
            LanguagePreference = person.Language,
            BudgetMin = Catalogue.Rounded(wanted.Price * 0.8m, step),
            BudgetMax = Catalogue.Rounded(wanted.Price * 1.3m, step),
            PropertyType = wanted.PropertyType,
            PreferredAreas = Around(wanted.Area),
            Bedrooms = wanted.Bedrooms,
            Purpose = (isToBuy, random.Next(10)) switch
            {
                (true, < 7) => Purpose.Buy,
                (true, < 9) => Purpose.Invest,
                (true, _) => Purpose.Sell,
                (false, < 9) => Purpose.Rent,
                (false, _) => Purpose.Let,
            },
            Priority = random.Pick(Priorities),
            MoveInDate = random.Chance(0.3) ? now.DubaiDay().AddDays(random.Between(20, 120)) : null,
            Company = wanted.PropertyType == PropertyType.Commercial ? $"{person.LastName} Trading LLC" : null,
            BusinessDomain = needsDomain ? random.Pick(Enum.GetValues<BusinessDomain>()) : null,
            Message =
                !random.Chance(0.4) ? null
                : person.Language == Language.Arabic ? "السلام عليكم، هل العقار ما زال متاحاً؟"
                : "Hello, is this still available? I can view it this week.",
            Tags = random.Chance(0.15) ? [random.Pick(["cash-buyer", "investor", "relocating"])] : null,
        };
    }

    private string[] Around(string area) =>
        [
            random.Chance(0.5) ? ShortNames.GetValueOrDefault(area, area) : area,
            .. Enumerable.Range(0, random.Next(3)).Select(_ => random.Pick(catalogue).Listing.Area),
        ];

    private SourceReferences Refer(LeadSource source, Property wanted) =>
        new()
        {
            CampaignId = source is LeadSource.Facebook or LeadSource.Instagram or LeadSource.Website
                ? "autumn_launch"
                : null,
            UtmSource = source == LeadSource.Website ? random.Pick(["google_ads", "newsletter"]) : null,
            ReferrerAgentId = source == LeadSource.Referral ? random.Pick(agents).Value.ToString() : null,
            PropertyId =
                source == LeadSource.Website ? wanted.Id.Value.ToString()
                : wanted.Listing.Source == source ? wanted.Listing.SourceId
                : source == LeadSource.Bayut && random.Chance(0.3) ? "BAY-99120" // taken down: nobody here knows it
                : null,
        };

    private DateTimeOffset On(int daysAgo, int hour) =>
        _midnight.AddDays(-daysAgo).AddHours(hour).AddSeconds(random.Next(3_600));

    private int DaysAgo(DateTimeOffset at) => now.DubaiDay().DayNumber - at.DubaiDay().DayNumber;
}
