extension PlainText {
  /// Texts cut out of one longer text: text `i` is `source[starts[i]..<ends[i]]`.
  ///
  /// - Complexity: one copy of memory per text; the ends are checked against the source.
  package static func cut(_ source: [UInt8], starts: [Int], ends: [Int]) -> PlainText {
    precondition(starts.count == ends.count, "a start and an end for each text")
    var offsets = [Int32](repeating: 0, count: starts.count + 1)
    var total = 0
    for row in starts.indices {
      precondition(
        0 <= starts[row] && starts[row] <= ends[row] && ends[row] <= source.count,
        "a text outside its source")
      total += ends[row] - starts[row]
      offsets[row + 1] = Int32(total)
    }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      unsafe source.withUnsafeBytes { source in
        guard let from = source.baseAddress, let to = UnsafeMutableRawPointer(buffer.baseAddress)
        else { return }
        for row in starts.indices {
          unsafe (to + Int(offsets[row])).copyMemory(
            from: from + starts[row], byteCount: ends[row] - starts[row])
        }
      }
      count = total
    }
    return PlainText(offsets: offsets, bytes: bytes)
  }
}
