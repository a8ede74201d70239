import Columnar

extension PlainText {
  /// For each row the next text of the part that it picks.
  init(merging parts: [PlainText], picks: [Int32]) {
    self.init(capacity: picks.count, bytes: parts.reduce(0) { $0 + $1.byteCount })
    var next = [Int](repeating: 0, count: parts.count)
    for pick in picks {
      let part = Int(pick)
      bytes.append(contentsOf: parts[part].bytes[parts[part].range(at: next[part])])
      offsets.append(Int32(bytes.count))
      next[part] += 1
    }
  }
}
