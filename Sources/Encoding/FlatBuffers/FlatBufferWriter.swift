/// Where something that was written lies, counted from the end of the buffer.
package struct FlatBufferPlace: Hashable, Sendable {
  fileprivate let position: Int
}

/// A field of a table by its slot in the schema; one that is not written has its default.
package enum FlatBufferField: Sendable {
  case bool(Int, Bool)
  case uint8(Int, UInt8)
  case int16(Int, Int16)
  case int32(Int, Int32)
  case int64(Int, Int64)
  case place(Int, FlatBufferPlace)

  fileprivate var slot: Int {
    switch self {
    case .bool(let slot, _), .uint8(let slot, _), .int16(let slot, _), .int32(let slot, _),
      .int64(let slot, _), .place(let slot, _):
      slot
    }
  }
}

/// FlatBuffers tables, vectors and texts, children before their parents.
///
/// - Shape: bytes are put down from the last to the first, as every place is known only once what
///   it points to is written.
/// - Reference: FlatBuffers, *Internals*.
package struct FlatBufferWriter: Sendable {
  private var reversed: [UInt8] = []

  package init() {}

  package mutating func text(_ text: String) -> FlatBufferPlace {
    let bytes = Array(text.utf8)
    align(4, before: bytes.count + 1)
    push(UInt8(0))
    reversed.append(contentsOf: bytes.reversed())
    push(UInt32(bytes.count))
    return here
  }

  /// A vector of tables or texts.
  package mutating func places(_ places: [FlatBufferPlace]) -> FlatBufferPlace {
    align(4, before: 4 * places.count)
    for place in places.reversed() { push(place) }
    push(UInt32(places.count))
    return here
  }

  /// A vector of structures, each of so many words of eight bytes.
  package mutating func structures(_ words: [Int64], wordCount: Int) -> FlatBufferPlace {
    precondition(words.count % wordCount == 0, "a structure that is not whole")
    align(8, before: 8 * words.count)
    for word in words.reversed() { push(word) }
    push(UInt32(words.count / wordCount))
    return here
  }

  package mutating func table(_ fields: [FlatBufferField]) -> FlatBufferPlace {
    let start = reversed.count
    var positions = [Int?](repeating: nil, count: (fields.map(\.slot).max() ?? -1) + 1)
    for field in fields {
      push(field)
      positions[field.slot] = reversed.count
    }
    align(4, before: 4)
    push(Int32(0))
    let table = reversed.count
    for position in positions.reversed() { push(UInt16(position.map { table - $0 } ?? 0)) }
    push(UInt16(table - start))
    push(UInt16(4 + 2 * positions.count))
    // The table begins with the way back to the list of its fields, which lies before it.
    let distance = UInt32(reversed.count - table)
    for byte in 0..<4 {
      reversed[table - 1 - byte] = UInt8(truncatingIfNeeded: distance >> UInt32(8 * byte))
    }
    return FlatBufferPlace(position: table)
  }

  /// The buffer with its root; nothing may follow.
  package mutating func finish(_ root: FlatBufferPlace) -> [UInt8] {
    align(8, before: 4)
    push(root)
    return reversed.reversed()
  }

  private var here: FlatBufferPlace { FlatBufferPlace(position: reversed.count) }

  private mutating func push(_ field: FlatBufferField) {
    switch field {
    case .bool(_, let value): push(UInt8(value ? 1 : 0))
    case .uint8(_, let value): push(value)
    case .int16(_, let value): push(value)
    case .int32(_, let value): push(value)
    case .int64(_, let value): push(value)
    case .place(_, let place): push(place)
    }
  }

  private mutating func push(_ place: FlatBufferPlace) {
    align(4, before: 4)
    push(UInt32(reversed.count + 4 - place.position))
  }

  private mutating func push<Value: FixedWidthInteger>(_ value: Value) {
    align(Value.bitWidth / 8, before: Value.bitWidth / 8)
    for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
      reversed.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Fills up so that after `count` more bytes the position is a multiple of `size`.
  private mutating func align(_ size: Int, before count: Int) {
    while (reversed.count + count) % size != 0 { reversed.append(0) }
  }
}
