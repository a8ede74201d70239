import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// What can be wrong with the words of one file.
extension Diagnostic {
  private static func file(
    _ code: String, _ message: String, _ place: Scalar, expected: String
  ) -> Diagnostic {
    Diagnostic(code, message, at: place.location, pointer: place.pointer, expected: expected)
  }

  static func unknownColumn(
    _ name: Scalar, _ table: TableState, _ names: [String]
  ) -> Diagnostic {
    file(
      "unknown-column", "'\(table.name)' has no column '\(name.text)'", name,
      expected: oneOf(names.sorted(), "columns")
    ).proposing(DidYouMean.proposal(for: name.text, in: names), in: name.source)
  }

  static func notInFile(_ name: Scalar, _ columns: [String]) -> Diagnostic {
    file(
      "not-in-file", "the file holds no column '\(name.text)'", name,
      expected: oneOf(columns.sorted(), "columns")
    ).proposing(DidYouMean.proposal(for: name.text, in: columns), in: name.source)
  }

  static func hiddenColumn(_ name: Scalar) -> Diagnostic {
    file(
      "hidden-column", "'\(name.text)' is hidden, so no file holds it", name,
      expected: "a column without 'hidden'")
  }

  static func columnTwice(_ name: Scalar) -> Diagnostic {
    file(
      "column-twice", "the file has '\(name.text)' already", name,
      expected: "each column once")
  }

  static func noColumns(
    _ table: TableState, _ place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "no-columns", "the file of '\(table.name)' would hold no column", at: place,
      pointer: pointer,
      expected: "at least one column")
  }

  static func noKeys(
    _ word: String, _ place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "no-keys", "'\(word)' names nothing that rows are parted by", at: place, pointer: pointer,
      expected: "a column, or a name with an expression: 'year: = year(date)'")
  }

  static func nothingInFiles(
    _ table: TableState, at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "no-columns", "all columns of '\(table.name)' would stand in the path, and none in the files",
      at: place, pointer: pointer, expected: "a column that 'hive' does not name")
  }

  static func hiveAndSplit(_ arguments: Arguments, _ pointer: String) -> Diagnostic {
    Diagnostic(
      "hive-and-split", "rows go to folders by 'hive' or to files by 'split', not both",
      at: arguments.location(of: "split"), pointer: pointer,
      expected: "one of the two, with all that rows are parted by")
  }

  static func durationKey(_ name: Scalar) -> Diagnostic {
    file(
      "duration-key", "'\(name.text)' is a length of time, which no path tells", name,
      expected: "a number such as 'length / 1h'")
  }

  static func keyTwice(_ name: Scalar) -> Diagnostic {
    file(
      "key-twice", "rows are parted by '\(name.text)' already", name,
      expected: "each name once, also where case does not count")
  }

  static func keyHidesColumn(_ name: Scalar) -> Diagnostic {
    file(
      "key-hides-column", "the folders' '\(name.text)' is not the column of that name", name,
      expected: "another name for the folders, or 'columns' without '\(name.text)'")
  }

  static func cannotBecome(
    _ name: Scalar, _ from: LogicalType, _ to: LogicalType, at value: ArgumentValue
  ) -> Diagnostic {
    let others = LogicalType.documentNames.filter { name in
      // Any decimal stands for all of them.
      let type = LogicalType(name: name) ?? .decimal(precision: 38, scale: 2)
      return type != from && Conversion.isPossible(from: from, to: type)
    }
    let computed = "another column, computed by an expression"
    return Diagnostic(
      "type-mismatch", "'\(name.text)' is \(from.name), which does not become \(to.name)",
      at: value.location, pointer: name.pointer,
      expected: others.isEmpty
        ? computed : "one of \(others.joined(separator: ", ")); or \(computed)")
  }

  static func castTooNarrow(
    _ name: Scalar, _ drawn: ClosedRange<Double>, _ type: LogicalType, at value: ArgumentValue
  ) -> Diagnostic {
    Diagnostic(
      "type-too-narrow",
      "'\(name.text)' may be from \(drawn.lowerBound) to \(drawn.upperBound), "
        + "which \(type.name) does not hold", at: value.location, pointer: name.pointer,
      expected: "a wider type, or 'between' in the column to keep its values within it")
  }

  static func lossyCast(
    _ name: Scalar, _ from: LogicalType, _ to: LogicalType, at value: ArgumentValue
  ) -> Diagnostic {
    Diagnostic(
      "lossy-cast", "'\(name.text)' is \(from.name), of which \(to.name) does not hold all values",
      at: value.location, pointer: name.pointer,
      expected: "a type that does, or '{type: \(to.name), lossy: true}' to round")
  }

  static func bloomOfFormat(
    _ arguments: Arguments, _ format: String, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "bloom-of-format", "'bloom' concerns Parquet, and the file is \(format)",
      at: arguments.location(of: "bloom"), pointer: pointer,
      expected: "a file of format parquet")
  }

  static func nestedKey(_ name: Scalar) -> Diagnostic {
    file(
      "nested-key", "'\(name.text)' holds several values, so no folder or file is called by it",
      name, expected: "a column with one value in each row")
  }

  static func bloomOfNested(_ name: Scalar) -> Diagnostic {
    file(
      "bloom-of-nested", "'\(name.text)' holds several values, of which a filter tells nothing",
      name, expected: "a column with one value in each row")
  }

  static func bloomOfBoolean(_ name: Scalar) -> Diagnostic {
    file(
      "bloom-of-boolean", "'\(name.text)' is boolean: both values are in every filter", name,
      expected: "a column of numbers, times, texts or UUIDs")
  }

  static func bloomRate(_ rate: Scalar) -> Diagnostic {
    file(
      "bloom-rate", "a filter cannot have \(rate.text) of false positives", rate,
      expected: "from 0.0001% to 50%")
  }

  static func badFileSize(_ size: Scalar) -> Diagnostic {
    file(
      "bad-file-size", "'\(size.text)' is no size of a file", size,
      expected: "a number with kB, MB, GB, KiB, MiB or GiB behind it, such as 256MB")
  }
}
