import Columnar
import Engine
import Foundation
import Sinks
import Validation

/// Makes and judges a document's data for many seeds: how often true claims fail.
struct Calibration {
  var options: DocumentOptions
  var running: RunningOptions
  var judge: DataJudge
  var format: String?

  struct Found: Encodable {
    var document: String
    var seeds: Int
    var firstSeed: UInt64
    var familyRate: Double
    /// Seeds whose data failed.
    var failures: Int
    /// What failed, with the seed.
    var alarms: [Alarm] = []
    /// Of each seed, in order: its smallest p as held against the rate. A seed fails where it is below
    /// the family rate, whatever that is.
    var smallest: [Double]
    var tests: [Test]

    struct Alarm: Encodable {
      var seed: UInt64
      var check: String
      var sentence: String
    }

    /// A test over all seeds: how far its p-values are from uniform ones.
    struct Test: Encodable {
      var check: String
      var table: String
      var columns: [String]
      var rows: String?
      var statistic: String
      var seeds: Int
      var distance: Double
      var p: Double
      /// After Holm's procedure over the tests.
      var adjustedP: Double
      /// Shares of p-values below .1 to .9.
      var deciles: [Double]
    }
  }

  /// The document's seed and those that follow it.
  func run(seeds: Int) throws -> Found {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "datagen-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try options.load(format: format).plan.seed
    var tally = CalibrationTally()
    var alarms: [Found.Alarm] = []
    for step in 0..<UInt64(seeds) {
      var seeded = options
      seeded.seed = first &+ step
      let document = try seeded.load(format: format)
      let place = folder.appending(path: "data").path
      try write(document, to: place)
      let report = try judge.report(document, data: place)
      tally.add(report)
      for item in report.items where item.verdict == .fails || item.verdict == .unreadable {
        alarms.append(
          Found.Alarm(
            seed: first &+ step, check: item.finding.code, sentence: item.finding.sentence))
      }
    }
    return Found(
      document: options.document, seeds: seeds, firstSeed: first, familyRate: judge.familyRate,
      failures: Set(alarms.map(\.seed)).count, alarms: alarms, smallest: tally.smallest,
      tests: tally.uniformity().map { Found.Test($0.test, $0.result, $0.adjustedP) })
  }

  private func write(_ document: LoadedDocument, to place: String) throws {
    let dataset = Dataset(plan: document.plan, share: .whole)
    let folder = try OutputFolder(place, force: true)
    do {
      let generator = try document.generator(running.runOptions())
      let tables = document.plan.tables.indices.filter { !document.plan.tables[$0].isHidden }
      let results = try document.running { () throws(RunError) in
        try generator.write(tables: Set(tables)) { (table, layout) throws(SinkError) in
          try dataset.makeSink(table, layout, into: folder)
        }
      }
      try folder.write(dataset.manifest(results).json(), to: Manifest.fileName)
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
  }
}

extension Calibration.Found.Test {
  init(_ test: CalibrationTally.Test, _ result: TestResult, _ adjustedP: Double) {
    self.init(
      check: test.code, table: test.table, columns: test.columns, rows: test.rows,
      statistic: test.statistic, seeds: test.ps.count, distance: result.statistic, p: result.p,
      adjustedP: adjustedP,
      deciles: (1...9).map { tenth in
        Double(test.ps.count { $0 < Double(tenth) / 10 }) / Double(test.ps.count)
      })
  }

  var title: String {
    let columns = columns.isEmpty ? "" : ".\(columns.joined(separator: ", "))"
    return "\(table)\(columns)\(rows.map { " where \($0)" } ?? "") [\(check), \(statistic)]"
  }
}

extension Calibration.Found {
  /// The rate at which it is told of tests that their p-values are not uniform.
  private static let uniformityRate = 0.01

  var text: String {
    var text = ""
    for alarm in alarms { text += "seed \(alarm.seed): \(alarm.sentence) [\(alarm.check)]\n" }
    if !text.isEmpty { text += "\n" }
    let rate = Wording.percent(Double(failures) / Double(max(1, seeds)))
    text += "\(Wording.grouped(failures)) of \(Wording.count(seeds, "seed")) fail (\(rate)) "
    text += "at a family rate of \(Wording.percent(familyRate))\n"
    let uneven = tests.filter { $0.adjustedP < Self.uniformityRate }
    for test in uneven {
      let shares = test.deciles.map(Wording.number).joined(separator: " ")
      text += "p-values are not uniform: \(test.title), shares below .1 to .9: \(shares)\n"
    }
    return text + "\(Wording.count(tests.count, "test")): the p-values of "
      + "\(uneven.isEmpty ? "all" : Wording.grouped(tests.count - uneven.count)) are uniform over "
      + "the seeds (Kolmogorov–Smirnov, family-wise \(Wording.percent(Self.uniformityRate)))\n"
  }
}
