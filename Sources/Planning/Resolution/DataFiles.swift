import Generators

/// Columns of files beside the document, each read once, and which files they were.
final class DataFiles {
  private let read: DataReader
  private var columns: [[String]: DataColumn] = [:]
  private(set) var inputs: [InputFile] = []

  init(_ read: @escaping DataReader) { self.read = read }

  func column(_ path: String, _ column: String) throws(DataProblem) -> DataColumn {
    if let known = columns[[path, column]] { return known }
    let found = try read(path, column)
    columns[[path, column]] = found
    if !inputs.contains(where: { $0.path == path }) {
      inputs.append(InputFile(path: path, byteCount: found.byteCount, hash: found.hash))
    }
    return found
  }
}
