import CArrow
import Synchronization

/// Memory behind a structure of the C interface: it goes when the structure is released.
@safe final class ForeignMemory {
  /// How many are not released yet, for tests that nothing is left behind.
  static let liveCount = Atomic<Int>(0)
  /// What readers may expect buffers to begin at, in bytes.
  static let alignment = 64

  private var blocks: [UnsafeMutableRawPointer] = unsafe []
  private var kept: [ForeignMemory] = []

  init() { Self.liveCount.wrappingAdd(1, ordering: .relaxed) }

  deinit {
    while let block = unsafe blocks.popLast() { unsafe block.deallocate() }
    Self.liveCount.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Lets other memory live as long as this.
  func keep(_ other: ForeignMemory) { kept.append(other) }

  /// A copy of bytes; the rest up to a multiple of the alignment is 0.
  func copy(_ source: borrowing RawSpan) -> UnsafeRawPointer {
    let count = source.byteCount
    let size = max(1, (count + Self.alignment - 1) / Self.alignment) * Self.alignment
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: Self.alignment)
    unsafe blocks.append(block)
    unsafe source.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe block.copyMemory(from: start, byteCount: count)
    }
    unsafe (block + count).initializeMemory(as: UInt8.self, repeating: 0, count: size - count)
    return UnsafeRawPointer(block)
  }

  /// A text that ends in 0.
  func text(_ text: String) -> UnsafePointer<CChar> {
    let bytes = Array(text.utf8) + [0]
    return unsafe copy(bytes.span.bytes).assumingMemoryBound(to: CChar.self)
  }

  /// Room for values, each as `value` says.
  func places<Value>(_ count: Int, repeating value: Value) -> UnsafeMutablePointer<Value> {
    let size = max(1, count) * MemoryLayout<Value>.stride
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: max(16, MemoryLayout<Value>.alignment))
    unsafe blocks.append(block)
    return unsafe block.initializeMemory(as: Value.self, repeating: value, count: count)
  }

  /// What a structure's `private_data` holds: released once, by `release`.
  func retained() -> UnsafeMutableRawPointer { unsafe Unmanaged.passRetained(self).toOpaque() }

  static func release(_ retained: UnsafeMutableRawPointer?) {
    guard let retained = unsafe retained else { return }
    unsafe Unmanaged<ForeignMemory>.fromOpaque(retained).release()
  }
}
