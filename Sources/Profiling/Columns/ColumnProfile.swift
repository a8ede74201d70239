/// What was found of a column.
package struct ColumnProfile: Encodable, Sendable {
  package struct Distinct: Encodable, Sendable {
    package var count: Int
    /// Else by HyperLogLog, to within some percent.
    package var isExact: Bool
  }

  /// A value and what share of all that are there it has.
  package struct Frequent: Encodable, Sendable {
    package var value: String
    package var count: Int
    package var share: Double
  }

  package struct Quantile: Encodable, Sendable {
    package var share: Double
    package var value: String
  }

  package enum Order: String, Encodable, Sendable {
    /// Each value is at least the one before.
    case ascending
    case descending
  }

  package let name: String
  package let kind: ValueKind
  /// As documents name it, else as the file does.
  package let type: String
  package let rows: Int
  package let missing: Int
  /// Floats that are no finite numbers.
  package var notFinite = 0
  package var distinct: Distinct?
  package var least: String?
  package var greatest: String?
  /// Of numbers, and of texts' lengths; days and microseconds of times are left out.
  package var mean: Double?
  package var sd: Double?
  package var quantiles: [Quantile] = []
  /// The most frequent first.
  package var frequent: [Frequent] = []
  /// Whether `frequent` holds every value.
  package var listsAll = false
  package var text: TextShape?
  /// What each value is more than the one before, where that is always the same.
  package var step: Int?
  package var order: Order?
  package var grid: ValueGrid?
  package var law: FittedLaw?
  package var calendar: CalendarProfile?
  /// Fields of a record; length and elements of a list.
  package var parts: [ColumnProfile] = []

  /// How the values are spread, for laws.
  var sample: LawSample?
  /// How often a value differs from the one before, and the first.
  var runs: Int?
  /// As laws measure them.
  var ends: ClosedRange<Double>?

  enum CodingKeys: String, CodingKey {
    case name, kind, type, rows, missing, notFinite, distinct, least, greatest, mean, sd, quantiles
    case frequent, listsAll, text, step, order, grid, law, calendar, parts
  }

  init(_ column: OpenColumn, rows: Int, present: Int) {
    name = column.name
    kind = column.kind
    type = column.documentType ?? column.sqlType
    self.rows = rows
    missing = rows - present
  }

  package var present: Int { rows - missing }
  package var missingShare: Double { rows == 0 ? 0 : Double(missing) / Double(rows) }

  /// Whether each value stands once.
  package var isUnique: Bool {
    present > 0 && distinct.map { $0.isExact && $0.count == present } ?? false
  }

  package var isConstant: Bool { present > 0 && distinct?.isExact == true && distinct?.count == 1 }
}
