import Diagnostics
import Generators
import SchemaModel

/// The numbers of a factor's cases.
extension FactorReader {
  /// What is wrong with numbers and their sum, whatever the cases are of.
  func problemsOfValues(_ factor: FactorSpec, _ effects: [String]) -> DiagnosticList {
    var attempts = Attempts()
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
