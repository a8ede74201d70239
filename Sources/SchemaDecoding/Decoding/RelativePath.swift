import Diagnostics
import SchemaModel

/// Paths as documents may write them: inside a folder, `/` between names.
enum RelativePath {
  /// False for empty and absolute paths, `..`, backslashes, drive letters and control characters.
  static func isInside(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard let first = bytes.first, first != 47, first != 126, !bytes.contains(92),
      bytes.allSatisfy({ $0 >= 32 && $0 != 127 })
    else { return false }
    if bytes.count > 1, bytes[1] == 58 { return false }
    return !path.split(separator: "/").contains("..")
  }

  /// Without `.` and doubled `/`.
  static func normalized(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}

/// Where a table's file may lie: inside the output folder.
enum FileRules {
  static func problem(with file: Scalar) -> Diagnostic? {
    let text = file.text
    guard RelativePath.isInside(text), !RelativePath.normalized(text).isEmpty else {
      return Diagnostic(
        "file-outside", "the file '\(file.shown)' does not lie inside the output folder",
        at: file.location, pointer: file.pointer,
        expected: "a relative path such as sales/orders.parquet, without '..'")
    }
    return nil
  }
}
