using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
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
        await answers.KeepAsync(new(key, call.RequestDigest, FirstAnswer.Written(result)), cancellationToken);
        return result;
    }
}

/// <summary>
/// Some rules look at the clock, so a request that was good at first may break one when it is repeated. It gets its first
/// answer all the same.
/// </summary>
internal sealed class RepeatedRequestBehavior<TCommand, TResult>(CallContext call, IFirstAnswers answers)
    : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    public async Task<TResult> Handle(
        TCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    )
    {
        try
        {
            return await next();
        }
        catch (ValidationException) when (call is { IdempotencyKey: not null, IsOnlyJudged: false })
        {
            var first = await answers.FindAsync(call.IdempotencyKey, cancellationToken);
            if (first?.IsFor(call) != true)
                throw;
            return first.AnswerTo<TResult>(call);
        }
    }
}

/// <summary>One remembered answer of a caller.</summary>
/// <param name="Key">As the caller sent it.</param>
/// <param name="RequestDigest">Hash of method, path and what the body says.</param>
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

    // Whole, also what the wire shows in headers only.
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepIgnored } },
    };

    /// <summary>Whether a request is the one that was answered so.</summary>
    public bool IsFor(CallContext call) =>
        RequestDigest == call.RequestDigest || RequestDigest == call.RequestDigestOfBytes;

    public static string Written<TResult>(TResult result) => JsonSerializer.Serialize(result, Options);

    /// <summary>The answer again, if this is the same request.</summary>
    /// <exception cref="DomainException"><c>idempotency_key_reused</c>.</exception>
    public TResult AnswerTo<TResult>(CallContext call) =>
        IsFor(call) ? JsonSerializer.Deserialize<TResult>(Answer, Options)! : throw new DomainException(Reused);

    private static void KeepIgnored(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var field in type.Type.GetProperties().Where(p => p.CanWrite && IsIgnored(p)))
        {
            foreach (var hidden in type.Properties.Where(p => p.Name == field.Name).ToList())
                type.Properties.Remove(hidden);
            var kept = type.CreateJsonPropertyInfo(field.PropertyType, field.Name);
            (kept.Get, kept.Set) = (field.GetValue, field.SetValue);
            type.Properties.Add(kept);
        }
    }

    private static bool IsIgnored(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
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

    /// <summary>The first answer under a key, outside a transaction; null if there is none.</summary>
    Task<FirstAnswer?> FindAsync(string key, CancellationToken cancellationToken);

    Task KeepAsync(FirstAnswer answer, CancellationToken cancellationToken);
}
