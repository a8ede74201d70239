import Columnar

/// A set of rows of one batch, 64 to a word; bits beyond the last row are clear.
struct RowMask: Hashable, Sendable {
  private(set) var words: [UInt64]
  let count: Int

  init(all isSet: Bool, count: Int) {
    self.init(words: [UInt64](repeating: isSet ? ~0 : 0, count: (count + 63) / 64), count: count)
  }

  init(words: [UInt64], count: Int) {
    self.words = words
    self.count = count
    let spare = words.count * 64 - count
    if spare > 0 { self.words[words.count - 1] &= ~0 &>> UInt64(spare) }
  }

  /// One row alone.
  init(only row: Int, count: Int) {
    self.init(all: false, count: count)
    words[row &>> 6] = 1 &<< UInt64(row & 63)
  }

  /// The rows whose flag is set.
  init(_ flags: Lane<Bool>, count: Int) {
    switch flags {
    case .constant(let flag): self.init(all: flag, count: count)
    case .values(let values):
      precondition(values.count == count, "flags for another number of rows")
      var words = [UInt64](repeating: 0, count: (count + 63) / 64)
      let flags = values.span
      for word in words.indices {
        let start = word &* 64
        var bits: UInt64 = 0
        for row in start..<min(start &+ 64, count) where flags[row] {
          bits |= 1 &<< UInt64(row &- start)
        }
        words[word] = bits
      }
      self.init(words: words, count: count)
    }
  }

  subscript(row: Int) -> Bool { words[row &>> 6] &>> UInt64(row & 63) & 1 == 1 }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  var isFull: Bool { self == RowMask(all: true, count: count) }

  /// The lowest row of the set.
  var first: Int? {
    guard let word = words.firstIndex(where: { $0 != 0 }) else { return nil }
    return word * 64 + words[word].trailingZeroBitCount
  }

  func intersection(_ other: RowMask) -> RowMask { combined(other) { $0 & $1 } }

  func union(_ other: RowMask) -> RowMask { combined(other) { $0 | $1 } }

  func subtracting(_ other: RowMask) -> RowMask { combined(other) { $0 & ~$1 } }

  var complement: RowMask { RowMask(words: words.map { ~$0 }, count: count) }

  @inline(__always)
  private func combined(_ other: RowMask, _ body: (UInt64, UInt64) -> UInt64) -> RowMask {
    precondition(count == other.count, "sets of different batches")
    var result = words
    for index in result.indices { result[index] = body(result[index], other.words[index]) }
    return RowMask(words: result, count: count)
  }
}

/// Which rows have a value.
enum Validity: Hashable, Sendable {
  case all
  case none
  case some(RowMask)

  /// Leaves the mask away where it says nothing.
  init(_ mask: RowMask) {
    self = mask.isFull ? .all : .some(mask)
  }

  func mask(count: Int) -> RowMask {
    switch self {
    case .all: RowMask(all: true, count: count)
    case .none: RowMask(all: false, count: count)
    case .some(let mask): mask
    }
  }

  func intersection(_ other: Validity) -> Validity {
    switch (self, other) {
    case (.none, _), (_, .none): .none
    case (.all, let rest), (let rest, .all): rest
    case (.some(let a), .some(let b)): .some(a.intersection(b))
    }
  }
}

/// Rows of a batch whose value could not be computed, and why.
///
/// An error travels with its row through the operators above it and is dropped where the row's
/// value is not used: the branch of `if` not taken, `false and …`, `coalesce` behind a value.
struct RowErrors: Sendable {
  var rows: RowMask
  var describe: @Sendable (Int) -> String

  func restricted(to mask: RowMask) -> RowErrors? {
    let left = rows.intersection(mask)
    return left.isEmpty ? nil : RowErrors(rows: left, describe: describe)
  }
}
