using ThinkRealty.Application.Access;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>Somebody to sign in as while trying the program out.</summary>
public sealed record DemoAccount(Role Role, string Email, string FullName);

/// <summary>
/// The documented sign-ins that come with sample data, only in Development, and are let in only there
/// (<see cref="DemoUsers"/>); the key is <see cref="ApiKey.Demo"/>.
/// </summary>
public static class DemoAccess
{
    /// <summary>Of the desk's e-mail addresses; no letter ever arrives there.</summary>
    public const string Domain = DemoUsers.Domain;

    /// <summary>The same for all of them.</summary>
    public const string Password = DemoUsers.Password;

    public static DemoAccount Admin { get; } = new(Role.Admin, $"admin@{Domain}", "Layla Al Amin");

    public static DemoAccount Supervisor { get; } = new(Role.Supervisor, $"supervisor@{Domain}", "Yousef Al Hammadi");

    /// <summary>The user of the agent with the same e-mail.</summary>
    public static DemoAccount Agent { get; } = new(Role.Agent, $"sarah@{Domain}", "Sarah Johnson");

    public static IReadOnlyList<DemoAccount> Accounts { get; } = [Admin, Supervisor, Agent];
}
