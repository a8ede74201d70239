import Columnar
import Diagnostics
import Sampling
import SchemaModel

extension Rounding {
  /// `round: 2` is digits behind the point; from 10 on, and with a unit, it is a step;
  /// `{step: 0.5}` is any step.
  package static func read(
    _ all: Arguments, type: LogicalType
  ) throws(DiagnosticList) -> Rounding? {
    if all.isUnread("round") { throw DiagnosticList() }
    switch all["round"] {
    case .literal(let scalar): return try plain(scalar, type)
    case .record(let words):
      guard case .literal(let scalar)? = words["step"] else { throw DiagnosticList() }
      if LiteralReader.duration(scalar.text) != nil { return try plain(scalar, type) }
      return try step(scalar, type)
    default: return nil
    }
  }

  private static func plain(
    _ scalar: Scalar, _ type: LogicalType
  ) throws(DiagnosticList) -> Rounding {
    if let duration = LiteralReader.duration(scalar.text) {
      guard duration.months == 0, duration.microseconds > 0, type.countsMicroseconds
      else { throw DiagnosticList([.badRounding(scalar, type)]) }
      return .step(Double(duration.microseconds))
    }
    guard let number = LiteralReader.number(scalar.text), type.isNumeric, number >= 0 else {
      throw DiagnosticList([.badRounding(scalar, type)])
    }
    if number < 10 {
      guard number == number.rounded(), !type.isInteger else {
        throw DiagnosticList([.badRounding(scalar, type)])
      }
      return .digits(Int(number))
    }
    guard fits(Grid(step: number), type) else {
      throw DiagnosticList([.badRounding(scalar, type)])
    }
    return .step(number)
  }

  /// The digits of the step as written, so that the multiples of 0.1 are the floats nearest to them.
  private static func step(
    _ scalar: Scalar, _ type: LogicalType
  ) throws(DiagnosticList) -> Rounding {
    guard let (unscaled, scale) = LiteralReader.decimal(scalar.text), unscaled > 0,
      unscaled <= 1 << 53, scale <= 15, type.isNumeric
    else { throw DiagnosticList([.badStep(scalar, type)]) }
    let grid = Grid(step: Double(unscaled), parts: Double(LogicalType.powerOfTen(scale)))
    guard fits(grid, type) else { throw DiagnosticList([.badStep(scalar, type)]) }
    return .grid(grid)
  }

  /// A step of an exact type is a whole number of its last digits.
  private static func fits(_ grid: Grid, _ type: LogicalType) -> Bool {
    guard let range = type.unscaledRange else { return true }
    let width = grid.step * unit(of: type) / grid.parts
    return width == width.rounded() && width <= 1e18 && Int128(width) <= range.upperBound
  }
}

extension LogicalType {
  fileprivate var countsMicroseconds: Bool {
    switch self {
    case .timestamp, .duration, .time: true
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func badRounding(_ scalar: Scalar, _ type: LogicalType) -> Diagnostic {
    let isWhole = type.isInteger && LiteralReader.number(scalar.text).map { $0 < 10 } == true
    return Diagnostic(
      "bad-rounding", "'round: \(scalar.text)' does not fit \(type.name)", at: scalar.location,
      pointer: scalar.pointer,
      expected: isWhole
        ? "a whole step from 10 on, or {step: 5}: whole numbers have no digits behind the point"
        : "0 to 9 digits, a whole step from 10 on or {step: 0.5} for numbers, a duration such as "
          + "1s for timestamps")
  }

  fileprivate static func badStep(_ scalar: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "bad-rounding", "a step of \(scalar.text) does not fit \(type.name)", at: scalar.location,
      pointer: scalar.pointer,
      expected: type.isNumeric
        ? "a step above 0 of at most 15 digits"
          + (type.unscaledRange == nil ? "" : ", a whole number of the type's last digits")
        : "a step for numbers, or a duration such as 15min for times")
  }
}
