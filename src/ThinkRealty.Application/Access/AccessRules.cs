using FluentValidation;

namespace ThinkRealty.Application.Access;

/// <summary>What the fields of users and keys must look like; each use case names the ones it takes.</summary>
internal static class AccessRules
{
    public const int ShortestPassword = 10;

    private const int LongestPassword = 200;

    /// <summary>What a key is called: 1–100 characters after trimming.</summary>
    public static IRuleBuilderOptions<T, string?> AName<T>(this IRuleBuilder<T, string?> field) =>
        field
            .Must(text => text?.Trim() is { Length: >= 1 and <= 100 } name && !name.Any(char.IsControl))
            .WithMessage("1 to 100 characters, none of them a control character.");

    public static IRuleBuilderOptions<T, string?> ANewPassword<T>(this IRuleBuilder<T, string?> field) =>
        field
            .Must(text => text is { Length: >= ShortestPassword and <= LongestPassword })
            .WithMessage($"{ShortestPassword} to {LongestPassword} characters.");

    /// <summary>Outside Development nobody gets the password that the README prints.</summary>
    public static IRuleBuilderOptions<T, string?> NotTheDemoPassword<T>(
        this IRuleBuilder<T, string?> field,
        DemoUsers demoUsers
    ) => field.Must(demoUsers.Allow).WithMessage("This password is published in the README; choose another one.");

    /// <summary>Outside Development nobody gets an address of the sample data.</summary>
    public static IRuleBuilderOptions<T, string?> NotOfADemoUser<T>(
        this IRuleBuilder<T, string?> field,
        DemoUsers demoUsers
    ) =>
        field
            .Must(demoUsers.AllowEmail)
            .WithMessage($"Addresses at {DemoUsers.Domain} belong to demo users, who cannot sign in here.");

    /// <summary>Not empty, and not so long that hashing it becomes work for an attacker to order.</summary>
    public static IRuleBuilderOptions<T, string?> APasswordToCheck<T>(this IRuleBuilder<T, string?> field) =>
        field
            .Must(text => text is { Length: >= 1 and <= LongestPassword })
            .WithMessage($"1 to {LongestPassword} characters.");
}
