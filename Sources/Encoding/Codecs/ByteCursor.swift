#if _endian(big)
  #error("the encodings write the bytes of integers as they lie in memory")
#endif

/// A place to write in a span of bytes; every store is checked against the span's end.
///
/// Loops over rows write through it: a store and an addition per value, no growth, no reference.
@safe package struct ByteCursor: ~Copyable, ~Escapable {
  @usableFromInline var raw: MutableRawSpan
  @usableFromInline package var position: Int

  @inlinable @inline(__always) @_lifetime(&bytes)
  package init(_ bytes: inout MutableSpan<UInt8>, at position: Int = 0) {
    unsafe raw = bytes.mutableBytes
    self.position = position
  }

  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ value: UInt8) {
    raw.storeBytes(of: value, toByteOffset: position, as: UInt8.self)
    position &+= 1
  }

  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ value: UInt16) {
    raw.storeBytes(of: value, toByteOffset: position, as: UInt16.self)
    position &+= 2
  }

  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ value: UInt32) {
    raw.storeBytes(of: value, toByteOffset: position, as: UInt32.self)
    position &+= 4
  }

  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ value: UInt64) {
    raw.storeBytes(of: value, toByteOffset: position, as: UInt64.self)
    position &+= 8
  }

  /// Stores eight bytes and keeps the first `count` of them.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ padded: UInt64, keeping count: Int) {
    raw.storeBytes(of: padded, toByteOffset: position, as: UInt64.self)
    position &+= count
  }

  /// Stores sixteen bytes and keeps the first `count` of them.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ padded: SIMD16<UInt8>, keeping count: Int) {
    raw.storeBytes(of: padded, toByteOffset: position, as: SIMD16<UInt8>.self)
    position &+= count
  }

  /// Copies `count` bytes of `source`, sixteen at once where both sides have room for it.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  package mutating func append(_ source: borrowing RawSpan, at start: Int, count: Int) {
    var done = 0
    while done < count, start &+ done &+ 16 <= source.byteCount {
      let vector = source.vector(at: start &+ done)
      raw.storeBytes(of: vector, toByteOffset: position &+ done, as: SIMD16<UInt8>.self)
      done &+= 16
    }
    while done < count {
      let byte = source.byte(at: start &+ done)
      raw.storeBytes(of: byte, toByteOffset: position &+ done, as: UInt8.self)
      done &+= 1
    }
    position &+= count
  }
}

/// Checked loads of integers at any byte; they stop the program when out of bounds.
extension RawSpan {
  @inlinable @inline(__always)
  package func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }

  @inlinable @inline(__always)
  package func word32(at offset: Int) -> UInt32 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  @inlinable @inline(__always)
  package func word64(at offset: Int) -> UInt64 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inlinable @inline(__always)
  package func words(at offset: Int) -> SIMD4<UInt64> {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
  }

  @inlinable @inline(__always)
  package func vector(at offset: Int) -> SIMD16<UInt8> {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  }
}

/// Values without padding as the bytes they are in memory.
extension Span where Element == UInt8 {
  @inlinable package var rawBytes: RawSpan {
    @_lifetime(copy self) get { unsafe bytes }
  }
}

extension Span where Element == Int64 {
  @inlinable package var rawBytes: RawSpan {
    @_lifetime(copy self) get { unsafe bytes }
  }
}

extension Span where Element == Double {
  @inlinable package var rawBytes: RawSpan {
    @_lifetime(copy self) get { unsafe bytes }
  }
}
