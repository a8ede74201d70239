/// Applies the edits of diagnostics to the bytes of a document.
package enum EditApplier {
  /// - Parameters:
  ///   - edits: in any order; those of other files are left alone.
  ///   - file: the file whose bytes these are, as the diagnostics name it.
  /// - Returns: the mended bytes. An edit that overlaps one before it, or lies outside the bytes,
  ///   is skipped: the next check proposes it again.
  package static func apply(
    _ edits: [Diagnostic.Edit], to bytes: [UInt8], file: String
  ) -> [UInt8] {
    let ordered = edits.filter { $0.location.file == file }
      .sorted {
        ($0.location.offset, $0.location.length, $0.replacement)
          < ($1.location.offset, $1.location.length, $1.replacement)
      }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var copied = 0
    for edit in ordered {
      let start = edit.location.offset
      guard start >= copied, edit.location.length >= 0, start <= bytes.count - edit.location.length
      else { continue }
      result += bytes[copied..<start]
      result += edit.replacement.utf8
      copied = start + edit.location.length
    }
    return result + bytes[copied...]
  }
}
