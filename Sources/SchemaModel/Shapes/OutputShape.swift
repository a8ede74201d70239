extension Shape {
  package static let output = Shape(
    "output", "Formats and files; `--format` and `--out` override.",
    [
      Parameter(
        "format", .oneOf([.word(["parquet", "csv", "jsonl", "arrow"]), .laterWords(["sqlite"])]),
        default: "parquet", "Format of all files."),
      Parameter(
        "compression",
        .oneOf([.word(["none", "gzip", "snappy", "zstd"]), .laterWords(["brotli", "lz4"])]),
        "Codec of Parquet pages, zstd without it; of whole CSV and JSON Lines files `gzip` or "
          + "`zstd`, of Arrow buffers `zstd`, none without it."),
      Parameter(
        "level", .integer(1...22, .none), default: "1", "Level of zstd, or of gzip up to 9."),
      Parameter(
        "row_group", .integer(1...100_000_000, .none), default: "131_072",
        "Rows in a row group of Parquet and a record batch of Arrow."),
      Parameter(
        "encodings", .word(["automatic", "plain"]), default: "automatic",
        "Encodings of Parquet: what suits each column, or those alone that every reader knows."),
      Parameter(
        "page_version", .integer(1...2, .none), default: "2", "Version of Parquet's data pages."),
      Parameter(
        "delimiter", .text, default: ",",
        "What parts the cells of CSV: a tab or one of `! # $ % & ( ) * , / ; < = > ? @ ^ | ~`."),
      Parameter(
        "quoting", .word(["minimal", "all"]), default: "minimal",
        "Which values of CSV stand in quotes: those that need it, or all but missing ones."),
      Parameter("header", .boolean, default: "true", "Whether CSV starts with the column names."),
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
      Parameter(
        "compression",
        .oneOf([.word(["none", "gzip", "snappy", "zstd"]), .laterWords(["brotli", "lz4"])]),
        "Compression of this file, in place of the output's."),
      Parameter("hive", .unsupported, "Folders by value: `year=2024/month=11`."),
      Parameter("split", .unsupported, "One file for each value of these columns."),
      Parameter("as", .unsupported, "Types of columns in the file."),
      Parameter("columns", .unsupported, "Columns that the file holds."),
    ])
}
