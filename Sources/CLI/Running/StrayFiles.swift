import Columnar
import Foundation
import Sinks

/// Files in the folders of a dataset's tables that its manifest does not name: whoever reads a
/// folder reads them too.
enum StrayFiles {
  /// - Returns: paths inside the folder, sorted; none where the folder has no manifest.
  /// - Throws: `input` for a manifest that is damaged.
  static func find(in folder: String) throws(SinkError) -> [String] {
    let place = URL(filePath: folder).appending(path: Manifest.fileName)
    guard FileManager.default.fileExists(atPath: place.path) else { return [] }
    let manifest = try Manifest.read(folder: folder)
    let known = Set(manifest.tables.flatMap { ($0.files ?? []).map(\.path) + [$0.file] })
    let folders = Set(manifest.tables.flatMap { self.folders(of: $0) })
    // Readers of folders leave out names that begin with '.' or '_'.
    return (FileManager.default.subpaths(atPath: folder) ?? []).sorted().filter { path in
      let name = path.split(separator: "/").last ?? ""
      return !known.contains(path) && !name.hasPrefix(".") && !name.hasPrefix("_")
        && folders.contains { path.hasPrefix($0) } && !isFolder(folder + "/" + path)
    }
  }

  /// The folders that hold files of a table and nothing else, each with a slash.
  private static func folders(of table: Manifest.Table) -> [String] {
    if table.file.hasSuffix("/") { return [table.file] }
    return (table.files ?? []).compactMap { file in
      file.path.lastIndex(of: "/").map { String(file.path[...$0]) }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory ?? false
  }
}
