namespace ThinkRealty.Domain.Leads;

// The desk's words for a lead's wishes and ends (rules §2, §7); snake_case of the name is the spelling everywhere.

/// <summary>What kind of property is meant (rules §2).</summary>
public enum PropertyType
{
    [Spelled("apartment", "apartments", "flat", "penthouse", "شقة")]
    Apartment,

    [Spelled("villa", "فيلا")]
    Villa,

    [Spelled("townhouse", "town house")]
    Townhouse,

    [Spelled("commercial", "office", "retail", "shop", "warehouse", "land", "plot")]
    Commercial,
    House,
    Studio,
}

/// <summary>
/// A language of a lead or an agent (rules §2); ISO 639-1 and 639-2 codes, those of 639-3 that say more, and the Arabic name
/// are read, too.
/// </summary>
public enum Language
{
    [Spelled("arabic", "ar", "ara", "arb", "العربية", "عربي")]
    Arabic,

    [Spelled("english", "en", "eng", "الإنجليزية", "إنجليزي", "الإنكليزية")]
    English,

    [Spelled("hindi", "hi", "hin", "الهندية", "هندي")]
    Hindi,

    [Spelled("urdu", "ur", "urd", "الأردية", "أردو")]
    Urdu,

    [Spelled("russian", "ru", "rus", "الروسية", "روسي")]
    Russian,

    [Spelled("mandarin", "zh", "zho", "chi", "cmn", "chinese", "الصينية", "صيني", "الماندرين")]
    Mandarin,

    [Spelled("french", "fr", "fra", "fre", "الفرنسية", "فرنسي")]
    French,

    [Spelled("german", "de", "deu", "ger", "الألمانية", "ألماني")]
    German,

    [Spelled("spanish", "es", "spa", "الإسبانية", "إسباني")]
    Spanish,

    [Spelled("italian", "it", "ita", "الإيطالية", "إيطالي")]
    Italian,

    [Spelled("persian", "fa", "fas", "per", "pes", "farsi", "الفارسية", "فارسي")]
    Persian,

    [Spelled("tagalog", "tl", "tgl", "fil", "filipino", "التاغالوغية", "الفلبينية", "فلبيني")]
    Tagalog,

    [Spelled("malayalam", "ml", "mal", "المالايالامية", "مالايالام")]
    Malayalam,

    [Spelled("tamil", "ta", "tam", "التاميلية", "تاميلي")]
    Tamil,

    [Spelled("bengali", "bn", "ben", "bangla", "البنغالية", "بنغالي")]
    Bengali,

    [Spelled("punjabi", "pa", "pan", "pnb", "panjabi", "البنجابية", "بنجابي")]
    Punjabi,

    [Spelled("turkish", "tr", "tur", "التركية", "تركي")]
    Turkish,

    [Spelled("portuguese", "pt", "por", "البرتغالية", "برتغالي")]
    Portuguese,

    [Spelled("ukrainian", "uk", "ukr", "الأوكرانية", "أوكراني")]
    Ukrainian,
}

/// <summary>The field of the person's company, which a transfer to sales asks for (rules §2, §9).</summary>
public enum BusinessDomain
{
    First,
    Second,
    Third,
}

/// <summary>What the person wants to do (rules §2).</summary>
public enum Purpose
{
    [Spelled("buy", "sale", "for sale", "buying")]
    Buy,

    [Spelled("rent", "rental", "lease", "renting")]
    Rent,
    Sell,
    Let,
    Invest,
}

/// <summary>In this order, lowest first.</summary>
public enum Priority
{
    Low,
    Medium,
    High,
    Urgent,
}

/// <summary>Refines a status without changing what is allowed (rules §7).</summary>
public enum SubStatus
{
    Proposal,
    Applied,
    Callback,
}

public enum LostReason
{
    Budget,
    Timing,
    NoResponse,
    NotInterested,
    Competitor,
    Unreachable,
    Invalid,
    Other,
}

public enum ConversionType
{
    Sale,
    Rental,
}

/// <summary>How much a lead likes a property.</summary>
public enum InterestLevel
{
    Low,
    Medium,
    High,
}
