import Columnar
import Foundation

/// A file that a report is written to, in the form that its ending names.
struct ReportFile {
  private enum Form: String {
    case json
    case junit = "xml"
    case sarif
  }

  private let path: String
  private let form: Form

  /// Nil for other endings.
  init?(_ path: String) {
    guard let form = Form(rawValue: URL(filePath: path).pathExtension.lowercased()) else {
      return nil
    }
    self.path = path
    self.form = form
  }

  func write(_ report: ValidationReport, _ document: LoadedDocument) throws {
    let text =
      switch form {
      case .json: try JSONText.pretty(report)
      case .junit: JUnitText(report.document, report.findings).text
      case .sarif: try JSONText.pretty(SARIFReport(report, document))
      }
    try write(text)
  }

  /// A comparison has no document that SARIF could point into.
  var isOfDocument: Bool { form == .sarif }

  func write(_ report: ComparisonReport) throws {
    try write(
      form == .junit
        ? JUnitText("\(report.first) and \(report.second)", report.findings).text
        : try JSONText.pretty(report))
  }

  private func write(_ text: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw SinkError(.output, path: path, reason: error.localizedDescription)
    }
  }
}
