import Columnar
import Encoding

/// The entries of one shared dictionary that a column chunk uses, in the order it met them.
struct ChunkDictionary {
  /// Beyond these a dictionary costs more than it saves; the chunk goes on without.
  static let largestCount = 1 << 16
  static let largestByteCount = 1 << 20

  let source: TextDictionary
  /// The used entries, each once: in the source a text can stand twice, as those of a function do.
  private(set) var values = ValueDictionary(width: 4)
  /// Indices by the codes in the source, -1 for those not met.
  private var local: [Int32]

  init(_ source: TextDictionary) {
    self.source = source
    local = Array(repeating: -1, count: source.count)
  }

  /// Appends the chunk's indices of `codes`.
  mutating func append(_ codes: [Int32], to indices: inout [Int32]) {
    let first = indices.count
    guard !appendMet(codes, to: &indices) else { return }
    for (row, code) in codes.enumerated() where indices[first + row] < 0 {
      if local[Int(code)] < 0 { local[Int(code)] = values.index(source.values, row: Int(code)) }
      indices[first + row] = local[Int(code)]
    }
  }

  /// Appends -1 for codes not met.
  ///
  /// - Returns: whether all were.
  private func appendMet(_ codes: [Int32], to indices: inout [Int32]) -> Bool {
    var least: Int32 = 0
    indices.append(addingCapacity: codes.count) { places in
      let codes = codes.span
      let local = local.span
      for row in codes.indices {
        let index = local[Int(codes[row])]
        least = min(least, index)
        places.append(index)
      }
    }
    return least >= 0
  }

  /// The smallest and largest text among some indices.
  func bounds(of indices: [Int32]) -> ParquetBounds {
    var isUsed = [Bool](repeating: false, count: values.count)
    for index in indices { isUsed[Int(index)] = true }
    var bounds = ParquetBounds.none
    bounds.include(codes: isUsed.indices.filter { isUsed[$0] }.map { Int32($0) }, of: values.text)
    return bounds
  }
}
