import Columnar
import Diagnostics
import Engine
import Generators
import Planning
import Sampling
import SchemaDecoding
import SchemaModel

/// The page that shows every law: what the reference says of it, a column of a document that uses
/// it, and that column drawn.
struct LawPage {
  static let folder = "pictures"

  struct Entry {
    let syntax: GeneratorSyntax
    /// The column as the document writes it.
    let line: String
    let type: LogicalType
    let law: any Distribution
    let table: Int
    let column: Int
  }

  private let document: LoadedDocument
  let entries: [Entry]

  /// - Parameter source: the document's text, one line for each column.
  /// - Throws: `UsageProblem` when a law has no column of its name whose law is the same in all rows.
  init(_ document: LoadedDocument, source: String) throws(UsageProblem) {
    self.document = document
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    var entries: [Entry] = []
    let laws = DocumentOptions.vocabulary.laws.filter { $0.word != GeneratorSyntax.value.word }
    for syntax in laws {
      let tables = document.plan.tables
      let places = tables.indices.flatMap { table in
        tables[table].columns.indices.map { (table: table, column: $0) }
      }
      let own = places.first { tables[$0.table].columns[$0.column].name == syntax.word }
      guard let own,
        let spec = document.spec.tables[own.table].columns.first(where: {
          $0.name.text == syntax.word && $0.generator.word == syntax.word
        }), case .local(let source) = tables[own.table].columns[own.column].generator,
        let law = source.distribution
      else { throw UsageProblem("the document has no column '\(syntax.word)' of that law") }
      let line = lines[spec.location.line - 1].trimmed
      entries.append(
        Entry(
          syntax: syntax, line: line, type: source.type, law: law, table: own.table,
          column: own.column))
    }
    self.entries = entries
  }

  var text: String {
    var text = """
      # Laws

      Every law of numbers with an example: the bars are 100,000 drawn values, the line or the dots
      what the law says. Written by `datagen docs --laws`; do not edit. The words of each law stand
      in the [reference](reference.md#generators), how laws are cut, rounded and put together in
      [language.md](language.md).


      """
    for entry in entries { text += section(entry) }
    return text
  }

  private func section(_ entry: Entry) -> String {
    let word = entry.syntax.word
    var text = "## \(word)\n\n\(entry.syntax.summary)\n\n```yaml\n\(entry.line)\n```\n\n"
    text += "![\(word)](\(LawPage.folder)/\(word).svg)\n\n"
    text += "| mean | sd | 1 % | median | 90 % | 99 % |\n| --- | --- | --- | --- | --- | --- |\n|"
    let law = entry.law
    let levels = [law.quantile(0.01), law.quantile(0.5), law.quantile(0.9), law.quantile(0.99)]
    for figure in [law.mean] + [law.variance.squareRoot()] + levels {
      text += " \(LawPage.figure(figure, entry.type)) |"
    }
    return text + "\n\n"
  }

  private static func figure(_ value: Double, _ type: LogicalType) -> String {
    guard type == .time else { return LawFigures.text(value) }
    let column = Column(.time, .int64([Int64(value / 60e6) * 60_000_000]))
    return String((column.text(at: 0) ?? "").prefix(5))
  }

  /// The picture of each law by its file name.
  ///
  /// - Throws: what keeps the rows from being made.
  func pictures(_ options: RunOptions) throws -> [(name: String, text: String)] {
    let generator = try document.generator(options)
    var made: [Int: Batch] = [:]
    for table in Set(entries.map(\.table)).sorted() {
      let rows = 0..<generator.rowCount(table)
      made[table] = try document.running { () throws(RunError) in
        try generator.rows(of: table, at: rows, hidden: true)
      }
    }
    return entries.compactMap { entry in
      guard let values = made[entry.table]?.columns[entry.column].doubles else { return nil }
      let picture = LawPicture(entry.law, values, type: entry.type)
      return (
        "\(entry.syntax.word).svg", picture.svg(title: "\(entry.syntax.word): drawn and stated")
      )
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
