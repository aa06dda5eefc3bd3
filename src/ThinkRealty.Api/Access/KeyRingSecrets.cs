using ThinkRealty.Application.Access;
using ThinkRealty.Infrastructure.Security;

namespace ThinkRealty.Api.Access;

/// <summary>Where the secret of the key ring comes from.</summary>
internal static class KeyRingSecrets
{
    /// <summary>The secret from <c>Access:KeyRingSecret</c> or the file that <c>Access:KeyRingSecretFile</c> names.</summary>
    /// <exception cref="SettingException">Both are set, the file cannot be read, or the secret is too short.</exception>
    public static KeyRingSecret Read(IConfiguration configuration)
    {
        var access = configuration.Read<AccessSettings>("Access");
        var (typed, file) = (access.KeyRingSecret?.Trim(), access.KeyRingSecretFile?.Trim());
        if (typed is { Length: > 0 } && file is { Length: > 0 })
            throw new SettingException(
                "Access:KeyRingSecret and Access:KeyRingSecretFile are both set; keep one of them."
            );
        if (file is { Length: > 0 })
            return Checked(Contents(file), "The file that Access:KeyRingSecretFile names");
        return typed is { Length: > 0 } ? Checked(typed, "Access:KeyRingSecret") : KeyRingSecret.None;
    }

    /// <summary>Only Development works without a secret.</summary>
    /// <exception cref="SettingException">It is missing.</exception>
    public static void Require(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!Read(configuration).IsGiven && !environment.IsDevelopment())
            throw new SettingException(
                $"Access:KeyRingSecret is missing ({environment.EnvironmentName} needs it to encrypt the keys behind sign-ins "
                    + "in the database): make one with `openssl rand -base64 32`, give every node the same one in "
                    + "Access__KeyRingSecret or in a file that Access__KeyRingSecretFile names, and keep it apart from backups."
            );
    }

    private static string Contents(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(
                "Access:KeyRingSecretFile names a file that cannot be read: check that it is there and that the program's user "
                    + "may read it."
            );
        }
    }

    private static KeyRingSecret Checked(string text, string where) =>
        text.Length >= KeyRingSecret.Shortest
            ? KeyRingSecret.From(text)
            : throw new SettingException(
                $"{where} is too short: a secret has at least {KeyRingSecret.Shortest} characters, for example from "
                    + "`openssl rand -base64 32`."
            );
}
