namespace ThinkRealty.Api.Verbs;

/// <summary>Where files of ours go when nobody says where.</summary>
internal static class Workplace
{
    /// <summary>The repository that this program was built in, else the current folder.</summary>
    public static string Root { get; } =
        Upwards(AppContext.BaseDirectory).FirstOrDefault(f => File.Exists(Path.Combine(f, "ThinkRealty.sln")))
        ?? Environment.CurrentDirectory;

    /// <summary>The data of the embedded server under the folder that <c>--data</c> names.</summary>
    public static string Data(string? folder) => Path.Combine(folder ?? Path.Combine(Root, ".data"), "postgres");

    /// <summary>Settings are read beside the program, whatever the current folder is.</summary>
    public static WebApplicationBuilder NewBuilder(string[] configuration) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = configuration, ContentRootPath = AppContext.BaseDirectory }
        );

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
