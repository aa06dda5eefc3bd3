using Microsoft.Extensions.Configuration.Memory;

namespace ThinkRealty.Api;

/// <summary>What is written down, and how: JSON lines with the trace id, never a body, a query or a person.</summary>
internal static class Logs
{
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:Quartz"] = "Warning",
        // A failed statement comes to the problem handler, which knows whether it is worth a line.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
    };

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        // First in the row, so that files and environment have the last word.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
    }
}
