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
      case .junit: JUnitText(report).text
      case .sarif: try JSONText.pretty(SARIFReport(report, document))
      }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw SinkError(.output, path: path, reason: error.localizedDescription)
    }
  }
}
