import Diagnostics

/// A document whose form has been checked: located, names unresolved, expressions unparsed.
package struct DocumentSpec: Sendable {
  package var name: String
  package var description: String?
  package var seed: UInt64
  package var locale: String
  /// The locale where it is written.
  package var localeSource: Scalar?
  package var timeframe: TimeframeSpec?
  package var parameters: [ParameterSpec]
  package var tables: [TableSpec]
  package var output: OutputSpec
  /// Hash of the canonical model: the same for YAML and JSON, after includes, scenario and `--set`.
  package var canonicalHash: String
  package var location: DocumentLocation
  /// What each scenario that was not chosen makes of the document, to be checked with it.
  package var scenarios: [ScenarioSpec] = []
  /// What has a mistake of form, which has been reported.
  package var unread = UnreadParts()

  /// Parts of a document that could not be read, so that nothing follows from their absence.
  package struct UnreadParts: Sendable {
    package var parameters: [String] = []
    package var isTimeframe = false
    package var isOutput = false
    /// Whether a word at the top was not understood, which may have meant any of them.
    package var hasUnknownWords = false

    package init() {}
  }

  package init(
    name: String, description: String? = nil, seed: UInt64, locale: String,
    localeSource: Scalar? = nil, timeframe: TimeframeSpec? = nil, parameters: [ParameterSpec],
    tables: [TableSpec],
    output: OutputSpec, canonicalHash: String, location: DocumentLocation
  ) {
    self.name = name
    self.description = description
    self.seed = seed
    self.locale = locale
    self.localeSource = localeSource
    self.timeframe = timeframe
    self.parameters = parameters
    self.tables = tables
    self.output = output
    self.canonicalHash = canonicalHash
    self.location = location
  }
}

/// A document with one of its scenarios applied.
package struct ScenarioSpec: Sendable {
  package var name: String
  package var document: DocumentSpec

  package init(name: String, document: DocumentSpec) {
    self.name = name
    self.document = document
  }
}

/// `param.name`: its value as written or set, and the type stated for it, if any.
package struct ParameterSpec: Sendable {
  package var name: Scalar
  /// Nil for a parameter without a value, such as `{type: date}`.
  package var value: ArgumentValue?
  package var type: Scalar?
  /// The document's own value of a parameter without stated type that was set from outside: its type
  /// is the parameter's.
  package var standard: ArgumentValue?

  package init(
    name: Scalar, value: ArgumentValue? = nil, type: Scalar? = nil,
    standard: ArgumentValue? = nil
  ) {
    self.name = name
    self.value = value
    self.type = type
    self.standard = standard
  }
}

package struct TimeframeSpec: Sendable {
  package var from: ArgumentValue
  package var to: ArgumentValue

  package init(from: ArgumentValue, to: ArgumentValue) {
    self.from = from
    self.to = to
  }
}

package struct TableSpec: Sendable {
  /// The most rows a table may have, in the document and on the command line.
  package static let rowLimit: Int64 = 1_000_000_000_000
  package static let rowLimitText = "1_000_000_000_000"

  package var name: Scalar
  package var description: String?
  package var isHidden: Bool
  /// `scale: fixed`: `--scale` leaves the row count alone.
  package var isScaleFixed: Bool
  package var rows: RowsSpec
  package var arrivals: ArrivalsSpec?
  package var columns: [ColumnSpec]
  package var location: DocumentLocation
  package var pointer: String
  /// Columns that have a mistake of form, which has been reported.
  package var unreadColumns: [Scalar] = []
  /// Whether there may be columns whose names could not be read either.
  package var hasUnreadNames = false

  package init(
    name: Scalar, description: String? = nil, isHidden: Bool, isScaleFixed: Bool, rows: RowsSpec,
    arrivals: ArrivalsSpec? = nil, columns: [ColumnSpec], location: DocumentLocation,
    pointer: String
  ) {
    self.name = name
    self.description = description
    self.isHidden = isHidden
    self.isScaleFixed = isScaleFixed
    self.rows = rows
    self.arrivals = arrivals
    self.columns = columns
    self.location = location
    self.pointer = pointer
  }
}

package enum RowsSpec: Sendable {
  /// A number or an expression of parameters; `--rows` and `--scale` change it.
  case count(ArgumentValue)
  /// `{per: key, <law>}`; the call is a law or `value`.
  case perParent(key: Scalar, law: GeneratorCall, location: DocumentLocation)
  /// Rows in the document; the first line names the columns, the first column is the key. Each
  /// row has as many values as the header; `null` is a plain scalar (`Scalar.isNull`).
  case literal(header: [Scalar], rows: [[ArgumentValue]], location: DocumentLocation)
  /// What stands there has a mistake of form, which has been reported.
  case unread
}

package struct ArrivalsSpec: Sendable {
  /// `per`, `from`, `to`, `since`, `until`, `sorted`, `heterogeneity`.
  package var arguments: Arguments
  package var factors: [FactorSpec]
  /// Whether a part is left out that has a mistake of form, which has been reported.
  package var isIncomplete: Bool

  package init(
    arguments: Arguments, factors: [FactorSpec], isIncomplete: Bool = false
  ) {
    self.arguments = arguments
    self.factors = factors
    self.isIncomplete = isIncomplete
  }
}

/// One named factor: `by` with `multiply`, `share` or `growth` and their cases, or a plain `multiply`.
package struct FactorSpec: Sendable {
  package var name: Scalar
  package var arguments: Arguments

  package init(
    name: Scalar, arguments: Arguments
  ) {
    self.name = name
    self.arguments = arguments
  }
}

package struct ColumnSpec: Sendable {
  package var name: Scalar
  /// The word is `literal` for a column whose values stand in the table's `literal` rows and that
  /// only has modifiers here, such as its `type`.
  package var generator: GeneratorCall
  package var location: DocumentLocation
  package var pointer: String

  package init(
    name: Scalar, generator: GeneratorCall, location: DocumentLocation, pointer: String
  ) {
    self.name = name
    self.generator = generator
    self.location = location
    self.pointer = pointer
  }

  /// The column's own modifiers: `type`, `when`, `else`, `missing`, `unique`, `exact`, `between`,
  /// `round`, `hidden`, `describe`.
  package var modifiers: Arguments { generator.modifiers }
}

package struct OutputSpec: Sendable {
  /// `format`, `compression`, …
  package var arguments: Arguments
  package var tables: [OutputTableSpec]

  package init(
    arguments: Arguments, tables: [OutputTableSpec]
  ) {
    self.arguments = arguments
    self.tables = tables
  }
}

package struct OutputTableSpec: Sendable {
  package var table: Scalar
  package var arguments: Arguments

  package init(
    table: Scalar, arguments: Arguments
  ) {
    self.table = table
    self.arguments = arguments
  }
}
