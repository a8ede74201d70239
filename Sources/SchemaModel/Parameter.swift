/// One word a map may hold: the source of decoding, of the reference and of the JSON Schema.
package struct Parameter: Sendable {
  package var name: String
  package var type: ParameterType
  package var isRequired: Bool
  /// The default as a document would write it; nil when leaving the word out means something else,
  /// which the summary then says.
  package var defaultText: String?
  package var summary: String

  package init(
    _ name: String, _ type: ParameterType, required: Bool = false,
    default defaultText: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.type = type
    self.isRequired = required
    self.defaultText = defaultText
    self.summary = summary
  }
}

/// Which names an expression in this place may use; `none` where only a literal is accepted.
package enum ExpressionScope: Hashable, Sendable {
  case none
  /// `param.x`, `timeframe.from`, `timeframe.to`: the same for all rows.
  case constant
  /// Also the columns of the row and of its parents.
  case row
}

/// What is accepted in one place of a document.
package indirect enum ParameterType: Sendable {
  /// One of a few fixed words.
  case word([String])
  case text
  /// The name of a table, column or parameter as the user chose it.
  case name
  /// The name of a table.
  case table
  /// Dotted columns: `customer_id.segment`.
  case path
  case boolean
  case integer(ClosedRange<Int64>, ExpressionScope)
  case number(ClosedRange<Double>, ExpressionScope)
  /// 0…1, usually written `25%`.
  case fraction(ExpressionScope)
  case date(ExpressionScope)
  /// A date or a timestamp.
  case instant(ExpressionScope)
  case duration(ExpressionScope)
  /// A time of day: `18:30`.
  case time(ExpressionScope)
  /// Any scalar, read by the type of the column it belongs to.
  case literal(ExpressionScope)
  /// Always an expression that is true or false; a leading `=` is allowed and means nothing.
  case condition
  /// Always an expression.
  case expression
  /// A column's generator: a scalar, `= …`, or a map with one generator word and its options.
  case generator
  /// A generator with the modifiers of a column.
  case column
  /// A generator of values within a value, with the modifiers of such a part.
  case part
  /// A map from names, as columns have them, to parts.
  case fields
  /// A map with exactly one law word, or a number: `{poisson: 3}`.
  case law
  case list(of: ParameterType)
  /// A map whose keys the user chooses.
  case map(of: ParameterType)
  /// A map whose keys are values or ranges of numbers, no two of which overlap.
  case cases(of: ParameterType)
  case record(Shape)
  /// The name of a column type: `int32`, `decimal(10,2)`.
  case logicalType
  /// Words that stand here in a later version, such as the codec `gzip`.
  case laterWords([String])
  /// A merge patch of the document (RFC 7396), checked by decoding what it makes of the document.
  case patch
  /// The first alternative that accepts the node's form (scalar, expression, list, map).
  case oneOf([ParameterType])
  /// A word that a later version brings; using it is refused with that message.
  case unsupported
}

/// The words of one kind of map.
package struct Shape: Sendable {
  /// As the reference heads it, such as `table` or `arrivals`.
  package var name: String
  package var summary: String
  package var parameters: [Parameter]
  /// The parameter a bare scalar or list stands for, where short forms are allowed.
  package var shorthand: String?
  /// Beside its words the map holds exactly one law (or `value`) with its argument: decoded as
  /// the generator call `Shape.lawName` of the arguments.
  package var holdsLaw: Bool
  /// The word that needs no law where a list stands behind it.
  package var listWithoutLaw: String?
  /// The words that may stand beside that law, where they are not those of most places.
  private let ownLawModifiers: [Parameter]?
  package var lawModifiers: [Parameter] { ownLawModifiers ?? Parameter.lawModifiers }

  /// The name under which `Arguments` keep the law of a map that holds one.
  package static let lawName = "law"

  package init(
    _ name: String, _ summary: String, _ parameters: [Parameter], shorthand: String? = nil,
    holdsLaw: Bool = false, lawModifiers: [Parameter]? = nil, listWithoutLaw: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.shorthand = shorthand
    self.holdsLaw = holdsLaw
    ownLawModifiers = lawModifiers
    self.listWithoutLaw = listWithoutLaw
  }

  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }
}

/// A generator word: what stands behind it and which words may stand beside it.
package struct GeneratorSyntax: Sendable {
  package var word: String
  package var summary: String
  /// Behind the word: `lognormal: <argument>`. A record with one required parameter also takes it
  /// bare: `poisson: 3`.
  package var argument: ParameterType
  /// Beside the word, such as `weight` and `where` beside `ref`.
  package var options: [Parameter]
  /// Laws may also stand where `ParameterType.law` is expected.
  package var isLaw: Bool
  /// A word that a later version brings.
  package var isSupported: Bool

  package init(
    _ word: String, _ summary: String, argument: ParameterType, options: [Parameter] = [],
    isLaw: Bool = false, isSupported: Bool = true
  ) {
    self.word = word
    self.summary = summary
    self.argument = argument
    self.options = options
    self.isLaw = isLaw
    self.isSupported = isSupported
  }
}
