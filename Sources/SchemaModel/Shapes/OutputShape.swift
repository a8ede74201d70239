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
        "row_group", .integer(1...100_000_000, .none),
        "Rows in a row group of Parquet and a record batch of Arrow; without it 131,072, halved until "
          + "their values take at most 32 MiB in memory."),
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
        "tables", .map(of: .oneOf([.record(.outputTable), .list(of: .record(.outputTable))])),
        "Files of tables, by table, or a list of several that hold the same rows; the others are "
          + "named after their table."),
      Parameter("metadata", .unsupported, "A file beside each file that describes it."),
    ])

  package static let outputTable = Shape(
    "output table", "The files that the rows of a table go to.",
    [
      Parameter(
        "file", .text,
        "Path inside the output folder, such as `sales/orders.parquet`; a folder of files, such as "
          + "`sales/`; with `split` the columns in braces: `{region}/orders.parquet`."),
      Parameter(
        "format", .oneOf([.word(["parquet", "csv", "jsonl", "arrow"]), .laterWords(["sqlite"])]),
        "Format of this file, in place of the output's."),
      Parameter(
        "compression",
        .oneOf([.word(["none", "gzip", "snappy", "zstd"]), .laterWords(["brotli", "lz4"])]),
        "Compression of this file, in place of the output's."),
      Parameter(
        "columns", .list(of: .name),
        "Columns that the file holds, in this order; without it all that are not hidden."),
      Parameter(
        "hive", .oneOf([.list(of: .name), .map(of: .expression)]),
        "A folder for each value, `year=2024/month=11`: columns, or names with expressions. They "
          + "are in the path and not in the files."),
      Parameter(
        "split", .oneOf([.list(of: .name), .map(of: .expression)]),
        "A file for each value of these columns, or names with expressions; the braces in `file` "
          + "say where each stands."),
      Parameter(
        "file_size", .text,
        "Where a file would grow beyond such a size, another one begins: `part-00000.parquet`, "
          + "`part-00001.parquet`. A number of bytes, or with a unit: `kB`, `MB`, `GB`, `TB` are "
          + "powers of 1000, `KiB`, `MiB`, `GiB`, `TiB` of 1024, as `256MB` or `1.5 GiB`. A row "
          + "group is never cut."),
      Parameter(
        "as", .map(of: .oneOf([.logicalType, .record(.outputType)])),
        "Types of columns in the file, by column."),
      Parameter(
        "bloom", .oneOf([.list(of: .name), .map(of: .fraction(.none))]),
        "Columns with a Bloom filter, by which readers of Parquet pass over row groups without a "
          + "value; or columns with their share of false positives, 1% without it."),
    ])

  package static let outputType = Shape(
    "output type", "The type of a column in a file.",
    [
      Parameter("type", .logicalType, required: true, "The type."),
      Parameter(
        "lossy", .boolean, default: "false",
        "Whether values may lose digits; else a type that does not hold all of them is refused."),
    ])
}
