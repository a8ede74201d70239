import Generators
import SchemaDecoding
import Sinks

/// Reads the files that a document takes values from, inside the document's folder: CSV files, and
/// text files (`.txt`) with a word on each line.
struct DataFolder {
  /// A file is held while its column is taken.
  static let byteLimit = 256 << 20

  private let folder: DocumentFolder?
  /// The folder of the document as messages name it, with the `/` behind it.
  private let shownFolder: String

  init(of document: String) {
    folder = try? DocumentFolder(of: document)
    shownFolder = document.lastIndex(of: "/").map { String(document[...$0]) } ?? ""
  }

  func column(_ path: String, _ name: String) throws(DataProblem) -> DataColumn {
    let bytes = try bytes(of: path)
    guard bytes.count <= Self.byteLimit else {
      throw .unreadable("it is larger than \(Self.byteLimit) bytes (256 MiB)")
    }
    if path.hasSuffix(".txt") { return try words(bytes, of: path, name) }
    let column: CSVColumn
    do throws(CSVColumn.Damage) {
      column = try CSVColumn(bytes, column: name)
    } catch {
      throw .damaged(file: shownFolder + path, line: error.line, reason: error.reason)
    }
    return DataColumn(
      file: shownFolder + path, byteCount: bytes.count, hash: SHA256.hex(bytes),
      header: column.header,
      cells: column.cells?.map { DataColumn.Cell($0.text, line: $0.line, column: $0.column) })
  }

  /// The lines of a text file, without empty ones, as its only column.
  private func words(
    _ bytes: [UInt8], of path: String, _ name: String
  ) throws(DataProblem) -> DataColumn {
    var cells: [DataColumn.Cell] = []
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let lines = bytes[start...].split(separator: 10, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let text = String(validating: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
      else {
        throw .damaged(file: shownFolder + path, line: index + 1, reason: "text that is not UTF-8")
      }
      if !text.isEmpty { cells.append(DataColumn.Cell(text, line: index + 1, column: 1)) }
    }
    return DataColumn(
      file: shownFolder + path, byteCount: bytes.count, hash: SHA256.hex(bytes),
      header: [ListFile.wordField], cells: name == ListFile.wordField ? cells : nil)
  }

  private func bytes(of path: String) throws(DataProblem) -> [UInt8] {
    guard let folder else { throw .notFound }
    do throws(IncludeProblem) {
      return try folder.read(path, limit: Self.byteLimit + 1)
    } catch {
      switch error {
      case .notFound: throw .notFound
      case .outsideFolder: throw .outsideFolder
      case .unreadable(let text): throw .unreadable(text)
      }
    }
  }
}
