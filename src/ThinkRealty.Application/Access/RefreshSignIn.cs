using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Gives the next pair of tokens for a refresh token, once. For some seconds the same token gives the same next one again
/// (<see cref="AccessSettings.RefreshGraceSeconds"/>), because the answer may have been lost. After them, or once the next
/// token has been used, it ends the whole sign-in: of two who hold it, one has stolen it. Not an <c>ICommand</c>, because
/// that end must stay although the answer is a refusal.
/// </summary>
/// <exception cref="DomainException"><c>unauthenticated</c>: unknown, used, revoked or too old.</exception>
public sealed record RefreshSignIn(string RefreshToken) : IRequest<SignedIn>;

internal sealed class RefreshSignInValidator : AbstractValidator<RefreshSignIn>
{
    public RefreshSignInValidator() => RuleFor(c => c.RefreshToken).NotEmpty().MaximumLength(200);
}

internal sealed class RefreshSignInHandler(
    DbDataSource db,
    IAccessTokens tokens,
    DemoUsers demoUsers,
    AccessSettings settings,
    TimeProvider clock
) : IRequestHandler<RefreshSignIn, SignedIn>
{
    // Of two in the same instant the second waits for the row, sees it used, and gets the salt that the first one left.
    private const string RotateSql = $"""
        with used as (
          update refresh_tokens t
             set used_at = coalesce(t.used_at, @Now),
                 next_salt = coalesce(t.next_salt, @Salt), next_hash = coalesce(t.next_hash, @NextHash)
            from sign_ins s join users u on u.id = s.user_id
           where t.token_hash = @Hash and t.expires_at > @Now
             and (t.used_at is null or t.used_at > @GraceFrom and t.next_hash is not null
                  and not exists (select from refresh_tokens n where n.token_hash = t.next_hash and n.used_at is not null))
             and s.id = t.sign_in_id and s.revoked_at is null and u.is_active and (@DemoUsers or not u.is_demo)
          returning t.sign_in_id, s.user_id, t.next_salt
        ), next as (
          insert into refresh_tokens (token_hash, sign_in_id, created_at, expires_at)
          select @NextHash, sign_in_id, @Now, @ExpiresAt from used where next_salt = @Salt
        )
        select {UserView.Columns}, used.sign_in_id, used.next_salt from used join users u on u.id = used.user_id
        """;

    private const string EndIfReusedSql = """
        update sign_ins set revoked_at = @Now
         where revoked_at is null
           and id = (select sign_in_id from refresh_tokens where token_hash = @Hash and used_at is not null)
        """;

    public async Task<SignedIn> Handle(RefreshSignIn command, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var salt = RandomNumberGenerator.GetBytes(32);
        var values = new
        {
            Hash = OpaqueToken.Hash(command.RefreshToken),
            Salt = salt,
            NextHash = OpaqueToken.Hash(OpaqueToken.After(command.RefreshToken, salt)),
            Now = now,
            GraceFrom = now.AddSeconds(-settings.RefreshGraceSeconds),
            ExpiresAt = now.AddDays(settings.RefreshTokenDays),
            DemoUsers = demoUsers.AreLetIn,
        };

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var rotated = await connection.QueryAsync<UserView, Rotation, (UserView User, Rotation Rotation)?>(
            new(RotateSql, values, cancellationToken: cancellationToken),
            (user, rotation) => (user, rotation),
            splitOn: "sign_in_id"
        );
        if (rotated.SingleOrDefault() is var (user, to))
        {
            var next = OpaqueToken.After(command.RefreshToken, to.NextSalt);
            return new(tokens.Issue(to.SignInId), next, "Bearer", settings.AccessTokenMinutes * 60, user)
            {
                SignInId = to.SignInId,
            };
        }

        await connection.ExecuteAsync(new(EndIfReusedSql, values, cancellationToken: cancellationToken));
        throw AccessErrors.SignInOver();
    }

    private sealed record Rotation
    {
        public Guid SignInId { get; init; }
        public byte[] NextSalt { get; init; } = [];
    }
}
