import Behaviour
import Diagnostics
import Generators
import SchemaModel

/// Reads `heterogeneity`: one law, and for `pareto` the most one parent may have.
enum HeterogeneityReader {
  static func read(
    _ arrivals: Arguments, _ constants: Constants
  ) throws(DiagnosticList) -> Heterogeneity? {
    if arrivals.isUnread("heterogeneity") { throw DiagnosticList() }
    guard case .record(let all)? = arrivals["heterogeneity"] else { return nil }
    let reader = ConstantReader(constants: constants)
    let laws = ["gamma", "lognormal", "pareto"].filter { all[$0] != nil }
    var attempts = Attempts()
    let most = attempts.run { () throws(DiagnosticList) -> Double? in
      guard let value = all["most"] else { return nil }
      return try reader.number(
        value, in: leastPositive...1, "a share above 0% and up to 100%")
    }
    if all["most"] != nil, laws.count == 1, laws[0] != "pareto", !all.hasUnknownWords {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList([.mostWithoutPareto(all)]) }
    }
    let read = laws.map { name in
      attempts.run { () throws(DiagnosticList) in
        guard case .record(let law)? = all[name] else { throw DiagnosticList() }
        return try self.law(name, law, reader, most: most ?? nil)
      }
    }
    // No law, or several, have been reported.
    guard laws.count == 1, let only = read[0], !attempts.hasFailed, !all.isUnread("most") else {
      throw attempts.problems
    }
    return only
  }

  private static func law(
    _ name: String, _ law: Arguments, _ reader: ConstantReader, most: Double?
  ) throws(DiagnosticList) -> Heterogeneity {
    switch name {
    case "gamma":
      let value = required("shape", law)
      return .gamma(shape: try reader.number(value, in: 1e-6...1e6, "a number from 1e-6 to 1e6"))
    case "lognormal":
      let value = required("sigma", law)
      return .lognormal(sigma: try reader.number(value, in: 0...10, "a number from 0 to 10"))
    default:
      var attempts = Attempts()
      let first = attempts.run { () throws(DiagnosticList) in
        try reader.number(required("top", law))
      }
      let second = attempts.run { () throws(DiagnosticList) in
        try reader.number(required("share", law))
      }
      guard let top = first, let share = second else { throw attempts.problems }
      guard top > 0, top < 1, share > 0, share < 1 else { throw DiagnosticList([.badPareto(law)]) }
      guard share >= top else { throw DiagnosticList([.shareBelowTop(law)]) }
      return .pareto(top: top, share: share, most: most ?? 1)
    }
  }

  private static let leastPositive = Double.leastNonzeroMagnitude

  private static func required(_ name: String, _ law: Arguments) -> ArgumentValue {
    guard let value = law[name] else { preconditionFailure("decoding requires '\(name)'") }
    return value
  }
}

extension Diagnostic {
  fileprivate static func mostWithoutPareto(_ all: Arguments) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'most' without 'pareto' is not yet supported",
      at: all.location(of: "most"), pointer: all.pointer,
      expected: "'most' beside 'pareto', or the law alone")
  }

  fileprivate static func badPareto(_ law: Arguments) -> Diagnostic {
    Diagnostic(
      "heterogeneity-share", "'top' and 'share' must lie between 0% and 100%", at: law.location,
      pointer: law.pointer, expected: "shares such as {top: 20%, share: 80%}")
  }

  fileprivate static func shareBelowTop(_ law: Arguments) -> Diagnostic {
    Diagnostic(
      "heterogeneity-share", "the 'top' parents cannot have a smaller 'share' than they are",
      at: law.location, pointer: law.pointer, expected: "shares such as {top: 20%, share: 80%}")
  }
}
