using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Makes a key useless for good; again is the same.</summary>
/// <exception cref="DomainException"><c>api_key_not_found</c>.</exception>
public sealed record RevokeApiKey(Guid ApiKeyId) : ICommand<Unit>;

internal sealed class RevokeApiKeyHandler(IApiKeyRepository keys, TimeProvider clock)
    : IRequestHandler<RevokeApiKey, Unit>
{
    public async Task<Unit> Handle(RevokeApiKey command, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(new(command.ApiKeyId), cancellationToken) ?? throw AccessErrors.ApiKeyNotFound();
        key.Revoke(clock.Now());
        return Unit.Value;
    }
}
