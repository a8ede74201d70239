/// A structure read from Thrift's compact protocol: fields by number, in the order met.
package indirect enum ThriftValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  case double(UInt64)
  case binary([UInt8])
  case list([ThriftValue])
  case map([ThriftValue])
  case structure([Int16: ThriftValue])

  package subscript(_ id: Int16) -> ThriftValue? {
    if case .structure(let fields) = self { fields[id] } else { nil }
  }

  package var int: Int64? { if case .int(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var binary: [UInt8]? { if case .binary(let value) = self { value } else { nil } }
  package var list: [ThriftValue]? { if case .list(let value) = self { value } else { nil } }

  /// The bytes as UTF-8 text; nil when they are not.
  package var text: String? { binary.flatMap { String(validating: $0, as: UTF8.self) } }
}

/// Reads one structure from bytes that may be damaged.
///
/// - Throws: `DecodingError` for an end too early, an unknown type, or nesting deeper than 32.
package struct ThriftReader: ~Escapable {
  private let bytes: RawSpan
  package private(set) var position: Int

  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  @_lifetime(self: copy self)
  package mutating func readStructure() throws(DecodingError) -> ThriftValue {
    try structure(depth: 0)
  }

  @_lifetime(self: copy self)
  private mutating func structure(depth: Int) throws(DecodingError) -> ThriftValue {
    guard depth < 32 else { throw DecodingError("structures nested deeper than 32") }
    var fields: [Int16: ThriftValue] = [:]
    var last: Int16 = 0
    while true {
      let header = try byte()
      if header == 0 { return .structure(fields) }
      let type = try type(of: header & 0x0F)
      let step = Int16(header >> 4)
      if step == 0 {
        guard let id = Int16(exactly: try zigzag()) else {
          throw DecodingError("a field number out of range")
        }
        last = id
      } else {
        guard !last.addingReportingOverflow(step).overflow else {
          throw DecodingError("a field number out of range")
        }
        last += step
      }
      switch type {
      case .booleanTrue: fields[last] = .bool(true)
      case .booleanFalse: fields[last] = .bool(false)
      default: fields[last] = try value(of: type, depth: depth)
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func value(of type: ThriftType, depth: Int) throws(DecodingError) -> ThriftValue
  {
    switch type {
    case .booleanTrue, .booleanFalse: return .bool(try byte() == 1)
    case .int8: return .int(Int64(Int8(bitPattern: try byte())))
    case .int16, .int32, .int64: return .int(try zigzag())
    case .double:
      guard position + 8 <= bytes.byteCount else { throw .endsEarly }
      position += 8
      return .double(bytes.word64(at: position - 8))
    case .binary: return .binary(try binary())
    case .list, .set: return .list(try list(depth: depth))
    case .map: return .map(try map(depth: depth))
    case .structure: return try structure(depth: depth + 1)
    }
  }

  @_lifetime(self: copy self)
  private mutating func list(depth: Int) throws(DecodingError) -> [ThriftValue] {
    guard depth < 32 else { throw DecodingError("lists nested deeper than 32") }
    let header = try byte()
    let type = try type(of: header & 0x0F)
    let count = header >> 4 == 15 ? try varint() : UInt64(header >> 4)
    // Each element takes a byte at least, so a count beyond the bytes left is damage.
    guard count <= UInt64(bytes.byteCount - position) else { throw .endsEarly }
    var result: [ThriftValue] = []
    for _ in 0..<Int(count) { result.append(try value(of: type, depth: depth + 1)) }
    return result
  }

  @_lifetime(self: copy self)
  private mutating func map(depth: Int) throws(DecodingError) -> [ThriftValue] {
    guard depth < 32 else { throw DecodingError("maps nested deeper than 32") }
    let count = try varint()
    if count == 0 { return [] }
    guard count <= UInt64(bytes.byteCount - position) else { throw .endsEarly }
    let header = try byte()
    let key = try type(of: header >> 4)
    let element = try type(of: header & 0x0F)
    var result: [ThriftValue] = []
    for _ in 0..<Int(count) {
      result.append(try value(of: key, depth: depth + 1))
      result.append(try value(of: element, depth: depth + 1))
    }
    return result
  }

  @_lifetime(self: copy self)
  private mutating func binary() throws(DecodingError) -> [UInt8] {
    let count = try varint()
    guard count <= UInt64(bytes.byteCount - position) else { throw .endsEarly }
    var result: [UInt8] = []
    result.reserveCapacity(Int(count))
    for offset in position..<position + Int(count) { result.append(bytes.byte(at: offset)) }
    position += Int(count)
    return result
  }

  private func type(of code: UInt8) throws(DecodingError) -> ThriftType {
    guard let type = ThriftType(rawValue: code) else {
      throw DecodingError("unknown Thrift type \(code)")
    }
    return type
  }

  @_lifetime(self: copy self)
  private mutating func byte() throws(DecodingError) -> UInt8 {
    guard position < bytes.byteCount else { throw .endsEarly }
    position += 1
    return bytes.byte(at: position - 1)
  }

  @_lifetime(self: copy self)
  private mutating func zigzag() throws(DecodingError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  @_lifetime(self: copy self)
  private mutating func varint() throws(DecodingError) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let next = try byte()
      result |= shift < 64 ? UInt64(next & 0x7F) << shift : 0
      if next < 0x80 { return result }
    }
    throw DecodingError("a number longer than ten bytes")
  }
}

extension DecodingError {
  package static let endsEarly = DecodingError("the bytes end too early")
}
