/// One bit per row; a set bit means the row has a value.
package struct Bitmap: Hashable, Sendable {
  package private(set) var words: [UInt64]
  package let count: Int

  package init(repeating value: Bool, count: Int) {
    self.count = count
    words = Array(repeating: value ? ~0 : 0, count: (count + 63) / 64)
    clearSpareBits()
  }

  /// Builds the bitmap of `count` rows from a predicate.
  package init(count: Int, _ isSet: (Int) -> Bool) {
    self.init(repeating: false, count: count)
    for row in 0..<count where isSet(row) { words[row &>> 6] |= 1 &<< UInt64(row & 63) }
  }

  /// Takes 64 rows from each word, the first row in the lowest bit; spare bits are cleared.
  package init(words: [UInt64], count: Int) {
    precondition(words.count == (count + 63) / 64, "words for another number of rows")
    self.words = words
    self.count = count
    clearSpareBits()
  }

  package subscript(row: Int) -> Bool {
    get { words[row &>> 6] &>> UInt64(row & 63) & 1 == 1 }
    set {
      let bit: UInt64 = 1 &<< UInt64(row & 63)
      if newValue { words[row &>> 6] |= bit } else { words[row &>> 6] &= ~bit }
    }
  }

  package var setCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  package mutating func formIntersection(_ other: Bitmap) {
    precondition(count == other.count, "bitmaps of different lengths")
    for index in words.indices { words[index] &= other.words[index] }
  }

  package func gathered(_ rows: [Int]) -> Bitmap {
    Bitmap(count: rows.count) { self[rows[$0]] }
  }

  private mutating func clearSpareBits() {
    let spare = words.count * 64 - count
    if spare > 0, let last = words.indices.last { words[last] &= ~0 &>> UInt64(spare) }
  }
}
