using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres.Mappings;

/// <summary>Columns are the properties' names in snake_case.</summary>
internal sealed class SnakeCaseColumns : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                property.Builder.HasColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}

/// <summary>An enumeration is stored in its canonical spelling (rules §2).</summary>
internal sealed class SpellingConverter<T>() : ValueConverter<T, string>(v => Spelling<T>.Of(v), s => Spelling<T>.Parse(s))
    where T : struct, Enum;
