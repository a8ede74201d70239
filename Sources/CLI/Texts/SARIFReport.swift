import Diagnostics
import Validation

/// What fails, as editors and code hosts show it: at the place of the document that claims it.
///
/// - Reference: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*
struct SARIFReport: Encodable {
  struct Message: Encodable {
    var text: String
  }

  struct Rule: Encodable {
    var id: String
    var shortDescription: Message
  }

  struct Driver: Encodable {
    var name = "datagen"
    var version = Version.text
    var rules: [Rule]
  }

  struct Tool: Encodable {
    var driver: Driver
  }

  struct Artifact: Encodable {
    var uri: String
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
  }

  struct PhysicalLocation: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }

  struct LogicalLocation: Encodable {
    var fullyQualifiedName: String
  }

  struct Location: Encodable {
    var physicalLocation: PhysicalLocation
    var logicalLocations: [LogicalLocation]
  }

  struct Result: Encodable {
    var ruleId: String
    var level: String
    var message: Message
    var locations: [Location]
  }

  struct Run: Encodable {
    var tool: Tool
    var results: [Result]
  }

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  init(_ report: ValidationReport, _ document: LoadedDocument) {
    let wrong = report.findings.filter { $0.verdict == "fails" || $0.verdict == "unreadable" }
    let rules = Checks.all.map { Rule(id: $0.code, shortDescription: Message(text: $0.summary)) }
    let results = wrong.map { item in
      Result(
        ruleId: item.check, level: "error",
        message: Message(
          text: item.sentence
            + (item.examples.map { ", such as \($0.joined(separator: ", "))" } ?? "")),
        locations: [Self.location(item, document)])
    }
    runs = [Run(tool: Tool(driver: Driver(rules: rules)), results: results)]
  }

  private static func location(
    _ item: ValidationReport.Item, _ document: LoadedDocument
  ) -> Location {
    let place =
      document.expectation(at: item.pointer)?.location
      ?? document.location(ofTable: item.table, column: item.columns.first)
    let name = ([item.table] + item.columns.prefix(1)).joined(separator: ".")
    return Location(
      physicalLocation: PhysicalLocation(
        artifactLocation: Artifact(uri: place.file),
        region: Region(startLine: place.line, startColumn: place.column)),
      logicalLocations: [LogicalLocation(fullyQualifiedName: name)])
  }
}

extension LoadedDocument {
  /// Where the document speaks of a column, or of a table.
  fileprivate func location(ofTable table: String, column: String?) -> DocumentLocation {
    guard let spec = spec.tables.first(where: { $0.name.text == table }) else {
      return self.spec.location
    }
    let found = spec.columns.first { $0.name.text == column }
    return found?.name.location ?? spec.name.location
  }
}
