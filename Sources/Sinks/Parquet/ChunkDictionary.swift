import Columnar
import Encoding

/// The entries of one shared dictionary that a column chunk uses, in the order it met them.
struct ChunkDictionary {
  /// Beyond these a dictionary costs more than it saves; the chunk goes on plain.
  static let largestCount = 1 << 16
  static let largestByteCount = 1 << 20

  let source: TextDictionary
  private(set) var count = 0
  /// The used entries, PLAIN.
  private(set) var page = ByteBuffer()
  private var local: [Int32]

  init(_ source: TextDictionary) {
    self.source = source
    local = Array(repeating: -1, count: source.count)
  }

  var isTooLarge: Bool {
    count > ChunkDictionary.largestCount || page.count > ChunkDictionary.largestByteCount
  }

  /// Appends the chunk's indices of `codes`; new entries are shown to the bounds.
  mutating func append(
    _ codes: Span<Int32>, to indices: inout [Int32], bounds: inout ParquetBounds
  ) {
    let first = indices.count
    indices.append(contentsOf: repeatElement(0, count: codes.count))
    for index in codes.indices {
      let code = Int(codes[index])
      var found = local[code]
      if found < 0 { found = add(code, &bounds) }
      indices[first &+ index] = found
    }
  }

  private mutating func add(_ code: Int, _ bounds: inout ParquetBounds) -> Int32 {
    let index = Int32(count)
    local[code] = index
    count += 1
    Plain.append(
      text: source.values, rows: code..<code + 1, validity: nil, to: &page)
    bounds.include(text: Array(source.values.bytes[source.values.range(at: code)]))
    return index
  }
}
