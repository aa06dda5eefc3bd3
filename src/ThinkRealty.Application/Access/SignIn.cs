using System.Data.Common;
using System.Net;
using System.Text.Json.Serialization;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.People;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Opens a sign-in with e-mail and password. Not an <c>ICommand</c>: a failed try must stay counted, hashing must not hold
/// a transaction open, and the answer carries secrets, so no idempotency key may keep it.
/// </summary>
/// <param name="Address">Where the request came from.</param>
/// <exception cref="DomainException">
/// <c>unauthenticated</c>, also for demo users outside Development; <c>rate_limited</c> after too many failures.
/// </exception>
public sealed record SignIn(string Email, string Password, IPAddress? Address) : IRequest<SignedIn>;

/// <summary>What a person gets who signed in.</summary>
/// <param name="AccessToken">Opaque; goes into <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Good for one use; the answer to it brings the next one.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds the access token is good for.</param>
/// <param name="User">Who signed in.</param>
public sealed record SignedIn(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn, UserView User)
{
    /// <summary>Which sign-in the tokens are of; not for clients.</summary>
    [JsonIgnore]
    public Guid SignInId { get; init; }
}

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Password).APasswordToCheck();
    }
}

internal sealed class SignInHandler(
    DbDataSource db,
    SignInBrake brake,
    IPasswords passwords,
    IAccessTokens tokens,
    DemoUsers demoUsers,
    AccessSettings settings,
    TimeProvider clock
) : IRequestHandler<SignIn, SignedIn>
{
    private const string FindSql =
        $"select {UserView.Columns}, u.password_hash from users u where u.email = @Email and u.is_active";

    // The share lock makes a change of password or a deactivation in the same instant wait, or be seen here.
    private const string StartSql = """
        with person as (
          update users set password_hash = coalesce(@NewHash, password_hash), is_demo = @IsDemo
           where id = @UserId and is_active and password_hash = @PasswordHash and (@NewHash is not null or @IsDemo)
          returning id
        ), same_person as (
          select id from users
           where id = @UserId and is_active and password_hash = @PasswordHash and @NewHash is null and not @IsDemo
             for share
        ), started as (
          insert into sign_ins (id, user_id, address, started_at)
          select @SignInId, id, @Address::inet, @Now from (table person union all table same_person) someone
          returning id
        ), token as (
          insert into refresh_tokens (token_hash, sign_in_id, created_at, expires_at)
          select @TokenHash, id, @Now, @ExpiresAt from started
        ), cleared as (
          delete from sign_in_failures where subject = @EmailSubject
        ), given_back as (
          update sign_in_failures set failures = greatest(failures - 1, 0), wait_until = @Now
           where subject = @AddressSubject
        )
        select count(*) from started
        """;

    // From now on the sign-ins that the user still has are refused too.
    private const string MarkSql = "update users set is_demo = true where id = @UserId and not is_demo";

    public async Task<SignedIn> Handle(SignIn command, CancellationToken cancellationToken)
    {
        var email = Email.Normalised(command.Email);
        var tried = await brake.CountAsync(email, command.Address, cancellationToken);

        var (user, hash) = await FindAsync(email, cancellationToken);
        if (hash is null)
            passwords.CheckNothing(command.Password);
        var check = hash is null ? PasswordCheck.Wrong : passwords.Check(hash, command.Password);
        if (check == PasswordCheck.Wrong)
            throw AccessErrors.SignInRefused();
        var isDemo = DemoUsers.Include(email, command.Password);
        if (isDemo && !demoUsers.AreLetIn)
        {
            await MarkAsync(user.UserId, cancellationToken);
            throw AccessErrors.DemoUserRefused();
        }

        var now = clock.Now();
        var (signInId, refreshToken) = (Guid.CreateVersion7(now), OpaqueToken.New());
        var values = new
        {
            user.UserId,
            PasswordHash = hash,
            IsDemo = isDemo,
            NewHash = check == PasswordCheck.RightButOutdated ? passwords.Hash(command.Password) : null,
            SignInId = signInId,
            Address = tried.Network,
            TokenHash = OpaqueToken.Hash(refreshToken),
            Now = now,
            ExpiresAt = now.AddDays(settings.RefreshTokenDays),
            tried.EmailSubject,
            tried.AddressSubject,
        };
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<long>(new(StartSql, values, cancellationToken: cancellationToken)) == 0)
            throw AccessErrors.SignInRefused();

        return new(tokens.Issue(signInId), refreshToken, "Bearer", settings.AccessTokenMinutes * 60, user)
        {
            SignInId = signInId,
        };
    }

    private async Task MarkAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new(MarkSql, new { UserId = userId }, cancellationToken: cancellationToken));
    }

    private async Task<(UserView User, string? Hash)> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<UserView, string, (UserView, string?)>(
            new(FindSql, new { Email = email }, cancellationToken: cancellationToken),
            (user, hash) => (user, hash),
            splitOn: "password_hash"
        );
        return found.SingleOrDefault((new UserView(), null));
    }
}
