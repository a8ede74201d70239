import Columnar

/// A file's place inside the output folder, such as `customers/customers.parquet`.
///
/// Names are kept to what every file system holds: no `..`, no leading slash, no control
/// characters, no backslash, at most 255 bytes a name.
package struct RelativePath: Hashable, Sendable {
  package let text: String

  /// - Throws: `output` with what is wrong.
  package init(_ text: String, table: String? = nil) throws(SinkError) {
    func refusal(_ reason: String) -> SinkError {
      SinkError(.output, path: text, table: table, reason: reason)
    }
    guard !text.isEmpty else { throw refusal("the file name is empty") }
    guard !text.hasPrefix("/") else {
      throw refusal("the path must be inside the output folder, so it cannot start with '/'")
    }
    for name in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard !name.isEmpty else { throw refusal("a name between slashes is empty") }
      guard name != ".", name != ".." else {
        throw refusal("the path must be inside the output folder, without '\(name)'")
      }
      guard name.utf8.count <= 255 else { throw refusal("a name is longer than 255 bytes") }
      guard name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 && $0 != "\\" })
      else { throw refusal("a name holds a control character or a backslash") }
    }
    self.text = text
  }

  /// The folders on the way, outermost first: `a`, `a/b` for `a/b/c.csv`.
  var parents: [String] {
    let names = text.split(separator: "/")
    return (1..<max(names.count, 1)).map { names[..<$0].joined(separator: "/") }
  }
}
