namespace ThinkRealty.Application.Access;

/// <summary>
/// Users whose sign-in is public: those of the sample data, and everyone with the password that the README prints. They are
/// for trying the program out, so nothing outside Development lets them in.
/// </summary>
/// <param name="AreLetIn">Whether they may sign in here: only in Development.</param>
public sealed record DemoUsers(bool AreLetIn)
{
    /// <summary>The domain of their e-mail addresses; it is reserved, so nobody else can have it.</summary>
    public const string Domain = "thinkrealty.example";

    /// <summary>The password of all of them.</summary>
    public const string Password = "demo-password";

    /// <summary>Whether somebody with this e-mail and this password is one of them.</summary>
    /// <param name="email">Trimmed, in lower case.</param>
    /// <param name="password">As typed.</param>
    public static bool Include(string email, string password) =>
        password == Password || email.EndsWith($"@{Domain}", StringComparison.Ordinal);

    /// <summary>Whether this password may be given to somebody here.</summary>
    public bool Allow(string? password) => AreLetIn || password != Password;

    /// <summary>Whether this e-mail may be given to somebody here.</summary>
    public bool AllowEmail(string? email) =>
        AreLetIn || email?.Trim().EndsWith($"@{Domain}", StringComparison.OrdinalIgnoreCase) != true;
}
