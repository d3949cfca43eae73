using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Elbo.Recipes;

/// <summary>What settings there are, of which types and with which defaults: read off the generated serialiser, so that the records say it once.</summary>
internal static class RecipeSchema
{
    /// <summary>The member that tells kinds of layers apart.</summary>
    public const string Kind = "kind";

    /// <summary>The serialiser that leaves letters such as × and – as they are.</summary>
    public static RecipeJson Json { get; } = new(new JsonSerializerOptions(RecipeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>One object of each settings type, holding the defaults. (The generated deserialiser forgets initial values of init-only properties.)</summary>
    private static readonly Dictionary<Type, JsonObject> Defaults = new object[]
    {
        new Recipe { Name = "" }, new DataOptions(), new ModelOptions(), new ObjectiveOptions(), new AnnealingOptions(), new CapacityOptions(), new TrainingOptions(),
        new DecayOptions(), new AdamOptions(), new OutputOptions(),
        new DenseOptions { Units = 1 }, new ConvolutionOptions { Channels = 1 }, new TransposedConvolutionOptions { Channels = 1 },
        new MaxPoolOptions(), new UpsampleOptions(), new ReshapeOptions { Channels = 1, Height = 1, Width = 1 }, new DropoutOptions(),
    }.ToDictionary(prototype => prototype.GetType(), prototype => (JsonObject)JsonSerializer.SerializeToNode(prototype, Of(prototype.GetType()))!);

    /// <summary>The serialiser's knowledge of a settings type.</summary>
    public static JsonTypeInfo Of(Type type) =>
        Json.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is no settings type.");

    /// <summary>Whether values of the type are JSON objects.</summary>
    public static bool IsObject(Type type) => Of(type).Kind == JsonTypeInfoKind.Object;

    /// <summary>Whether values of the type are JSON lists; if so, of what.</summary>
    public static bool IsList(Type type, out Type element)
    {
        var info = Of(type);
        element = info.ElementType ?? typeof(object);
        return info.Kind == JsonTypeInfoKind.Enumerable;
    }

    /// <summary>The kinds that an abstract settings type comes in, by name; none for a concrete type.</summary>
    public static IEnumerable<(string Kind, Type Type)> Kinds(Type type) =>
        Of(type).PolymorphismOptions?.DerivedTypes.Select(derived => ((string)derived.TypeDiscriminator!, derived.DerivedType)) ?? [];

    /// <summary>The concrete type of a settings object: its kind's, or the type itself.</summary>
    public static Type Concrete(Type type, string? kind)
    {
        foreach (var (name, derived) in Kinds(type))
            if (name == kind) return derived;
        return type;
    }

    /// <summary>A concrete settings type's member of this name, or null.</summary>
    public static JsonPropertyInfo? Member(Type type, string name)
    {
        foreach (var member in Of(type).Properties)
            if (member.Name == name) return member;
        return null;
    }

    /// <summary>A fresh copy of a member's default value.</summary>
    public static JsonNode? Default(Type type, string member) => Defaults[type][member]?.DeepClone();

    /// <summary>The type beneath a nullable one, and whether null is allowed.</summary>
    public static (Type Type, bool Nullable) Unwrap(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? (inner, true) : (type, false);

    /// <summary>An enum's words as documents write them.</summary>
    public static IEnumerable<string> Words(Type choice) => Enum.GetNames(choice).Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>
    /// Every full key of a document, sections and lists included. List entries are numbered, or all written <c>*</c>.
    /// </summary>
    public static List<string> Keys(JsonObject root, bool numbered)
    {
        var keys = new List<string>();
        Collect(root, "");
        return keys;

        void Collect(JsonNode? node, string prefix)
        {
            if (node is JsonObject section)
                foreach (var (name, value) in section) Add(prefix + name, value);
            else if (node is JsonArray list)
                for (int i = 0; i < list.Count; i++) Add(prefix + (numbered ? $"{i}" : "*"), list[i]);
        }

        void Add(string key, JsonNode? value)
        {
            if (!keys.Contains(key)) keys.Add(key);
            Collect(value, key + ".");
        }
    }
}
