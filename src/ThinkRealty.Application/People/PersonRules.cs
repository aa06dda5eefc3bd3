using FluentValidation;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.People;

/// <summary>What names and the ways to reach a person must look like on every endpoint (rules §3); null is refused.</summary>
internal static class PersonRules
{
    public static IRuleBuilderOptions<T, string?> IsPersonName<T>(this IRuleBuilder<T, string?> field) =>
        field
            .Must(text => PersonName.TryParse(text, out _, out _))
            .WithMessage((whole, text) => PersonName.TryParse(text, out _, out var problem) ? "" : problem!);

    public static IRuleBuilderOptions<T, string?> IsPhone<T>(this IRuleBuilder<T, string?> field) =>
        field
            .Must(text => PhoneNumber.TryParse(text, out _))
            .WithMessage((whole, text) => PhoneNumber.TryParse(text, out _, out var problem) ? "" : problem!);

    public static IRuleBuilderOptions<T, string?> IsEmail<T>(this IRuleBuilder<T, string?> field) =>
        field.Must(text => Email.TryParse(text, out _)).WithMessage(Email.Problem);

    public static IRuleBuilderOptions<T, string?> IsInstagramHandle<T>(this IRuleBuilder<T, string?> field) =>
        field.Must(text => InstagramHandle.TryParse(text, out _)).WithMessage(InstagramHandle.Problem);
}
