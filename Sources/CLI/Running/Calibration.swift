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
    var alarms: [Alarm]
    /// Seeds with tests whose p was below each tenth, over all tests.
    var tests: Int
    var deciles: [Double]

    struct Alarm: Encodable {
      var seed: UInt64
      var check: String
      var sentence: String
    }
  }

  /// The document's seed and those that follow it.
  func run(seeds: Int) throws -> Found {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "datagen-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try options.load(format: format).plan.seed
    var found = Found(
      document: options.document, seeds: seeds, firstSeed: first, familyRate: judge.familyRate,
      failures: 0, alarms: [], tests: 0, deciles: [])
    var ps: [Double] = []
    for step in 0..<UInt64(seeds) {
      var seeded = options
      seeded.seed = first &+ step
      let document = try seeded.load(format: format)
      let place = folder.appending(path: "data").path
      try write(document, to: place)
      let report = try judge.report(document, data: place)
      let wrong = report.items.filter { $0.verdict == .fails || $0.verdict == .unreadable }
      if !wrong.isEmpty { found.failures += 1 }
      found.alarms += wrong.map {
        Found.Alarm(
          seed: first &+ step, check: $0.finding.code, sentence: $0.finding.sentence)
      }
      for item in report.items {
        if case .chance(let result) = item.finding.outcome { ps.append(result.p) }
      }
    }
    found.tests = ps.count
    found.deciles = (1...9).map { tenth in
      ps.isEmpty ? 0 : Double(ps.count { $0 < Double(tenth) / 10 }) / Double(ps.count)
    }
    return found
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

extension Calibration.Found {
  var text: String {
    var text = ""
    for alarm in alarms { text += "seed \(alarm.seed): \(alarm.sentence) [\(alarm.check)]\n" }
    if !text.isEmpty { text += "\n" }
    let rate = Wording.percent(Double(failures) / Double(max(1, seeds)))
    text += "\(Wording.grouped(failures)) of \(Wording.count(seeds, "seed")) fail (\(rate)) "
    text += "at a family rate of \(Wording.percent(familyRate))\n"
    let tenths = deciles.map { "\(Wording.number($0))" }.joined(separator: " ")
    return text + "\(Wording.count(tests, "test")): shares of p below .1 to .9: \(tenths)\n"
  }
}
