import Columnar
import Encoding

/// Distinct values in the order they were met, found by hashing: for columns that repeat themselves
/// without sharing a dictionary.
struct ValueDictionary {
  /// Rows of the first page that are looked at before values are hashed at all.
  static let sampleSize = 1024
  /// More distinct values in the sample than this are no repetition.
  static let sampleLimit = 256

  private(set) var words: [UInt64] = []
  private(set) var text = PlainText()
  /// Bytes of the entries, PLAIN.
  private(set) var byteCount = 0
  private let width: Int
  /// Codes by hash, -1 for none; a power of two of them, at most half in use.
  private var slots = [Int32](repeating: -1, count: 1024)

  /// - Parameter width: bytes of an entry of fixed length; 4 for the length of a text.
  init(width: Int) { self.width = width }

  var count: Int { max(words.count, text.count) }

  /// Beyond these a dictionary costs more than it saves.
  var isTooLarge: Bool {
    count > ChunkDictionary.largestCount || byteCount > ChunkDictionary.largestByteCount
  }

  /// Whether the first values repeat themselves enough to try.
  static func isWorthwhile(_ values: PageValues) -> Bool {
    if values.text.count > 0 {
      let rows = min(values.text.count, sampleSize)
      var sample = ValueDictionary(width: 4)
      var codes: [Int32] = []
      sample.append(values.text, rows: 0..<rows, to: &codes)
      return isRepetition(sample.count, of: rows)
    }
    let integers = values.integers.prefix(sampleSize)
    let floats = values.floats.prefix(sampleSize)
    var seen = Set(integers.map { UInt64(bitPattern: $0) })
    seen.formUnion(floats.map(\.bitPattern))
    return isRepetition(seen.count, of: integers.count + floats.count)
  }

  private static func isRepetition(_ distinct: Int, of rows: Int) -> Bool {
    distinct <= min(sampleLimit, rows / 4)
  }

  /// Appends the code of each value, with new entries for new values.
  mutating func append(_ values: [UInt64], to codes: inout [Int32]) {
    codes.reserveCapacity(codes.count + values.count)
    for value in values {
      if 2 * count >= slots.count { grow() }
      var slot = ValueDictionary.slot(value, slots.count)
      while slots[slot] >= 0, words[Int(slots[slot])] != value {
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(words.count)
        words.append(value)
        byteCount += width
      }
      codes.append(slots[slot])
    }
  }

  mutating func append(_ source: PlainText, rows: Range<Int>, to codes: inout [Int32]) {
    codes.reserveCapacity(codes.count + rows.count)
    var row = rows.lowerBound
    while true {
      row = appendKnown(source, row..<rows.upperBound, to: &codes)
      if row == rows.upperBound { return }
      if 2 * count >= slots.count { grow() }
      codes.append(enter(source, row))
      row += 1
    }
  }

  /// The code of one text, which becomes an entry where it is none.
  mutating func index(_ source: PlainText, row: Int) -> Int32 {
    var codes: [Int32] = []
    append(source, rows: row..<row + 1, to: &codes)
    return codes[0]
  }

  /// Appends codes up to the first text that has no entry.
  ///
  /// - Returns: the row of that text, or the end of the rows.
  private func appendKnown(
    _ source: PlainText, _ rows: Range<Int>, to codes: inout [Int32]
  ) -> Int {
    // Bound once: a reference taken in each row costs more than the comparison.
    let (bytes, offsets) = (source.bytes, source.offsets)
    let (given, starts) = (bytes.span.rawBytes, offsets.span)
    let (ownBytes, ownOffsets) = (text.bytes, text.offsets)
    let (own, entries) = (ownBytes.span.rawBytes, ownOffsets.span)
    let slots = slots.span
    for row in rows {
      let range = Int(starts[row])..<Int(starts[row + 1])
      var slot = ValueDictionary.slot(ValueDictionary.hash(given, range), slots.count)
      while slots[slot] >= 0 {
        let code = Int(slots[slot])
        let entry = Int(entries[code])..<Int(entries[code + 1])
        if ValueDictionary.areSame(own, entry, given, range) { break }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      if slots[slot] < 0 { return row }
      codes.append(slots[slot])
    }
    return rows.upperBound
  }

  /// Makes an entry of a text that has none.
  private mutating func enter(_ source: PlainText, _ row: Int) -> Int32 {
    let range = source.range(at: row)
    let code = Int32(text.count)
    let hash = ValueDictionary.hash(source.bytes.span.rawBytes, range)
    slots[ValueDictionary.free(hash, slots)] = code
    text.append(contentsOf: source, at: row)
    byteCount += width + range.count
    return code
  }

  private static func areSame(
    _ one: borrowing RawSpan, _ entry: Range<Int>, _ other: borrowing RawSpan, _ range: Range<Int>
  ) -> Bool {
    guard entry.count == range.count else { return false }
    for offset in 0..<range.count
    where one.byte(at: entry.lowerBound &+ offset) != other.byte(at: range.lowerBound &+ offset) {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    let bytes = text.bytes
    for code in 0..<count {
      let value =
        text.count > 0
        ? ValueDictionary.hash(bytes.span.rawBytes, text.range(at: code)) : words[code]
      slots[ValueDictionary.free(value, slots)] = Int32(code)
    }
  }

  /// The place of a value that has no code yet.
  private static func free(_ value: UInt64, _ slots: [Int32]) -> Int {
    var slot = slot(value, slots.count)
    while slots[slot] >= 0 { slot = (slot &+ 1) & (slots.count &- 1) }
    return slot
  }

  private static func slot(_ value: UInt64, _ count: Int) -> Int {
    let mixed = (value ^ value &>> 32) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 32) & (count &- 1)
  }

  private static func hash(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> UInt64 {
    var hash = UInt64(range.count) &* 0xD6E8_FEB8_6659_FD93
    var place = range.lowerBound
    while place &+ 8 <= range.upperBound {
      hash = (hash ^ bytes.word64(at: place)) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash &>> 29
      place &+= 8
    }
    while place < range.upperBound {
      hash = (hash ^ UInt64(bytes.byte(at: place))) &* 0x9FB2_1C65_1E98_DF25
      place &+= 1
    }
    return hash ^ hash &>> 32
  }
}
