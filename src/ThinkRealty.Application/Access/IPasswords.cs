namespace ThinkRealty.Application.Access;

public enum PasswordCheck
{
    Wrong,
    Right,

    /// <summary>Right, but hashed by an older rule: hash it again.</summary>
    RightButOutdated,
}

/// <summary>Turns passwords into hashes that are slow to guess.</summary>
public interface IPasswords
{
    string Hash(string password);

    PasswordCheck Check(string hash, string password);

    /// <summary>Takes as long as <see cref="Check"/>, so that nobody learns by the clock which e-mails are known.</summary>
    void CheckNothing(string password);
}

/// <summary>Makes the short-lived token that a signed-in person sends with every request.</summary>
public interface IAccessTokens
{
    string Issue(Guid signInId);
}
