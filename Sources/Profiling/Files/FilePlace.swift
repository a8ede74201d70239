/// Where the files of a table lie, as a document says it.
struct FilePlace: Sendable {
  /// A file, or a folder with `/` behind it, inside the folder of the dataset.
  let path: String
  /// Columns that folders are named by.
  let keys: [String]

  init(_ files: [String], in folder: String, isHive: Bool, isOne: Bool) {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    let inner = String((files.first ?? "").dropFirst(base.count))
    let folders = inner.split(separator: "/").dropLast().map(String.init)
    keys =
      isHive
      ? folders.filter { $0.contains("=") }.map { String($0.prefix { $0 != "=" }) } : []
    path =
      isOne
      ? inner : folders.filter { !$0.contains("=") }.map { $0 + "/" }.joined()
  }
}
