namespace ThinkRealty.Application.Access;

/// <summary>Who did something.</summary>
/// <param name="UserId">The user; null where an integration's key acted.</param>
/// <param name="Name">Of the user or the key.</param>
public sealed record Actor(Guid? UserId, string? Name)
{
    /// <summary>Nobody known is the program itself.</summary>
    internal static Actor? Of(Guid? userId, string? name) => userId is null && name is null ? null : new(userId, name);
}
