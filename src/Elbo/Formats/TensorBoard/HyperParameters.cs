using System.Text.Json;
using Elbo.Recipes;

namespace Elbo.Formats.TensorBoard;

/// <summary>A recipe as TensorBoard's HPARAMS page compares runs by it: its single settings by their dotted names; lists, such as layers, and what only explains it are left out.</summary>
internal static class HyperParameters
{
    private const int Start = 3, Parameter = 1, StartTime = 5, Name = 1, Value = 2;

    /// <summary>Adds the settings, and when training began, to a run's first summary.</summary>
    public static void Write(SummaryMessage summary, Recipe recipe, DateTimeOffset time)
    {
        var writer = new ProtobufWriter();
        using (var settings = JsonDocument.Parse(recipe.ToJson()))
        using (writer.Message(Start))
        {
            Write(writer, "", settings.RootElement);
            writer.Double(StartTime, EventMessage.Seconds(time));
        }
        summary.Data("_hparams_/session_start_info", "hparams", writer.Written);
    }

    private static void Write(ProtobufWriter writer, string name, JsonElement setting)
    {
        if (setting.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in setting.EnumerateObject()) Write(writer, name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value);
            return;
        }
        if (setting.ValueKind is JsonValueKind.Array or JsonValueKind.Null || name is "description" or "source") return;
        using (writer.Message(Parameter))
        {
            writer.Text(Name, name);
            using (writer.Message(Value))
            {
                const int number = 2, text = 3, flag = 4;
                if (setting.ValueKind == JsonValueKind.Number) writer.Double(number, setting.GetDouble());
                else if (setting.ValueKind == JsonValueKind.String) writer.Text(text, setting.GetString()!);
                else writer.Flag(flag, setting.GetBoolean());
            }
        }
    }
}
