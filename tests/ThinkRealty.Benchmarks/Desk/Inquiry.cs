using System.Text;
using System.Text.Json;

namespace ThinkRealty.Benchmarks.Desk;

/// <summary>What one person asks for; everybody but for the phone.</summary>
internal sealed record Inquiry
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly string[] Sources =
    [
        "bayut",
        "bayut",
        "bayut",
        "propertyFinder",
        "propertyFinder",
        "dubizzle",
        "website",
        "website",
        "referral",
        "instagram",
    ];

    private static readonly string[] Types =
    [
        "apartment",
        "apartment",
        "apartment",
        "villa",
        "villa",
        "townhouse",
        "studio",
        "commercial",
    ];

    // As people type them: short names among them.
    private static readonly string[] Places =
    [
        "Downtown Dubai",
        "Marina",
        "JBR",
        "Business Bay",
        "Palm Jumeirah",
        "JLT",
        "JVC",
        "Dubai Hills",
        "DIFC",
        "Dubai Marina",
    ];

    private static readonly (string First, string Last, string Nationality, string Language)[] People =
    [
        ("Ahmed", "Al Mansouri", "UAE", "arabic"),
        ("Fatima", "Al Suwaidi", "UAE", "arabic"),
        ("محمد", "الهاشمي", "Saudi Arabia", "arabic"),
        ("Priya", "Sharma", "India", "english"),
        ("Rahul", "Menon", "India", "english"),
        ("Oliver", "Bennett", "United Kingdom", "english"),
        ("Anna", "Petrova", "Russia", "english"),
        ("Usman", "Khan", "Pakistan", "english"),
    ];

    public required string Source { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Email { get; init; }
    public required string Nationality { get; init; }
    public required string Language { get; init; }
    public required decimal BudgetMin { get; init; }
    public required decimal BudgetMax { get; init; }
    public required string Type { get; init; }
    public required string[] Areas { get; init; }
    public required string Campaign { get; init; }
    public required string Property { get; init; }

    /// <summary>Every name of the areas, as the pick compares them.</summary>
    public string[] Spellings => [.. Areas.SelectMany(Domain.Properties.Areas.Spellings).Distinct()];

    /// <summary>The same thousand in every run.</summary>
    public static IReadOnlyList<Inquiry> Thousand { get; } = Make(new Random(20260117), 1000);

    public byte[] ToRequest(string phone, string apiKey)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                SourceType = Source,
                LeadData = new
                {
                    FirstName,
                    LastName,
                    Email,
                    Phone = phone,
                    Nationality,
                    LanguagePreference = Language,
                    BudgetMin,
                    BudgetMax,
                    PropertyType = Type,
                    PreferredAreas = Areas,
                },
                SourceDetails = new
                {
                    CampaignId = Campaign,
                    PropertyId = Property,
                    UtmSource = "google_ads",
                },
            },
            Wire
        );
        var head =
            $"POST /api/v1/leads/capture HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: {apiKey}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static List<Inquiry> Make(Random random, int count)
    {
        return [.. Enumerable.Range(0, count).Select(Next)];

        Inquiry Next(int number)
        {
            var (first, last, nationality, language) = One(People);
            var budget = random.Next(6, 60) * 100_000m;
            return new()
            {
                Source = One(Sources),
                FirstName = first,
                LastName = last,
                Email = $"person{number}@example.com",
                Nationality = nationality,
                Language = language,
                BudgetMin = budget,
                BudgetMax = budget + (random.Next(1, 10) * 100_000m),
                Type = One(Types),
                Areas = random.GetItems(Places, random.Next(1, 4)).Distinct().ToArray(),
                Campaign = $"campaign_{random.Next(20)}",
                Property = $"REF-{random.Next(100_000)}", // of a portal whose catalogue is not ours
            };
        }

        T One<T>(T[] from) => from[random.Next(from.Length)];
    }
}
