using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Gives the next pair of tokens for a refresh token, once. The same token again ends the whole sign-in: of two who hold it,
/// one has stolen it. Not an <c>ICommand</c>, because that end must stay although the answer is a refusal.
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
    AccessSettings settings,
    TimeProvider clock
) : IRequestHandler<RefreshSignIn, SignedIn>
{
    // Of two in the same instant the second waits for the row, sees it used and finds nothing.
    private const string RotateSql = $"""
        with used as (
          update refresh_tokens t set used_at = @Now
            from sign_ins s join users u on u.id = s.user_id
           where t.token_hash = @Hash and t.used_at is null and t.expires_at > @Now
             and s.id = t.sign_in_id and s.revoked_at is null and u.is_active
          returning t.sign_in_id, s.user_id
        ), next as (
          insert into refresh_tokens (token_hash, sign_in_id, created_at, expires_at)
          select @NextHash, sign_in_id, @Now, @ExpiresAt from used
        ), run_out as (
          delete from refresh_tokens t using used where t.sign_in_id = used.sign_in_id and t.expires_at <= @Now
        )
        select {UserView.Columns}, used.sign_in_id from used join users u on u.id = used.user_id
        """;

    private const string EndIfReusedSql = """
        update sign_ins set revoked_at = @Now
         where revoked_at is null
           and id = (select sign_in_id from refresh_tokens where token_hash = @Hash and used_at is not null)
        """;

    public async Task<SignedIn> Handle(RefreshSignIn command, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var next = OpaqueToken.New();
        var values = new
        {
            Hash = OpaqueToken.Hash(command.RefreshToken),
            NextHash = OpaqueToken.Hash(next),
            Now = now,
            ExpiresAt = now.AddDays(settings.RefreshTokenDays),
        };

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var rotated = await connection.QueryAsync<UserView, Guid, (UserView User, Guid SignInId)?>(
            new(RotateSql, values, cancellationToken: cancellationToken),
            (user, signInId) => (user, signInId),
            splitOn: "sign_in_id"
        );
        if (rotated.SingleOrDefault() is var (user, signIn))
            return new(tokens.Issue(signIn), next, "Bearer", settings.AccessTokenMinutes * 60, user)
            {
                SignInId = signIn,
            };

        await connection.ExecuteAsync(new(EndIfReusedSql, values, cancellationToken: cancellationToken));
        throw AccessErrors.SignInOver();
    }
}
