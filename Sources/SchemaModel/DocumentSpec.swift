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
  /// Lists of words from files.
  package var vocabularies: [VocabularySpec] = []
  /// The words of each item of `expect`.
  package var expectations: [Arguments] = []
  package var output: OutputSpec
  /// Hash of the canonical model: the same for YAML and JSON, after includes, scenario and `--set`.
  package var canonicalHash: String
  /// The canonical model that the hash is of, as JSON.
  package var canonicalText: String
  package var location: DocumentLocation
  /// What each scenario that was not chosen makes of the document, to be checked with it.
  package var scenarios: [ScenarioSpec] = []
  /// What has a mistake of form, which has been reported.
  package var unread = UnreadParts()

  /// Parts of a document that could not be read, so that nothing follows from their absence.
  package struct UnreadParts: Sendable {
    /// Whether there may be parameters and tables whose names were not read.
    package var areParameters = false
    package var areTables = false
    package var areVocabularies = false
    package var isTimeframe = false
    /// Whether a word at the top was not understood, which may have meant any of them.
    package var hasUnknownWords = false

    package init() {}
  }

  package init(
    name: String, description: String? = nil, seed: UInt64, locale: String,
    localeSource: Scalar? = nil, timeframe: TimeframeSpec? = nil, parameters: [ParameterSpec],
    tables: [TableSpec],
    output: OutputSpec, canonicalHash: String, canonicalText: String, location: DocumentLocation
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
    self.canonicalText = canonicalText
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
  /// Whether a type is stated that has a mistake, which has been reported.
  package var isTypeUnread: Bool
  /// The document's own value of a parameter without stated type that was set from outside: its
  /// type is the parameter's.
  package var standard: ArgumentValue?

  package init(
    name: Scalar, value: ArgumentValue? = nil, type: Scalar? = nil,
    isTypeUnread: Bool = false, standard: ArgumentValue? = nil
  ) {
    self.name = name
    self.value = value
    self.type = type
    self.isTypeUnread = isTypeUnread
    self.standard = standard
  }
}

/// A list of words from a file: `file`, `weight`, `extend`.
package struct VocabularySpec: Sendable {
  package var name: Scalar
  package var arguments: Arguments

  package init(name: Scalar, arguments: Arguments) {
    self.name = name
    self.arguments = arguments
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
  /// Whether the word that says so has a mistake.
  package var isHiddenUnread = false
  /// `scale: fixed`: `--scale` leaves the row count alone.
  package var isScaleFixed: Bool
  package var rows: RowsSpec
  package var arrivals: ArrivalsSpec?
  package var columns: [ColumnSpec]
  /// Its own, in place of the document's.
  package var locale: Scalar?
  /// The words of each item of `correlations`.
  package var correlations: [Arguments] = []
  package var location: DocumentLocation
  package var pointer: String
  /// The columns that tell rows apart, where they are named.
  package var keyNames: [Scalar] = []
  /// Columns whose values together stand in one row only.
  package var uniqueNames: [Scalar] = []
  /// The other key of rows that stand for each pair of two parents.
  package var crossedKey: Scalar?
  /// Whether `key` is written and has a mistake.
  package var isKeyUnread = false
  /// Columns of which only the name is known.
  package var unreadColumns: [Scalar] = []
  /// Whether there may be arrivals that were not read.
  package var areArrivalsUnread = false
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
  /// Rows in the document; the first line names the columns, the first column is the key. A row of
  /// another length than the header is empty, a name that cannot be read is; `null` is a plain
  /// scalar (`Scalar.isNull`).
  case literal(header: [Scalar], rows: [[ArgumentValue]], location: DocumentLocation)
  /// What stands there has a mistake of form, which has been reported.
  ///
  /// - Parameters:
  ///   - law: what could be read of rows per parent, to be checked alone.
  ///   - mayHaveParent: whether rows per parent may be meant.
  case unread(law: GeneratorCall?, mayHaveParent: Bool)
}

package struct ArrivalsSpec: Sendable {
  /// `per`, `from`, `to`, `since`, `until`, `sorted`, `heterogeneity`.
  package var arguments: Arguments
  package var factors: [FactorSpec]
  /// Whether there may be factors that were not read.
  package var hasUnreadFactors: Bool

  package init(
    arguments: Arguments, factors: [FactorSpec], hasUnreadFactors: Bool = false
  ) {
    self.arguments = arguments
    self.factors = factors
    self.hasUnreadFactors = hasUnreadFactors
  }
}

/// One named factor: `by` with `multiply`, `share` or `growth` and their cases, or a plain
/// `multiply`.
package struct FactorSpec: Sendable {
  package var name: Scalar
  package var arguments: Arguments
  /// Whether its words do not hold together, which has been reported: its effect is not known.
  package var isUnread: Bool

  package init(
    name: Scalar, arguments: Arguments, isUnread: Bool = false
  ) {
    self.name = name
    self.arguments = arguments
    self.isUnread = isUnread
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
  /// Whether the table's files are listed before, so that which listing is meant is not known.
  package var isListedAgain: Bool

  package init(
    table: Scalar, arguments: Arguments, isListedAgain: Bool = false
  ) {
    self.table = table
    self.arguments = arguments
    self.isListedAgain = isListedAgain
  }
}
