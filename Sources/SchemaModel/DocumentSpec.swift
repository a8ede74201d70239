import Diagnostics

/// A document whose form has been checked: located, names unresolved, expressions unparsed.
package struct DocumentSpec: Sendable {
  package var name: String
  package var seed: UInt64
  package var locale: String
  package var timeframe: TimeframeSpec?
  package var parameters: [ParameterSpec]
  package var tables: [TableSpec]
  package var output: OutputSpec
  /// Hash of the canonical model: the same for YAML and JSON, after includes, scenario and `--set`.
  package var canonicalHash: String
  package var location: DocumentLocation
}

/// `param.name`: its value as written or set, and the type stated for it, if any.
package struct ParameterSpec: Sendable {
  package var name: Scalar
  /// Nil for a parameter without a value, such as `{type: date}`.
  package var value: ArgumentValue?
  package var type: Scalar?
}

package struct TimeframeSpec: Sendable {
  package var from: ArgumentValue
  package var to: ArgumentValue
  package var location: DocumentLocation
}

package struct TableSpec: Sendable {
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
}

package enum RowsSpec: Sendable {
  /// A number or an expression of parameters; `--rows` and `--scale` change it.
  case count(ArgumentValue)
  /// `{per: key, <law>}`; the call is a law or `value`.
  case perParent(key: Scalar, law: GeneratorCall, location: DocumentLocation)
  /// Rows in the document; the first line names the columns, the first column is the key.
  case literal(header: [Scalar], rows: [[ArgumentValue]], location: DocumentLocation)
}

package struct ArrivalsSpec: Sendable {
  /// `per`, `from`, `to`, `since`, `until`, `sorted`, `heterogeneity`.
  package var arguments: Arguments
  package var factors: [FactorSpec]
}

/// One named factor: `by` with `multiply`, `share` or `growth` and their cases, or a plain `multiply`.
package struct FactorSpec: Sendable {
  package var name: Scalar
  package var arguments: Arguments
}

package struct ColumnSpec: Sendable {
  package var name: Scalar
  package var generator: GeneratorCall
  package var location: DocumentLocation
  package var pointer: String

  /// The column's own modifiers: `type`, `when`, `else`, `missing`, `unique`, `exact`, `between`,
  /// `round`, `hidden`, `describe`.
  package var modifiers: Arguments { generator.modifiers }
}

package struct OutputSpec: Sendable {
  /// `format`, `compression`, …
  package var arguments: Arguments
  package var tables: [OutputTableSpec]
}

package struct OutputTableSpec: Sendable {
  package var table: Scalar
  package var arguments: Arguments
}
