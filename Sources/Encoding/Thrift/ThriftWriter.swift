/// Writes structures in Thrift's compact protocol, as Parquet's footer and page headers ask.
///
/// - Reference: Apache Thrift, *Compact protocol encoding*.
package struct ThriftWriter {
  package private(set) var bytes: [UInt8] = []
  private var lastField: Int16 = 0

  package init() {}

  package mutating func bool(_ id: Int16, _ value: Bool) {
    field(id, value ? .booleanTrue : .booleanFalse)
  }

  package mutating func int8(_ id: Int16, _ value: Int8) {
    field(id, .int8)
    bytes.append(UInt8(bitPattern: value))
  }

  package mutating func int16(_ id: Int16, _ value: Int16) {
    field(id, .int16)
    zigzag(Int64(value))
  }

  package mutating func int32(_ id: Int16, _ value: Int32) {
    field(id, .int32)
    zigzag(Int64(value))
  }

  package mutating func int64(_ id: Int16, _ value: Int64) {
    field(id, .int64)
    zigzag(value)
  }

  package mutating func binary(_ id: Int16, _ value: [UInt8]) {
    field(id, .binary)
    binaryElement(value)
  }

  package mutating func text(_ id: Int16, _ value: String) { binary(id, Array(value.utf8)) }

  /// A nested structure; `body` writes its fields.
  package mutating func structure(_ id: Int16, _ body: (inout ThriftWriter) -> Void) {
    field(id, .structure)
    structureElement(body)
  }

  /// A nested structure that another writer has encoded as an element.
  package mutating func structure(_ id: Int16, encoded: ArraySlice<UInt8>) {
    field(id, .structure)
    bytes.append(contentsOf: encoded)
  }

  /// A list; `body` writes its elements with the functions named `…Element`.
  package mutating func list(
    _ id: Int16, of type: ThriftType, count: Int, _ body: (inout ThriftWriter) -> Void
  ) {
    field(id, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type.rawValue)
    } else {
      bytes.append(0xF0 | type.rawValue)
      varint(UInt64(count))
    }
    body(&self)
  }

  package mutating func structureElement(_ body: (inout ThriftWriter) -> Void) {
    let outer = lastField
    lastField = 0
    body(&self)
    bytes.append(0)
    lastField = outer
  }

  package mutating func boolElement(_ value: Bool) { bytes.append(value ? 1 : 2) }

  package mutating func int64Element(_ value: Int64) { zigzag(value) }

  package mutating func int32Element(_ value: Int32) { zigzag(Int64(value)) }

  package mutating func binaryElement(_ value: [UInt8]) {
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  private mutating func field(_ id: Int16, _ type: ThriftType) {
    let step = id - lastField
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | type.rawValue)
    } else {
      bytes.append(type.rawValue)
      zigzag(Int64(id))
    }
    lastField = id
  }

  private mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Types of the compact protocol, by their code in field and list headers.
package enum ThriftType: UInt8, Sendable {
  case booleanTrue = 1
  case booleanFalse = 2
  case int8 = 3
  case int16 = 4
  case int32 = 5
  case int64 = 6
  case double = 7
  case binary = 8
  case list = 9
  case set = 10
  case map = 11
  case structure = 12
}
