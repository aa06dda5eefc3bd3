namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "ThinkRealty.sln"))
            ? folder.FullName
            : Find(
                folder.Parent ?? throw new InvalidOperationException("The tests were built outside the repository.")
            );
}
