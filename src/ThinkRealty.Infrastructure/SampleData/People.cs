using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>Somebody who never lived.</summary>
internal sealed record MadeUpPerson(
    string FirstName,
    string LastName,
    string Nationality,
    Language Language,
    string Phone,
    string? Email
);

/// <summary>Names of Dubai's streets, Arabic and Latin; no two people are alike.</summary>
internal sealed class People(Random random)
{
    private static readonly Pool[] Pools =
    [
        new(
            Language.Arabic,
            ["UAE", "UAE", "Emirati"],
            ["Ahmed", "Mariam", "Saif", "Hessa", "Sultan", "Noura", "Hamdan", "Shamma", "Rashid", "Latifa"],
            ["Al Mansouri", "Al Nuaimi", "Al Ketbi", "Al Falasi", "Al Shamsi", "Al Dhaheri", "Al Mazrouei"]
        ),
        new(
            Language.Arabic,
            ["Saudi Arabia", "الكويت", "قطر", "الإمارات", "Oman", "البحرين"],
            ["فهد", "ريم", "عبدالله", "منيرة", "تركي", "نوف", "سعود", "هند", "بدر", "العنود"],
            ["العتيبي", "القحطاني", "الشمري", "الدوسري", "المطيري", "الحربي", "الزهراني"]
        ),
        new(
            Language.Arabic,
            ["Egypt", "Lebanon", "Jordan", "Syria", "Morocco"],
            ["كريم", "ياسمين", "عمر", "دينا", "سامر", "رنا", "طارق", "هبة", "زياد", "مها"],
            ["حداد", "خوري", "منصور", "النجار", "الخطيب", "بن علي", "فرحات"]
        ),
        new(
            Language.English,
            ["India", "India", "Pakistan", "Sri Lanka"],
            ["Rohan", "Ananya", "Vikram", "Meera", "Arjun", "Kavya", "Imran", "Sana", "Nikhil", "Zara"],
            ["Sharma", "Menon", "Kapoor", "Iyer", "Khan", "Fernando", "Malhotra"]
        ),
        new(
            Language.English,
            ["United Kingdom", "United Kingdom", "Ireland", "Canada", "Australia", "South Africa"],
            ["Oliver", "Charlotte", "George", "Emily", "Harry", "Sophie", "Liam", "Grace", "Thomas", "Hannah"],
            ["Bennett", "Walsh", "Hughes", "Fraser", "Mitchell", "O'Connor", "van der Merwe"]
        ),
        new(
            Language.English,
            ["Russia", "Germany", "France", "China", "Philippines", "Nigeria"],
            ["Dmitri", "Anastasia", "Lukas", "Camille", "Wei", "Mei Ling", "Marco", "Chidi", "Sofia", "Étienne"],
            ["Ivanov", "Schneider", "Dubois", "Chen", "Santos", "Adeyemi", "Rossi"]
        ),
    ];

    private static readonly string[] Prefixes = ["50", "52", "54", "55", "56", "58"];

    private readonly HashSet<string> _taken = [];

    public MadeUpPerson Next()
    {
        var pool = random.Pick(Pools);
        string first,
            last;
        do (first, last) = (random.Pick(pool.FirstNames), random.Pick(pool.LastNames));
        while (!_taken.Add($"{first} {last}"));

        return new(first, last, random.Pick(pool.Nationalities), pool.Language, NewPhone(pool), NewEmail(first, last));
    }

    // British ones come from the range that the regulator keeps for stories.
    private string NewPhone(Pool pool)
    {
        string phone;
        do phone =
            pool.Nationalities.Contains("United Kingdom") && random.Chance(0.4)
                ? $"+447700900{random.Next(1000):D3}"
                : $"+971{random.Pick(Prefixes)}8{random.Next(1_000_000):D6}";
        while (!_taken.Add(phone));
        return phone;
    }

    // Nobody can have an address at example.com.
    private string? NewEmail(string first, string last)
    {
        var name = $"{first}.{last}".Replace(" ", "").Replace("'", "").ToLowerInvariant();
        return name.All(c => char.IsAsciiLetter(c) || c == '.') && random.Chance(0.85) ? $"{name}@example.com" : null;
    }

    private sealed record Pool(Language Language, string[] Nationalities, string[] FirstNames, string[] LastNames);
}

/// <summary>Chance, in the words of what it decides.</summary>
internal static class Chances
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    public static bool Chance(this Random random, double share) => random.NextDouble() < share;

    /// <summary>From the first to the last, both included.</summary>
    public static int Between(this Random random, int first, int last) => random.Next(first, last + 1);

    /// <summary>Each word as often as it is told to come, in chance order.</summary>
    public static T[] Deck<T>(this Random random, params IReadOnlyList<(T Card, int Times)> cards)
    {
        T[] deck = [.. cards.SelectMany(c => Enumerable.Repeat(c.Card, c.Times))];
        random.Shuffle(deck);
        return deck;
    }
}
