import Columnar

/// A column, parameter or other name as an expression sees it.
package struct InputBinding: Sendable {
  /// What the evaluator asks for; equal slots are the same column.
  package var slot: Int
  package var type: LogicalType
  package var isNullable: Bool
  package var interval: ValueInterval
  /// The value where it is the same for every row; the slot is then never asked for.
  package var constant: ConstantValue?

  package init(
    slot: Int, type: LogicalType, isNullable: Bool, interval: ValueInterval = .unbounded,
    constant: ConstantValue? = nil
  ) {
    self.slot = slot
    self.type = type
    self.isNullable = isNullable
    self.interval = interval
    self.constant = constant
  }
}

/// A name that cannot be used; the place is added by the expression.
package struct NameProblem: Error, Hashable, Sendable {
  package var code: String
  package var message: String
  package var expectation: String?
  package var suggestion: String?
  /// What to write instead of the name, or of the part that is wrong, where that is certain.
  package var replacement: String?
  /// The part of a dotted name that is wrong; nil for the whole name.
  package var part: Int?

  package init(
    code: String, message: String, expectation: String? = nil, suggestion: String? = nil,
    replacement: String? = nil, part: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.expectation = expectation
    self.suggestion = suggestion
    self.replacement = replacement
    self.part = part
  }
}

/// The names an expression may use.
package protocol NameScope {
  /// - Throws: a problem worded for the user, when the path names nothing or something that must
  ///   not be read here.
  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding
  /// What a function reads of several values in one.
  ///
  /// - Returns: nil where the path does not lead to such values.
  func bind(_ path: PathReference, reading part: PartReading) throws(NameProblem) -> InputBinding?
}

extension NameScope {
  package func bind(
    _ path: PathReference, reading part: PartReading
  ) throws(NameProblem) -> InputBinding? { nil }
}
