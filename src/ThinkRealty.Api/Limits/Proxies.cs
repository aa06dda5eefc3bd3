using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ThinkRealty.Api.Limits;

/// <summary>Whose word about the caller's address and scheme is believed; section <c>Proxies</c>.</summary>
internal sealed record ProxySettings
{
    /// <summary>Addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/8</c>); nobody by default.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];
}

internal static class Proxies
{
    public static void AddProxies(this IServiceCollection services, ProxySettings settings)
    {
        var networks = settings.Known.Select(Network).ToList();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders =
                networks.Count > 0
                    ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                    : ForwardedHeaders.None;
            forwarded.ForwardLimit = null; // as far back as known proxies reach
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in networks)
                forwarded.KnownIPNetworks.Add(network);
        });
    }

    private static System.Net.IPNetwork Network(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network.PrefixLength > 0
                ? network
                : throw new SettingException(
                    "Proxies:Known names every address there is; name your proxies, because anybody else could pretend to be "
                        + "any caller."
                );
        if (IPAddress.TryParse(text, out var address))
            return new(address, address.GetAddressBytes().Length * 8);
        throw new SettingException(
            "Proxies:Known holds what is neither an address (10.0.0.7) nor a network (10.0.0.0/8)."
        );
    }
}
