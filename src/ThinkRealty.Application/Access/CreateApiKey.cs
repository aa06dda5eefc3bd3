using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Makes a key for an integration (rules §11).</summary>
/// <param name="ExpiresAt">From then on the key is refused; null: never.</param>
public sealed record CreateApiKey(string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset? ExpiresAt = null)
    : ICommand<CreatedApiKey>;

/// <summary>The new key.</summary>
/// <param name="Key">What goes into <c>X-API-Key</c>; shown here and never again.</param>
public sealed record CreatedApiKey(string Key, ApiKeyView ApiKey) : IWarns
{
    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator(TimeProvider clock)
    {
        RuleFor(c => c.Name).AName();
        RuleFor(c => c.Scopes).NotEmpty();
        RuleForEach(c => c.Scopes).IsInEnum();
        RuleFor(c => c.ExpiresAt)
            .Must(at => at > clock.Now())
            .WithMessage("Must lie in the future.")
            .When(c => c.ExpiresAt is not null);
    }
}

internal sealed class CreateApiKeyHandler(IApiKeyRepository keys, CallContext call, TimeProvider clock)
    : IRequestHandler<CreateApiKey, CreatedApiKey>
{
    public Task<CreatedApiKey> Handle(CreateApiKey command, CancellationToken cancellationToken)
    {
        UserId? creator = call.Caller.Kind == CallerKind.User ? new UserId(call.Caller.Id) : null;
        var expiresAt = command.ExpiresAt?.ToUniversalTime();
        var (key, text) = ApiKey.Issue(command.Name, command.Scopes, creator, expiresAt, clock.Now());
        keys.Add(key);
        return Task.FromResult(new CreatedApiKey(text, ApiKeyView.Of(key)));
    }
}
