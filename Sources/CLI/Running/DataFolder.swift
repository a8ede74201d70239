import Generators
import SchemaDecoding
import Sinks

/// Reads the CSV files that a document takes values from, inside the document's folder.
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
