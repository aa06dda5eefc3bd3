using System.Security.Cryptography;
using System.Text;

namespace ThinkRealty.Infrastructure.Security;

/// <summary>
/// What the key ring is encrypted with in the database. It is kept outside of it, so that nobody can make tokens from a
/// backup.
/// </summary>
public sealed class KeyRingSecret
{
    /// <summary>Characters that a secret has at least.</summary>
    public const int Shortest = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // A change of these two words makes every ring unreadable.
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("ThinkRealty key ring");

    private readonly byte[]? _key;

    private KeyRingSecret(byte[]? key) => _key = key;

    /// <summary>No secret: the ring is kept in clear.</summary>
    public static KeyRingSecret None { get; } = new(key: null);

    public bool IsGiven => _key is not null;

    /// <summary>The secret as it was typed or read from a file; blanks around it do not count.</summary>
    public static KeyRingSecret From(string text) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text.Trim()), 32, info: Purpose));

    /// <summary>Encrypts with AES-GCM; base64 of nonce, tag and text.</summary>
    internal string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key!, TagBytes);
        cipher.Encrypt(nonce, plain, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), Purpose);
        return Convert.ToBase64String(whole);
    }

    /// <summary>The text again; null where it was sealed with another secret, or has been changed since.</summary>
    internal string? Open(string sealedText)
    {
        if (_key is null)
            return null;
        try
        {
            var whole = Convert.FromBase64String(sealedText).AsSpan();
            var plain = new byte[whole.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(_key, TagBytes);
            cipher.Decrypt(
                whole[..NonceBytes],
                whole[(NonceBytes + TagBytes)..],
                whole.Slice(NonceBytes, TagBytes),
                plain,
                Purpose
            );
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
