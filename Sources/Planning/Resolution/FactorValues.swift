import Diagnostics
import Generators
import SchemaModel

/// The parts of a factor, each alone.
extension FactorReader {
  /// What is wrong with what the cases are of, with their numbers and the sum of these, where the
  /// whole is not known.
  func problemsOfValues(_ factor: FactorSpec, _ effects: [String]) -> DiagnosticList {
    var attempts = Attempts()
    if case .literal(let by)? = factor.arguments["by"], CalendarPart(rawValue: by.text) == nil {
      attempts.run { () throws(DiagnosticList) in
        guard by.text.contains(".") else { throw DiagnosticList([.unknownBy(factor, by)]) }
        try requireParent(factor)
        _ = try parent.path(by)
      }
    }
    for effect in effects {
      attempts.run { () throws(DiagnosticList) in
        switch (effect, factor.arguments[effect]) {
        case ("share", .map(let entries, _)?):
          _ = try rest(factor, try shares(of: entries), hasOthers: true)
        case ("growth", .map(let entries, _)?): _ = try growths(of: entries)
        case (_, .map(let entries, _)?): _ = try multipliers(of: entries)
        case (_, let value?): _ = try LocalSource.make(GeneratorCall(of: value), in: parent)
        case (_, nil): return
        }
      }
    }
    return attempts.problems
  }

  static let growthRange = "a growth from 0% to 1e6"

  func growths(
    of entries: [ArgumentValue.MapEntry]
  ) throws(DiagnosticList) -> [Double] {
    try numbers(entries, 0...1e6, FactorReader.growthRange)
  }

  func multipliers(
    of entries: [ArgumentValue.MapEntry]
  ) throws(DiagnosticList) -> [Double] {
    try numbers(entries, 0...1e12, "a number from 0 to 1e12")
  }

  func shares(
    of entries: [ArgumentValue.MapEntry]
  ) throws(DiagnosticList) -> [Double] {
    try numbers(entries, 0...1, "a share from 0% to 100%")
  }

  private func numbers(
    _ entries: [ArgumentValue.MapEntry], _ range: ClosedRange<Double>, _ expected: String
  ) throws(DiagnosticList) -> [Double] {
    var values: [Double] = []
    var problems = DiagnosticList()
    for entry in entries {
      do throws(DiagnosticList) {
        values.append(try constants.number(entry.value, in: range, expected))
      } catch { problems.all += error.all }
    }
    // A value may fail without a word, where what it reads has been reported.
    guard values.count == entries.count else { throw problems }
    return values
  }
}
