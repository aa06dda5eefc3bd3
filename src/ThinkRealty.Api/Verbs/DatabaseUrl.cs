using Npgsql;

namespace ThinkRealty.Api.Verbs;

/// <summary>
/// A database as hosting providers name it: <c>postgres://user:password@host:5432/database?sslmode=require</c>.
/// </summary>
internal static class DatabaseUrl
{
    /// <summary>The same as a connection string.</summary>
    /// <exception cref="SettingException">
    /// The URL is not of that form; the message does not repeat it, for it holds a password.
    /// </exception>
    public static string ToConnectionString(string url)
    {
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("postgres" or "postgresql")
            || uri.Host.Length == 0
            || uri.AbsolutePath.Trim('/').Length == 0
        )
            throw Malformed();

        var person = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            Username = Uri.UnescapeDataString(person[0]),
            Password = person.Length > 1 ? Uri.UnescapeDataString(person[1]) : null,
        };
        try
        {
            foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
                settings[Setting(pair.Split('=')[0])] = Uri.UnescapeDataString(
                    pair.Split('=', 2).ElementAtOrDefault(1) ?? ""
                );
        }
        catch (Exception unknown) when (unknown is ArgumentException or FormatException)
        {
            throw Malformed();
        }

        return settings.ConnectionString;
    }

    // libpq's spelling → Npgsql's.
    private static string Setting(string name) =>
        name switch
        {
            "sslmode" => "SSL Mode",
            "connect_timeout" => "Timeout",
            "application_name" => "Application Name",
            _ => name,
        };

    private static SettingException Malformed() =>
        new("DATABASE_URL cannot be read; it looks like postgres://user:password@host:5432/database?sslmode=require.");
}
