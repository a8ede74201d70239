/// Bytes that grow at the end and keep their memory when emptied.
///
/// - Shape: the first `count` bytes of `storage` are in use; at least `spareCount` lie behind them
///   after each reservation, so that loops may store sixteen bytes at once.
package struct ByteBuffer: Sendable {
  @usableFromInline var storage: [UInt8]
  @usableFromInline package private(set) var count: Int

  @usableFromInline static let spareCount = 32

  package init(capacity: Int = 0) {
    storage = []
    count = 0
    if capacity > 0 { grow(to: capacity + Self.spareCount) }
  }

  /// The bytes of an array, with none behind them.
  package init(_ bytes: [UInt8]) {
    storage = bytes
    count = bytes.count
  }

  package var isEmpty: Bool { count == 0 }

  package mutating func removeAll() { count = 0 }

  /// Makes room for `extra` bytes behind those in use.
  @inlinable
  package mutating func reserve(_ extra: Int) {
    let needed = count &+ extra &+ Self.spareCount
    if storage.count < needed { grow(to: needed) }
  }

  /// Moves to twice the memory; the bytes behind `count` hold nothing yet and are never read.
  @usableFromInline
  mutating func grow(to needed: Int) {
    let target = Swift.max(needed, storage.count &* 2, 256)
    let used = count
    let old = storage
    storage = unsafe [UInt8](unsafeUninitializedCapacity: target) { memory, initializedCount in
      unsafe old.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(memory).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[0..<used]))
      }
      initializedCount = target
    }
  }

  /// Lets `body` write at most `limit` bytes at the end.
  @inlinable @inline(__always)
  package mutating func write(atMost limit: Int, _ body: (inout ByteCursor) -> Void) {
    reserve(limit)
    let start = count
    var span = storage.mutableSpan
    var cursor = ByteCursor(&span, at: start)
    body(&cursor)
    let end = cursor.position
    advance(to: end)
  }

  @usableFromInline
  mutating func advance(to end: Int) {
    precondition(end >= count && end <= storage.count, "a cursor left its buffer")
    count = end
  }

  @inlinable
  package mutating func append(_ byte: UInt8) {
    reserve(1)
    storage[count] = byte
    advance(to: count + 1)
  }

  package mutating func append(_ bytes: borrowing RawSpan) {
    unsafe appendUnsafely(atMost: bytes.byteCount) { target in
      // Source and target are disjoint: the target is owned by this buffer alone.
      unsafe bytes.withUnsafeBytes { source in unsafe target.copyMemory(from: source) }
      return target.count
    }
  }

  package mutating func append(_ bytes: [UInt8]) { append(bytes.span.rawBytes) }

  package mutating func append(_ other: borrowing ByteBuffer) { append(other.bytes) }

  /// The bytes in use.
  package var bytes: RawSpan {
    @_lifetime(borrow self) borrowing get { storage.span.rawBytes.extracting(0..<count) }
  }

  /// The bytes in use and those behind them, so that copies of the last may take sixteen at once.
  package var bytesWithSpare: RawSpan {
    @_lifetime(borrow self) borrowing get { storage.span.rawBytes }
  }

  /// The bytes in use as an array; the memory goes with it.
  package mutating func takeArray() -> [UInt8] {
    var result: [UInt8] = []
    swap(&result, &storage)
    result.removeLast(result.count - count)
    count = 0
    return result
  }

  /// Lets a codec write into at most `limit` bytes at the end; it returns how many it wrote.
  mutating func appendUnsafely(
    atMost limit: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
  ) {
    reserve(limit)
    let start = count
    let written = unsafe storage.withUnsafeMutableBytes { target in
      unsafe body(UnsafeMutableRawBufferPointer(rebasing: target[start..<start + limit]))
    }
    precondition((0...limit).contains(written), "a codec wrote more than its limit")
    count = start + written
  }
}
