using System.Text.Json;
using System.Text.Json.Serialization;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Json;

/// <summary>Reads a field of a partial change: whatever is there counts as sent, null included.</summary>
internal sealed class PatchConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => PatchBodies.IsPatch(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(
                typeof(PatchConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()),
                options
            )!;

    private sealed class PatchConverter<T>(JsonSerializerOptions options) : JsonConverter<Patch<T>>
    {
        // Asked directly, not through JsonSerializer, so that a complaint keeps the path of the whole body.
        private readonly JsonConverter<T> _inner = (JsonConverter<T>)options.GetConverter(typeof(T));

        public override bool HandleNull => true;

        public override Patch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return default(T) is null ? new Patch<T>(default!) : throw new JsonException();
            return new Patch<T>(_inner.Read(ref reader, typeof(T), options)!);
        }

        public override void Write(Utf8JsonWriter writer, Patch<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
