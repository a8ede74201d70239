import ArgumentParser

/// How data are judged.
struct JudgingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init(
      "The chance of any false alarm among all tests. (default: 1%)", valueName: "share"),
    transform: OptionValues.fraction)
  var familyRate: Double = 0.01

  @Option(
    parsing: .unconditional,
    help: .init(
      "Differences that are surely smaller than this do not fail; in the unit of each effect.",
      valueName: "effect"))
  var margin: Double?

  @OptionGroup var memory: MemoryOptions

  func validate() throws {
    if let margin, !(margin > 0 && margin.isFinite) {
      throw ValidationError("--margin \(margin): expected a number above 0.")
    }
  }

  func judge(_ running: RunningOptions) -> DataJudge {
    DataJudge(reader: memory.reader(running), familyRate: familyRate, margin: margin)
  }
}
