namespace ThinkRealty.Domain.Scoring;

/// <summary>How people write the nationalities of the Gulf: state, adjective, code and Arabic (rules §5).</summary>
/// <remarks>
/// These words are in the shipped rule sets, and a version that has shipped never changes. They are compared by country, so
/// they stand for every other way of writing the same nationality, too (rules §2).
/// </remarks>
internal static class Nationalities
{
    public static IReadOnlyList<string> Emirati { get; } =
        Split(
            """
            UAE | U.A.E. | U.A.E | AE | ARE | Emirati | Emirates | United Arab Emirates | The United Arab Emirates
            الإمارات | الامارات | الإمارات العربية المتحدة | الامارات العربية المتحدة
            إماراتي | اماراتي | إماراتية | اماراتية
            """
        );

    public static IReadOnlyList<string> OtherGcc { get; } =
        Split(
            """
            Saudi | Saudi Arabia | Saudi Arabian | Kingdom of Saudi Arabia | KSA | K.S.A. | K.S.A | SA | SAU
            السعودية | المملكة العربية السعودية | سعودي | سعودية
            Kuwait | Kuwaiti | KW | KWT | الكويت | كويتي | كويتية
            Bahrain | Bahraini | BH | BHR | البحرين | بحريني | بحرينية
            Qatar | Qatari | QA | QAT | قطر | قطري | قطرية
            Oman | Omani | OM | OMN | عمان | عُمان | سلطنة عمان | عماني | عمانية
            """
        );

    private static string[] Split(string table) => table.Split(['|', '\n'], StringSplitOptions.TrimEntries);
}
