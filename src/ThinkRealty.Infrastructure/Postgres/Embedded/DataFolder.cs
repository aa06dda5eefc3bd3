using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>
/// The folder of an embedded server, ours alone until it is disposed of: cluster, password, log and lock.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string WhereEveryUserGets = "/var/lib/thinkrealty";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;
    private readonly ServerUser _user;

    private DataFolder(string path, FileStream @lock, ServerUser user) => (Path, _lock, _user) = (path, @lock, user);

    public string Path { get; }
    public string Cluster => In("cluster");
    public string Log => In("server.log");

    /// <summary>Major version of PostgreSQL that made the cluster; null when there is none yet.</summary>
    public int? Version =>
        File.Exists(System.IO.Path.Combine(Cluster, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(System.IO.Path.Combine(Cluster, "PG_VERSION")), CultureInfo.InvariantCulture)
            : null;

    private string PasswordFile => In("password");

    public static async Task<DataFolder> OpenAsync(string wanted, ServerUser user, CancellationToken cancellationToken)
    {
        var path = await ReachableAsync(System.IO.Path.GetFullPath(wanted), user, cancellationToken);
        return new(path, Lock(path), user);
    }

    /// <summary>Makes the superuser's password, which lives only in this file.</summary>
    /// <returns>The file.</returns>
    public async Task<string> NewPasswordAsync(CancellationToken cancellationToken)
    {
        File.Delete(PasswordFile);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using (var file = new FileStream(PasswordFile, options))
            file.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
        await _user.GiveAsync(PasswordFile, cancellationToken);
        return PasswordFile;
    }

    public string ReadPassword() =>
        File.Exists(PasswordFile)
            ? File.ReadAllText(PasswordFile).Trim()
            : throw new EmbeddedPostgresException(
                $"The password of the database in {Path} is lost (file {PasswordFile}): put it back, or choose another folder."
            );

    /// <summary>Keeps the log of the last run and begins a new one.</summary>
    public void TurnLog()
    {
        if (File.Exists(Log))
            File.Move(Log, In("server.previous.log"), overwrite: true);
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Throws the data away; the lock stays.</summary>
    public void Empty()
    {
        foreach (var folder in Directory.GetDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.GetFiles(Path).Where(f => f != _lock.Name))
            File.Delete(file);
    }

    public void Dispose() => _lock.Dispose();

    private static async Task<string> ReachableAsync(
        string wanted,
        ServerUser user,
        CancellationToken cancellationToken
    )
    {
        Make(wanted);
        if (!user.IsAnother)
            return wanted;

        await user.GiveAsync(wanted, cancellationToken);
        if ((await user.RunAsync("test", ["-w", wanted, "-a", "-x", wanted], cancellationToken)).Succeeded)
            return wanted;

        var instead = System.IO.Path.Combine(WhereEveryUserGets, Derived(wanted));
        Make(instead);
        if (!Directory.EnumerateFileSystemEntries(wanted).Any())
            Directory.Delete(wanted);
        await user.GiveAsync(instead, cancellationToken);
        return instead;
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(folder, failure);
        }
    }

    // An OS lock, not the file's existence: it goes with the process, however that ends.
    private static FileStream Lock(string folder)
    {
        try
        {
            return new(
                System.IO.Path.Combine(folder, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(folder, failure);
        }
    }

    private static EmbeddedPostgresException Refused(string folder, Exception failure) =>
        new(
            failure switch
            {
                _ when DiskFull.IsCause(failure) => DiskFull.Sentence(folder),
                IOException { HResult: ErrnoAgain or ErrnoAgainOnMac } =>
                    $"The data folder {folder} is in use by another running program: stop that one, or choose another folder.",
                _ => $"The data folder {folder} cannot be written: choose another one, or make it yours.",
            },
            failure
        );

    private const int ErrnoAgain = 11;
    private const int ErrnoAgainOnMac = 35;

    // Readable, and unique even where two long paths end alike.
    private static string Derived(string path)
    {
        var readable = path.Trim('/').Replace('/', '-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
        return $"{readable[^Math.Min(readable.Length, 60)..].TrimStart('-')}-{hash}";
    }
}

/// <summary>Tells a full disk from other failures.</summary>
public static class DiskFull
{
    private const int ErrnoNoSpace = 28;
    private const int ErrnoQuota = 122;

    public static bool IsCause(Exception failure) => failure is IOException { HResult: ErrnoNoSpace or ErrnoQuota };

    /// <summary>The server said so: by its code, or by a sentence without one where it cannot even begin a session.</summary>
    public static bool IsCause(PostgresException refused) =>
        refused.SqlState == PostgresErrorCodes.DiskFull
        || refused.MessageText.StartsWith("could not write", StringComparison.Ordinal);

    /// <summary>The server said so, or has no room left even for saying it.</summary>
    public static bool IsCause(string output, string folder) =>
        output.Contains("No space left on device", StringComparison.Ordinal)
        || output.Contains("Disk quota exceeded", StringComparison.Ordinal)
        || new DriveInfo(folder).AvailableFreeSpace < 64 * 1024;

    public static string Sentence(string folder) =>
        $"The disk is full: PostgreSQL cannot write its data in {folder}; make room, or choose another folder.";
}
