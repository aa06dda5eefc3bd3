using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace ThinkRealty.Infrastructure.Security;

/// <summary>Encrypts each key of the ring before it is stored.</summary>
internal sealed class KeyRingEncryptor(KeyRingSecret secret) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement(StoredKey.Sealed, secret.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting))),
            typeof(KeyRingDecryptor)
        );
}

/// <summary>Decrypts a key of the ring. Its full name is stored with each key, so it must not change.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(
            services.GetRequiredService<KeyRingSecret>().Open(encryptedElement.Value)
                ?? throw KeyRingException.WrongSecret()
        );
}

/// <summary>A row of the ring, as far as one can tell without decrypting it.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Xml">What Data Protection stored.</param>
internal sealed record StoredKey(string Name, XElement Xml)
{
    public const string Sealed = "sealed";

    // Data Protection marks what an encryptor has to encrypt; the mark is still there where there was none.
    private static readonly XName Mark = XName.Get(
        "requiresEncryption",
        "http://schemas.asp.net/2015/03/dataProtection"
    );

    public bool IsClear => Xml.DescendantsAndSelf().Any(element => element.Attribute(Mark) is not null);

    /// <summary>Whether this secret reads the row; true for one without a secret part.</summary>
    public bool IsReadableWith(KeyRingSecret secret) =>
        Xml.Descendants(Sealed).All(part => secret.Open(part.Value) is not null);
}

/// <summary>The key ring cannot be used with what the program was given; the message says what to do.</summary>
public sealed class KeyRingException(string sentence) : Exception(sentence)
{
    internal static KeyRingException WrongSecret() =>
        new(
            "Access:KeyRingSecret is not the secret that this database's keys are encrypted with: set the one that the other "
                + "nodes have. If it is lost, delete the rows of data_protection_keys; then everybody has to sign in again."
        );

    internal static KeyRingException NoSecret() =>
        new(
            "The keys in this database are encrypted: set Access:KeyRingSecret or Access:KeyRingSecretFile to the secret that "
                + "they were encrypted with."
        );
}
