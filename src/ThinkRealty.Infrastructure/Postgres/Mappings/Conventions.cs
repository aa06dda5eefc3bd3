using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

/// <summary>Columns are the properties' names in snake_case.</summary>
internal sealed class SnakeCaseColumns : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(
        IConventionModelBuilder modelBuilder,
        IConventionContext<IConventionModelBuilder> context
    )
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
            property.Builder.HasColumnName(SnakeCase(property.Name));
    }

    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>A part of an aggregate lives in its table, under its own names without a prefix.</summary>
internal static class Parts
{
    public static void InTheSameColumns<T>(this ComplexPropertyBuilder<T> part)
        where T : notnull
    {
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
            part.Property(property.PropertyType, property.Name)
                .HasColumnName(SnakeCaseColumns.SnakeCase(property.Name));
    }
}

/// <summary>How the Domain's own types are stored: identities as uuid, enumerations in their canonical spelling (rules §2).</summary>
internal static class StoredTypes
{
    public static void Store(this ModelConfigurationBuilder model)
    {
        model.Properties<LeadId>().HaveConversion<LeadIdConverter>();
        model.Properties<AgentId>().HaveConversion<AgentIdConverter>();
        model.Properties<PropertyId>().HaveConversion<PropertyIdConverter>();
        model.Properties<SaleId>().HaveConversion<SaleIdConverter>();
        model.Properties<PersonName>().HaveConversion<PersonNameConverter>();
        model.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>();
        model.Properties<EmailAddress>().HaveConversion<EmailAddressConverter>();
        model.Properties<InstagramHandle>().HaveConversion<InstagramHandleConverter>();

        foreach (var spelled in typeof(LeadId).Assembly.GetExportedTypes().Where(t => t.IsEnum))
            model.Properties(spelled).HaveConversion(typeof(SpellingConverter<>).MakeGenericType(spelled));
    }

    private sealed class LeadIdConverter() : ValueConverter<LeadId, Guid>(id => id.Value, value => new(value));

    private sealed class AgentIdConverter() : ValueConverter<AgentId, Guid>(id => id.Value, value => new(value));

    private sealed class PropertyIdConverter() : ValueConverter<PropertyId, Guid>(id => id.Value, value => new(value));

    private sealed class SaleIdConverter() : ValueConverter<SaleId, Guid>(id => id.Value, value => new(value));

    // What stands in a row is not judged again: an older version may have let it in, and the row must stay readable.
    private sealed class PersonNameConverter()
        : ValueConverter<PersonName, string>(n => n.Value, text => PersonName.Stored(text));

    private sealed class PhoneNumberConverter()
        : ValueConverter<PhoneNumber, string>(p => p.Value, text => PhoneNumber.Stored(text));

    private sealed class EmailAddressConverter()
        : ValueConverter<EmailAddress, string>(e => e.Value, text => EmailAddress.Stored(text));

    private sealed class InstagramHandleConverter()
        : ValueConverter<InstagramHandle, string>(h => h.Value, text => InstagramHandle.Stored(text));
}

internal sealed class SpellingConverter<T>()
    : ValueConverter<T, string>(v => Spelling<T>.Of(v), s => Spelling<T>.Parse(s))
    where T : struct, Enum;
