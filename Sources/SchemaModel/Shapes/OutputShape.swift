extension Shape {
  package static let output = Shape(
    "output", "Formats and files; `--format` and `--out` override.",
    [
      Parameter(
        "format", .oneOf([.word(["parquet", "csv", "jsonl", "arrow"]), .laterWords(["sqlite"])]),
        default: "parquet", "Format of all files."),
      Parameter(
        "compression",
        .oneOf([.word(["none", "snappy", "zstd"]), .laterWords(["gzip", "brotli", "lz4"])]),
        "Codec of Parquet pages, where it is left out zstd, and of Arrow buffers (none or zstd), none."
      ),
      Parameter("level", .integer(1...22, .none), default: "1", "Level of zstd."),
      Parameter(
        "row_group", .integer(1...100_000_000, .none), default: "131_072",
        "Rows in a row group of Parquet and a record batch of Arrow."),
      Parameter(
        "encodings", .word(["automatic", "plain"]), default: "automatic",
        "Encodings of Parquet: what suits each column, or those alone that every reader knows."),
      Parameter(
        "page_version", .integer(1...2, .none), default: "2", "Version of Parquet's data pages."),
      Parameter("null_text", .text, default: "", "What stands for a missing value in CSV."),
      Parameter(
        "tables", .map(of: .oneOf([.record(.outputTable), .list(of: .unsupported)])),
        "Files of tables, by table; the others are named after their table."),
      Parameter("metadata", .unsupported, "A file beside each file that describes it."),
    ])

  package static let outputTable = Shape(
    "output table", "The file of one table.",
    [
      Parameter("file", .text, "Path inside the output folder, such as `sales/orders.parquet`."),
      Parameter(
        "format", .oneOf([.word(["parquet", "csv", "jsonl", "arrow"]), .laterWords(["sqlite"])]),
        "Format of this file, in place of the output's."),
      Parameter("hive", .unsupported, "Folders by value: `year=2024/month=11`."),
      Parameter("split", .unsupported, "One file for each value of these columns."),
      Parameter("as", .unsupported, "Types of columns in the file."),
      Parameter("columns", .unsupported, "Columns that the file holds."),
    ])
}
