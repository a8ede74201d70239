import Sampling
import Testing

@testable import Engine

/// Any parameter of any law may be an expression of the row or cases.
@Suite struct ParameterTests {
  /// A value that the parameter accepts, whatever the others are.
  static func value(_ parameter: LawParameter, _ place: Int, of law: any Law.Type) -> String {
    switch parameter.accepted {
    case .any, .positive, .nonNegative, .whole:
      law.word == "beta" && parameter.name == "sd" ? "0.2" : "\(3 * place + 2)"
    case .fraction, .openFraction, .positiveFraction: "0.4"
    case .count, .positiveCount: "\(50 - 10 * place)"
    case .timeOfDay: "12:30"
    }
  }

  /// A document with a column for each form of each law.
  static func text(_ written: (String, LawDomain) -> String) -> String {
    var lines: [String] = []
    for law in LawRegistry.all {
      for (index, form) in law.forms.enumerated() {
        let words = form.parameters.enumerated().map { place, parameter in
          let value = value(parameter, place, of: law)
          return "\(parameter.name): \(written(value, parameter.accepted))"
        }
        lines.append("\(law.word)_\(index): {\(law.word): {\(words.joined(separator: ", "))}}")
      }
    }
    let others = [
      "chance_0: {chance: \(written("0.3", .fraction))}",
      "cut_0: {normal: {mean: 2, sd: 3}, between: "
        + "[\(written("1", .any)), \(written("4", .any))]}",
      "mixed_0: {mixture: [{weight: \(written("2", .any)), normal: {mean: "
        + "\(written("1", .any)), sd: 2}}, {weight: 3, value: \(written("7", .any))}]}",
      "zeros_0: {zero_inflated: {chance: \(written("0.3", .fraction)), exponential: "
        + "\(written("4", .positive))}}",
      "choice_0: {choice: {a: {by: kind, cases: {x: 0, y: \(written("1", .any))}}, "
        + "b: {by: kind, cases: {x: \(written("1", .any)), y: 0}}}}",
    ]
    let columns = (lines + others).map { "      " + $0 }.joined(separator: "\n")
    return """
      datagen: 1
      seed: \(ChanceChecks.seed)
      tables:
        t:
          rows: 500
          columns:
            id: {key: integer}
            kind: {choice: [x, y]}

      """ + columns
  }

  static let columns = text { value, _ in value }

  @Test func `an expression that is the same in all rows changes nothing`() throws {
    let plain = try Workbench.dataset(Self.text { value, _ in value })["t"]
    let computed = try Workbench.dataset(
      Self.text { value, accepted in
        accepted == .timeOfDay
          ? "{by: kind, cases: {x: '\(value)', y: '\(value)'}}" : "= \(value) + 0 * id"
      })["t"]
    #expect(plain.names.count == LawRegistry.all.reduce(7) { $0 + $1.forms.count })
    for name in plain.names {
      #expect(plain.texts(name) == computed.texts(name), "\(name)")
    }
  }

  @Test func `a weight by cases gives the case its value`() throws {
    let table = try Workbench.dataset(Self.columns)["t"]
    for (kind, choice) in zip(table.texts("kind"), table.texts("choice_0")) {
      #expect(choice == (kind == "x" ? "b" : "a"))
    }
  }
}
