import Columnar

/// What a run writes: files by table, and what holds for all of them.
package struct OutputPlan: Sendable {
  /// Rows of a row group, where the document says so; otherwise they follow from the size of rows.
  package var rowGroup: Int?
  /// What the rows of each table go to, by table; hidden tables have none.
  package var files: [[FilePlan]]
  package var options: [String: String]
}

/// One file of a table, or files that together hold the table's rows.
package struct FilePlan: Sendable {
  package enum Place: Hashable, Sendable {
    /// One file.
    case file
    /// Files `part-00000` and so on in a folder.
    case folder
    /// Folders by value in a folder, with such files in them.
    case hive
    /// A file for each value of columns that stand in its path, in braces.
    case named
  }

  /// Inside the output folder; of a folder without the slash behind it.
  package var path: String
  package var place: Place
  /// What names of files end in, such as `csv.gz`.
  package var ending: String
  package var format: String
  /// Where the format has such a one.
  package var compression: String
  package var columns: [FileColumn]
  /// What rows are parted by.
  package var keys: [FileColumn]
  /// Bytes beyond which a further file begins.
  package var sizeLimit: Int?
  /// Share of false positives of the columns' Bloom filters, by column of the file.
  package var bloomRates: [Int: Double]

  /// As people name it: folders with a slash behind them.
  package var title: String { place == .folder || place == .hive ? path + "/" : path }
}

package struct FileColumn: Hashable, Sendable {
  /// In the file or the path.
  package var name: String
  /// Place among the columns of the table.
  package var column: Int

  package init(_ name: String, _ column: Int) {
    self.name = name
    self.column = column
  }
}

extension OutputPlan {
  /// The columns of a table that its files need, in order.
  package func columns(of table: Int) -> [Int] {
    var needed = Set<Int>()
    for file in files[table] { needed.formUnion((file.columns + file.keys).map(\.column)) }
    return needed.sorted()
  }
}

extension GenerationPlan {
  /// Whether a table has one file that holds its columns as they are.
  package func hasPlainFile(_ table: Int) -> Bool {
    guard output.files[table].count == 1, let file = output.files[table].first else { return false }
    return file.place == .file && file.sizeLimit == nil
      && file.columns.map(\.column) == tables[table].writtenColumns
  }
}

extension TablePlan {
  /// Columns as a sink sees them.
  package func layout(of columns: [FileColumn]) -> TableLayout {
    TableLayout(
      table: name,
      fields: columns.map {
        Field($0.name, self.columns[$0.column].type, isNullable: self.columns[$0.column].isNullable)
      }, ascendingField: columns.firstIndex { isAscending(self.columns[$0.column]) })
  }
}
