using System.Text.Json;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// Gives the first answer again when a caller repeats a request under its <c>Idempotency-Key</c> (24 hours). The answer is
/// stored in the command's own transaction, so a command that failed leaves nothing; a second request with a key in
/// flight waits for the first.
/// </summary>
internal sealed class IdempotencyBehavior<TCommand, TResult>(CallContext call, IFirstAnswers answers)
    : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    public async Task<TResult> Handle(
        TCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    )
    {
        if (call.IdempotencyKey is not { } key)
            return await next();

        if (await answers.ClaimAsync(key, cancellationToken) is { } first)
            return first.AnswerTo<TResult>(call);

        var result = await next();
        await answers.KeepAsync(new(key, call.RequestDigest, JsonSerializer.Serialize(result)), cancellationToken);
        return result;
    }
}

/// <summary>One remembered answer of a caller.</summary>
/// <param name="Key">As the caller sent it.</param>
/// <param name="RequestDigest">Hash of method, path and body.</param>
/// <param name="Answer">The command's result as JSON.</param>
public sealed record FirstAnswer(string Key, string RequestDigest, string Answer)
{
    /// <summary>For how long.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    private static readonly DomainError Reused = new(
        "idempotency_key_reused",
        ErrorKind.Invalid,
        "This Idempotency-Key was used for another request"
    )
    {
        Detail = "Send a new key with a new request; repeat a key only with the very same request.",
    };

    /// <summary>The answer again, if this is the same request.</summary>
    /// <exception cref="DomainException"><c>idempotency_key_reused</c>.</exception>
    public TResult AnswerTo<TResult>(CallContext call) =>
        RequestDigest == call.RequestDigest
            ? JsonSerializer.Deserialize<TResult>(Answer)!
            : throw new DomainException(Reused);
}

/// <summary>Where first answers are kept, per caller.</summary>
public interface IFirstAnswers
{
    /// <summary>Takes the key for this transaction, after waiting for whoever holds it; the first answer if there is one.</summary>
    Task<FirstAnswer?> ClaimAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Holds the key across several transactions of this request, after waiting for whoever holds it; disposing lets it go.
    /// </summary>
    Task<IAsyncDisposable> HoldAsync(string key, CancellationToken cancellationToken);

    Task KeepAsync(FirstAnswer answer, CancellationToken cancellationToken);
}
