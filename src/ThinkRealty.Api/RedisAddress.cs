using System.Globalization;
using StackExchange.Redis;

namespace ThinkRealty.Api;

/// <summary>Where Redis is, if there is one.</summary>
internal static class RedisAddress
{
    /// <summary>From <c>ConnectionStrings:Redis</c>, else from <c>REDIS_URL</c>; null when neither is set.</summary>
    public static ConfigurationOptions? Configured(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } given)
            return FromConnectionString(given);
        return configuration["REDIS_URL"] is { Length: > 0 } url ? FromUrl(url) : null;
    }

    private static ConfigurationOptions FromConnectionString(string connectionString)
    {
        const string Wrong = "ConnectionStrings:Redis cannot be read; it looks like host:6379,password=….";
        try
        {
            var server = ConfigurationOptions.Parse(connectionString);
            return server.EndPoints.Count > 0 ? server : throw new SettingException(Wrong);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new SettingException(Wrong);
        }
    }

    // redis://:password@host:6379/0, with TLS as rediss://. A user's name is passed over: this client has none.
    private static ConfigurationOptions FromUrl(string url)
    {
        var path = "";
        var database = 0;
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("redis" or "rediss")
            || uri.Host.Length == 0
            || (
                (path = uri.AbsolutePath.Trim('/')).Length > 0
                && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database)
            )
        )
            throw new SettingException("REDIS_URL cannot be read; it looks like redis://:password@host:6379/0.");

        var server = new ConfigurationOptions { Ssl = uri.Scheme == "rediss", DefaultDatabase = database };
        server.EndPoints.Add(uri.Host, uri.Port < 0 ? 6379 : uri.Port);
        if (uri.UserInfo.Split(':', 2) is [_, { Length: > 0 } password])
            server.Password = Uri.UnescapeDataString(password);
        return server;
    }
}
