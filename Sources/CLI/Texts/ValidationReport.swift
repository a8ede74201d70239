import Validation

/// A report as programs read it.
struct ValidationReport: Encodable {
  struct Item: Encodable {
    var check: String
    var layer: String
    var table: String
    var columns: [String]
    var rows: String?
    var pointer: String
    var verdict: String
    var sentence: String
    var n: Int?
    var wrong: Int?
    var statistic: String?
    var value: Double?
    var p: Double?
    var adjustedP: Double?
    var effect: Double?
    var effectName: String?
    var effectUnit: String?
    var atLeast: String?
    var atMost: String?
    var examples: [String]?
    /// What was found beside what is expected.
    var cells: [Cell]?

    struct Cell: Encodable {
      var title: String
      var found: Double
      var expected: Double
    }
  }

  struct LayerScore: Encodable {
    var layer: String
    var holding: Int
    var judged: Int
    var score: Double?

    static func all(of report: Report) -> [LayerScore] {
      Layer.allCases.map { layer in
        let (holding, judged) = report.count(layer)
        return LayerScore(
          layer: layer.rawValue, holding: holding, judged: judged, score: report.score(layer))
      }
    }
  }

  var document: String
  var documentHash: String
  var seed: UInt64
  var data: String
  var passes: Bool
  var score: Double?
  var familyRate: Double
  var margin: Double?
  var layers: [LayerScore]
  var findings: [Item]

  init(_ report: Report, _ document: LoadedDocument, _ data: String) {
    self.document = document.plan.name
    documentHash = document.plan.documentHash
    seed = document.plan.seed
    self.data = data
    passes = report.passes
    score = report.score
    familyRate = report.familyRate
    margin = report.margin
    layers = LayerScore.all(of: report)
    findings = report.items.map { Item($0) }
  }
}

extension ValidationReport.Item {
  init(_ item: Report.Item) {
    let finding = item.finding
    self.init(
      check: finding.code, layer: finding.layer.rawValue, table: finding.table,
      columns: finding.columns, rows: finding.rows, pointer: finding.pointer,
      verdict: item.verdict.rawValue, sentence: finding.sentence)
    if !finding.examples.isEmpty { examples = finding.examples }
    cells = finding.plot?.cells.map {
      Cell(title: $0.title, found: $0.found, expected: $0.expected)
    }
    if let measured = finding.measurement {
      (statistic, atLeast, atMost) = (measured.statistic, measured.lower, measured.upper)
      value = measured.value.flatMap { $0.isFinite ? $0 : nil }
    }
    switch finding.outcome {
    case .exact(let wrong, let n): (self.wrong, self.n) = (wrong, n)
    case .chance(let result):
      n = result.n
      statistic = result.statisticName
      value = result.statistic.isFinite ? result.statistic : nil
      p = result.p
      adjustedP = item.adjustedP
      effect = result.effect.value.isFinite ? result.effect.value : nil
      effectName = result.effect.name
      effectUnit = result.effect.unit.rawValue
    case .empty, .unreadable: break
    }
  }
}
