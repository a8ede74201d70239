import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

extension ConstantReader {
  /// The value of a parameter that was set from outside, in the type of the document's own value.
  ///
  /// - Parameter standard: the document's own value.
  /// - Throws: `wrong-literal` for a value of another type.
  func value(
    _ value: ArgumentValue, of parameter: ParameterSpec, like standard: ConstantValue
  ) throws(DiagnosticList) -> ConstantValue {
    guard let type = standard.type else { return try self.value(value, as: nil) }
    // Any text is a text, be it written like a number.
    if case .literal(let scalar) = value, type == .text || scalar.isNull {
      return scalar.isNull ? .null(type) : .text(scalar.text)
    }
    let found = try self.value(value, as: nil)
    guard !found.isNull else { return .null(type) }
    guard let own = found.type, type.accepts(own) else {
      throw DiagnosticList([.otherType(value, found, parameter, type)])
    }
    guard let target = type.common(with: found, own), target != own else { return found }
    return try self.value(value, as: target)
  }
}

extension LogicalType {
  /// Whether a value of the other type can stand for one of this type: whole numbers for whole
  /// numbers, exact ones for decimals, any number for floats, a date for a timestamp.
  fileprivate func accepts(_ other: LogicalType) -> Bool {
    if isInteger { return other.isInteger }
    if isWhole { return other.isWhole }
    if case .decimal = self, other == .float64 { return false }
    if isNumeric { return other.isNumeric }
    if case .timestamp = self, other == .date { return true }
    return self == other
  }

  /// Whether the type holds whole numbers alone.
  var isWhole: Bool {
    if case .decimal(_, 0) = self { true } else { isInteger }
  }

  /// The type a value takes on, so that what reads it keeps its own: as many digits behind the
  /// point as the document's value has, or more.
  fileprivate func common(with value: ConstantValue, _ own: LogicalType) -> LogicalType? {
    switch (self, own) {
    case (.timestamp, _), (.float64, _): return self
    case (.decimal(let precision, let scale), _):
      var (unscaled, behind) = (Int128(0), 0)
      if case .decimal(_, let digits) = own { behind = digits }
      switch value {
      case .int64(let value, _): unscaled = Int128(value)
      case .int128(let value, _): unscaled = value
      default: return nil
      }
      let left = (unscaled / LogicalType.powerOfTen(behind)).magnitude
      let whole = left == 0 ? 0 : String(left).utf8.count
      guard scale >= behind, whole + scale <= 38 else { return nil }
      return .decimal(precision: max(precision, whole + scale), scale: scale)
    default: return nil
    }
  }

  /// What a value of the type is called.
  fileprivate var noun: String {
    if isWhole { return "whole number" }
    if case .decimal = self { return "decimal number" }
    return isNumeric ? "number" : name
  }
}

extension Diagnostic {
  fileprivate static func otherType(
    _ value: ArgumentValue, _ found: ConstantValue, _ parameter: ParameterSpec, _ type: LogicalType
  ) -> Diagnostic {
    let name = parameter.name.text
    let isTooLarge = type.isInteger && (found.type?.isWhole ?? false)
    let noun = isTooLarge ? "whole number within \(type.name)" : type.noun
    var message = "'\(name)' cannot be "
    var suggestion: String?
    switch value {
    case .literal(let scalar):
      message += "'\(scalar.text)', which is no \(noun)"
      suggestion = withoutExponent(found, type).map { "write \($0)" }
    case .expression(let text):
      message += "'= \(text.text)', which is \(found.type?.name ?? "missing"), no \(noun)"
      if type == .text {
        suggestion = "a text that begins with '=' is written '== \(text.text)'"
      }
    case .list, .map, .record, .generator, .unread: message += "that, which is no \(noun)"
    }
    return Diagnostic(
      "wrong-literal", message, at: value.place, pointer: value.pointer,
      expected: "a \(noun), as '\(name)' is in the document", suggestion: suggestion)
  }

  /// A number written with an exponent, as a decimal that says the same.
  private static func withoutExponent(_ found: ConstantValue, _ type: LogicalType) -> String? {
    guard case .decimal = type, case .float64(let value) = found else { return nil }
    let text = value.description
    if text.contains("e") { return nil }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
