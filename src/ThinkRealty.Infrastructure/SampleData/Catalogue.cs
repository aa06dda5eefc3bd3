using System.Globalization;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>Properties in Dubai at plausible prices: each development has one to buy and one to rent.</summary>
internal static class Catalogue
{
    // area | development | type | AED per square foot to buy | what the title praises
    private const string Developments = """
        Dubai Marina | Marina Gate | apartment | 2050 | with full marina view
        Dubai Marina | Cayan Tower | apartment | 1750 | on a high floor
        Jumeirah Beach Residence | Sadaf | apartment | 1650 | steps from the beach
        Jumeirah Beach Residence | Murjan | apartment | 1700 | with sea view
        Downtown Dubai | Burj Vista | apartment | 2600 | facing Burj Khalifa
        Downtown Dubai | The Residences | apartment | 2450 | beside the fountain
        Downtown Dubai | Boulevard Point | apartment | 2350 | above Dubai Mall
        Business Bay | Executive Towers | apartment | 1550 | near the metro
        Business Bay | Merano Tower | studio | 1650 | ready to move in
        Business Bay | Bay Square | commercial | 1800 | fitted office
        Dubai International Financial Centre | Index Tower | commercial | 2700 | shell and core
        Palm Jumeirah | Shoreline | apartment | 2300 | with private beach
        Palm Jumeirah | Garden Homes | villa | 4200 | on a frond
        Emaar Beachfront | Beach Vista | apartment | 3100 | with two balconies
        Dubai Harbour | Sunrise Bay | apartment | 2950 | above the yachts
        Jumeirah Lake Towers | Lake Terrace | apartment | 1250 | with lake view
        Jumeirah Lake Towers | Jumeirah Bay X2 | commercial | 1300 | by the metro bridge
        Jumeirah Village Circle | Belgravia Square | apartment | 1300 | with a gym downstairs
        Jumeirah Village Circle | Bloom Towers | studio | 1350 | furnished
        Jumeirah Village Circle | District 12 | townhouse | 1050 | with a study
        Dubai Hills Estate | Park Heights | apartment | 1900 | beside the park
        Dubai Hills Estate | Sidra | villa | 2300 | single row
        Arabian Ranches | Saheel | villa | 1750 | by the golf course
        Arabian Ranches 2 | Palma | townhouse | 1500 | on a corner plot
        Emirates Hills | Sector P | villa | 3300 | with a pool
        The Springs | Springs 7 | townhouse | 1600 | backing the lake
        Dubai Creek Harbour | Creek Rise | apartment | 2000 | with a skyline view
        City Walk | Building 8 | apartment | 2500 | in the middle of it
        Jumeirah | Jumeirah Garden | house | 2100 | close to Kite Beach
        Umm Suqeim | Al Manara Road | house | 1900 | renovated
        Mirdif | Uptown | house | 1150 | with a garden
        Deira | Al Rigga | apartment | 900 | by the creek
        Town Square | Zahra | townhouse | 1150 | next to the pool
        Damac Hills 2 | Amazonia | townhouse | 1000 | with a maid's room
        Al Furjan | Quortaj | townhouse | 1350 | near Discovery Pavilion
        Dubai Silicon Oasis | Binghatti Stars | studio | 1100 | for investors
        """;

    private const decimal RentOfAYear = 0.065m; // of the price

    private static readonly LeadSource?[] Portals =
    [
        LeadSource.Bayut,
        LeadSource.PropertyFinder,
        null,
        LeadSource.Bayut,
        LeadSource.Dubizzle,
    ];

    public static IReadOnlyList<Property> List(IReadOnlyList<AgentId> agents, Random random, DateTimeOffset now) =>
        [
            .. Developments
                .Split('\n')
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .SelectMany(line => new[] { Listing(line, OfferedTo.Buy), Listing(line, OfferedTo.Rent) })
                .Select((listing, i) => From(listing, i) with { AgentId = random.Pick(agents) })
                .Select((listing, i) => Property.List(listing, now.AddMinutes(i))),
        ];

    private static Listing Listing(string[] line, OfferedTo purpose)
    {
        var type = Spelling<PropertyType>.Parse(line[2]);
        var perSqft = decimal.Parse(line[3], CultureInfo.InvariantCulture);
        // What is rented is a little smaller than what is sold.
        var (bedrooms, sqft) = (type, purpose) switch
        {
            (PropertyType.Studio, OfferedTo.Buy) => (0, 460),
            (PropertyType.Studio, _) => (0, 420),
            (PropertyType.Apartment, OfferedTo.Buy) when perSqft > 1_800 => (2, 1_250),
            (PropertyType.Apartment, _) => (1, 780),
            (PropertyType.Townhouse, OfferedTo.Buy) => (4, 2_400),
            (PropertyType.Townhouse, _) => (3, 2_000),
            (PropertyType.Commercial, OfferedTo.Buy) => (default(int?), 1_900),
            (PropertyType.Commercial, _) => (default(int?), 1_100),
            (_, OfferedTo.Buy) => (5, 4_800),
            (_, _) => (4, 3_600),
        };
        var price =
            purpose == OfferedTo.Buy ? Rounded(sqft * perSqft, 5_000) : Rounded(sqft * perSqft * RentOfAYear, 1_000);
        var what = bedrooms > 0 ? $"{bedrooms}-bedroom {line[2]}" : char.ToUpperInvariant(line[2][0]) + line[2][1..];
        return new()
        {
            Title = $"{what} in {line[1]}, {line[4]}",
            Development = line[1],
            Area = line[0],
            PropertyType = type,
            Bedrooms = bedrooms,
            Bathrooms = bedrooms + 1,
            SizeSqft = sqft,
            Price = price,
            Purpose = purpose,
        };
    }

    private static Listing From(Listing listing, int number) =>
        Portals[number % Portals.Length] is { } portal
            ? listing with
            {
                Source = portal,
                SourceId = portal switch
                {
                    LeadSource.Bayut => $"BAY-{104_200 + number}",
                    LeadSource.PropertyFinder => $"PF-{88_300 + number}",
                    _ => $"DBZ-{61_500 + number}",
                },
            }
            : listing;

    public static decimal Rounded(decimal amount, int to) => Math.Round(amount / to) * to;
}
