using Microsoft.AspNetCore.Identity;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Infrastructure.Security;

/// <summary>PBKDF2 as ASP.NET Core Identity does it; the rule it was hashed by stands in each hash.</summary>
internal sealed class Passwords : IPasswords
{
    private static readonly object Anybody = new(); // the hasher does not look at the user

    private readonly PasswordHasher<object> _hasher = new();
    private readonly Lazy<string> _nobodysHash;

    public Passwords() => _nobodysHash = new(() => Hash("nobody has this password"));

    public string Hash(string password) => _hasher.HashPassword(Anybody, password);

    public PasswordCheck Check(string hash, string password) =>
        _hasher.VerifyHashedPassword(Anybody, hash, password) switch
        {
            PasswordVerificationResult.Success => PasswordCheck.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButOutdated,
            _ => PasswordCheck.Wrong,
        };

    public void CheckNothing(string password) => Check(_nobodysHash.Value, password);
}
