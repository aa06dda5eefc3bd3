using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace ThinkRealty.FunctionalTests.Files;

/// <summary>A sheet of an Excel workbook: texts, numbers, truth values and dates, as their cells are typed.</summary>
internal sealed record Workbook(string Name, List<Dictionary<string, object?>> Rows)
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>The sheets in their order.</summary>
    public static IEnumerable<Workbook> Read(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var dates = DateStyles(Part(zip, "xl/styles.xml"));
        var names = Part(zip, "xl/workbook.xml")
            .Descendants(Main + "sheet")
            .Select(s => s.Attribute("name")!.Value)
            .ToList();
        return
        [
            .. names.Select(
                (name, index) => new Workbook(name, Cells(Part(zip, $"xl/worksheets/sheet{index + 1}.xml"), dates))
            ),
        ];
    }

    /// <summary>The same cells as a CSV file, each with its type.</summary>
    public void ShouldHoldTheCellsOf(byte[] csv)
    {
        var expected = FilesForPeopleTests.Cells(csv);
        Rows.Count.ShouldBe(expected.Count, Name);
        foreach (var (row, cells) in Rows.Zip(expected))
        foreach (var (column, text) in cells)
            Written(row[column], text).ShouldBe(text, $"{Name}.{column}");
    }

    private static string Written(object? cell, string expected) =>
        cell switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateTime { TimeOfDay.Ticks: 0 } day when expected.Length == 10 => day.ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            decimal number => decimal.TryParse(expected, CultureInfo.InvariantCulture, out var same) && same == number
                ? expected
                : number.ToString(CultureInfo.InvariantCulture),
            string text => expected.StartsWith('\'') && !text.StartsWith('\'') ? "'" + text : text,
            _ => $"{cell}",
        };

    private static List<Dictionary<string, object?>> Cells(XDocument sheet, HashSet<int> dates)
    {
        var rows = sheet
            .Descendants(Main + "row")
            .Select(row => row.Elements(Main + "c").Select(c => Value(c, dates)).ToList())
            .ToList();
        var header = rows[0].Select(cell => (string)cell!).ToList();
        return
        [
            .. rows.Skip(1)
                .Select(row => header.Index().ToDictionary(h => h.Item, h => row.ElementAtOrDefault(h.Index))),
        ];
    }

    private static object? Value(XElement cell, HashSet<int> dates)
    {
        var text = string.Concat(cell.Descendants(Main + "t").Select(t => t.Value));
        var value = cell.Element(Main + "v")?.Value;
        return (cell.Attribute("t")?.Value, value) switch
        {
            ("inlineStr" or "str", _) => text,
            ("b", _) => value == "1",
            (_, null) => text.Length > 0 ? text : null,
            _ when dates.Contains((int?)cell.Attribute("s") ?? 0) => Rounded(
                DateTime.FromOADate(double.Parse(value, CultureInfo.InvariantCulture))
            ),
            _ => decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    // A spreadsheet counts days as floating numbers.
    private static DateTime Rounded(DateTime moment)
    {
        var ticks = moment.Ticks + TimeSpan.TicksPerMillisecond / 2;
        return new(ticks - ticks % TimeSpan.TicksPerSecond);
    }

    private static HashSet<int> DateStyles(XDocument styles)
    {
        var formats = styles
            .Descendants(Main + "numFmt")
            .Where(f => f.Attribute("formatCode")!.Value.Contains("yy", StringComparison.Ordinal))
            .Select(f => f.Attribute("numFmtId")!.Value)
            .ToHashSet();
        return
        [
            .. styles
                .Descendants(Main + "cellXfs")
                .Elements(Main + "xf")
                .Index()
                .Where(xf => formats.Contains(xf.Item.Attribute("numFmtId")?.Value ?? ""))
                .Select(xf => xf.Index),
        ];
    }

    private static XDocument Part(ZipArchive zip, string path)
    {
        using var part = zip.GetEntry(path)!.Open();
        return XDocument.Load(part);
    }
}
