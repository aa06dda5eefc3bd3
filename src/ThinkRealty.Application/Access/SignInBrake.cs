using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Slows down guessing, per e-mail and per address, on all nodes together. A try is counted before its password is looked
/// at and given back when it was right. Strangers cannot shut a person out: from an address that the person signed in from
/// lately only the tries from that very address count.
/// </summary>
internal sealed class SignInBrake(DbDataSource db, AccessSettings settings, TimeProvider clock)
{
    // Counts one try, unless its subject has to wait.
    private const string CountSql = """
        insert into sign_in_failures as f (subject, failures, last_try_at, wait_until)
        values (@Subject, 1, @Now, case when @Free > 1 then @Now else @Now + make_interval(secs => @FirstWait) end)
        on conflict (subject) do update
           set last_try_at = @Now,
               failures = case when f.last_try_at < @ForgetBefore then 1 else f.failures + 1 end,
               wait_until = case
                 when f.last_try_at < @ForgetBefore or f.failures + 1 < @Free then @Now
                 else @Now + make_interval(
                   secs => least(@FirstWait * power(2, least(f.failures + 1 - @Free, 30)), @LongestWait))
               end
         where f.wait_until <= @Now
        """;

    private const string WaitSql = "select wait_until from sign_in_failures where subject = @Subject";

    private const string KnownSql = """
        select exists (
          select from sign_ins s join users u on u.id = s.user_id
           where u.email = @Email and s.address = @Address::inet and s.started_at > @Since)
        """;

    /// <summary>Counts a try to sign in, or refuses it.</summary>
    /// <exception cref="DomainException"><c>rate_limited</c> with the seconds to wait.</exception>
    public async Task<SignInTry> CountAsync(string email, IPAddress? address, CancellationToken cancellationToken)
    {
        var network = Network.Of(address);
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var since = clock.Now().AddDays(-settings.RefreshTokenDays);
        var known = await connection.ExecuteScalarAsync<bool>(
            new(
                KnownSql,
                new
                {
                    Email = email,
                    Address = network,
                    Since = since,
                },
                cancellationToken: cancellationToken
            )
        );

        var tried = new SignInTry(
            network,
            Subject(known ? $"{email} {network}" : email),
            Subject($"address {network}")
        );
        await CountAsync(connection, tried.AddressSubject, settings.FreeTriesPerAddress, cancellationToken);
        await CountAsync(connection, tried.EmailSubject, settings.FreeTriesPerEmail, cancellationToken);
        return tried;
    }

    private async Task CountAsync(
        DbConnection connection,
        byte[] subject,
        int freeTries,
        CancellationToken cancellationToken
    )
    {
        var now = clock.Now();
        var values = new
        {
            Subject = subject,
            Now = now,
            Free = freeTries,
            FirstWait = (double)settings.FirstWaitSeconds,
            LongestWait = settings.LongestWaitMinutes * 60.0,
            ForgetBefore = now.AddHours(-settings.ForgetFailuresHours),
        };
        if (await connection.ExecuteAsync(new(CountSql, values, cancellationToken: cancellationToken)) == 1)
            return;

        var until = await connection.ExecuteScalarAsync<DateTime?>(
            new(WaitSql, values, cancellationToken: cancellationToken)
        );
        var wait = until - now.UtcDateTime ?? TimeSpan.Zero;
        throw AccessErrors.TooManyTries(wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait);
    }

    private static byte[] Subject(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>One counted try.</summary>
/// <param name="Network">The address it came from, or its /64 network.</param>
internal sealed record SignInTry(string? Network, byte[] EmailSubject, byte[] AddressSubject);
