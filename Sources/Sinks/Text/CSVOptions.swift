/// How rows are written as CSV (RFC 4180), and read back.
package struct CSVOptions: Hashable, Sendable {
  package enum Quoting: String, Sendable {
    /// Texts that need it: they hold a delimiter, quote or line end, are empty or read as null.
    case minimal
    /// Every value; null alone stands without quotes.
    case all
  }

  /// An ASCII character that is in no number, time or boolean.
  package var delimiter: UInt8
  package var quoting: Quoting
  package var hasHeader: Bool
  /// What stands for a missing value; the same text as a value is written in quotes.
  package var nullText: String

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), quoting: Quoting = .minimal, hasHeader: Bool = true,
    nullText: String = ""
  ) {
    self.delimiter = delimiter
    self.quoting = quoting
    self.hasHeader = hasHeader
    self.nullText = nullText
  }
}
