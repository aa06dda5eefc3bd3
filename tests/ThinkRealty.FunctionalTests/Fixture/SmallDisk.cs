using System.Diagnostics;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A file system in memory that can be filled to the last byte; needs root, or sudo without a password.</summary>
public sealed class SmallDisk : IDisposable
{
    public SmallDisk(int megabytes)
    {
        Directory.CreateDirectory(Folder);
        AsRoot("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=1777", "tmpfs", Folder);
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"thinkrealty-disk-{Guid.CreateVersion7():N}");

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Leaves no room for anybody.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 20; size > 0; size /= 2)
            while (Fits(file, size)) { }
    }

    /// <summary>Makes room again.</summary>
    public void Clear() => File.Delete(Ballast);

    public void Dispose()
    {
        AsRoot("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static bool Fits(FileStream file, int size)
    {
        try
        {
            file.Write(new byte[size]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void AsRoot(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess
            ? [program, .. arguments]
            : ["sudo", "--non-interactive", program, .. arguments];
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', command)}: {errors}");
    }
}
