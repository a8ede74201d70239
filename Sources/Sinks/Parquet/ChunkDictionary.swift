import Columnar
import Encoding

/// The entries of one shared dictionary that a column chunk uses, in the order it met them.
struct ChunkDictionary {
  /// Beyond these a dictionary costs more than it saves; the chunk goes on without.
  static let largestCount = 1 << 16
  static let largestByteCount = 1 << 20

  let source: TextDictionary
  /// The used entries, by their codes in the source.
  private(set) var entries: [Int32] = []
  /// The used entries, PLAIN.
  private(set) var page = ByteBuffer()
  private var local: [Int32]

  init(_ source: TextDictionary) {
    self.source = source
    local = Array(repeating: -1, count: source.count)
  }

  var count: Int { entries.count }

  var isTooLarge: Bool {
    count > ChunkDictionary.largestCount || page.count > ChunkDictionary.largestByteCount
  }

  /// Appends the chunk's indices of `codes`.
  mutating func append(_ codes: [Int32], to indices: inout [Int32]) {
    let first = indices.count
    var least: Int32 = 0
    let known = local
    indices.append(addingCapacity: codes.count) { places in
      let codes = codes.span
      let known = known.span
      for row in codes.indices {
        let index = known[Int(codes[row])]
        least = min(least, index)
        places.append(index)
      }
    }
    guard least < 0 else { return }
    for (row, code) in codes.enumerated() where indices[first + row] < 0 {
      let index = local[Int(code)]
      indices[first + row] = index >= 0 ? index : add(Int(code))
    }
  }

  private mutating func add(_ code: Int) -> Int32 {
    let index = Int32(count)
    local[code] = index
    entries.append(Int32(code))
    Plain.append(
      text: source.values, rows: code..<code + 1, validity: nil, to: &page)
    return index
  }

  /// The used entries.
  var texts: PlainText {
    var texts = PlainText()
    texts.append(contentsOf: source.values, at: entries)
    return texts
  }

  /// The smallest and largest text among some indices.
  func bounds(of indices: [Int32]) -> ParquetBounds {
    var isUsed = [Bool](repeating: false, count: count)
    for index in indices { isUsed[Int(index)] = true }
    let used = entries.indices.filter { isUsed[$0] }.map { entries[$0] }
    var bounds = ParquetBounds.none
    bounds.include(codes: used, of: source.values)
    return bounds
  }
}
