using System.Collections.Frozen;
using System.Globalization;
using FluentValidation.Resources;

namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// The complaint of a rule that has none of its own. The field is already named by its path in <c>errors</c>, so a message
/// states the limit and nothing else.
/// </summary>
internal sealed class ValidationMessages : LanguageManager
{
    /// <summary>For a rule that cannot say what it wants. A test makes sure that no such rule exists.</summary>
    public const string Unsaid = "This value is not accepted.";

    private static readonly FrozenDictionary<string, string> ByRule = new Dictionary<string, string>
    {
        ["NotNullValidator"] = "This is required.",
        ["NotEmptyValidator"] = "This is required.",
        ["NullValidator"] = "Leave this out.",
        ["EmptyValidator"] = "Leave this out.",
        ["EqualValidator"] = "Only {ComparisonValue} is accepted.",
        ["GreaterThanValidator"] = "More than {ComparisonValue}.",
        ["GreaterThanOrEqualValidator"] = "{ComparisonValue} or more.",
        ["LessThanValidator"] = "Less than {ComparisonValue}.",
        ["LessThanOrEqualValidator"] = "At most {ComparisonValue}.",
        ["InclusiveBetweenValidator"] = "{From} to {To}.",
        ["ExclusiveBetweenValidator"] = "Between {From} and {To}, without either of them.",
        ["LengthValidator"] = "{MinLength} to {MaxLength} characters.",
        ["ExactLengthValidator"] = "Exactly {MaxLength} characters.",
        ["MinimumLengthValidator"] = "At least {MinLength} characters.",
        ["MaximumLengthValidator"] = "At most {MaxLength} characters.",
        ["EnumValidator"] = "Choose one of the values that the API description lists.",
    }.ToFrozenDictionary();

    public override string GetString(string key, CultureInfo? culture = null) => ByRule.GetValueOrDefault(key, Unsaid);
}
