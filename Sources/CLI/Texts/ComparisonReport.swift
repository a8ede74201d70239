import Validation

/// A comparison as programs read it.
struct ComparisonReport: Encodable {
  var first: String
  var second: String
  var passes: Bool
  var score: Double?
  var familyRate: Double
  var margin: Double?
  var layers: [ValidationReport.LayerScore]
  var findings: [ValidationReport.Item]

  init(_ report: Report, _ first: String, _ second: String) {
    self.first = first
    self.second = second
    passes = report.passes
    score = report.score
    familyRate = report.familyRate
    margin = report.margin
    layers = ValidationReport.LayerScore.all(of: report)
    findings = report.items.map { ValidationReport.Item($0) }
  }
}
