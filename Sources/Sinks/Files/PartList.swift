import Encoding

/// The bytes of a row group in parts, one behind the other.
///
/// - Shape: large buffers are handed on as they are, small ones are copied behind each other, so
///   that the file is written in few calls.
struct PartList {
  private static let smallest = 1 << 18

  private var parts: [[UInt8]] = []
  private var small = ByteBuffer()
  private(set) var byteCount = 0

  mutating func append(_ buffer: consuming ByteBuffer) {
    byteCount += buffer.count
    guard buffer.count >= PartList.smallest else {
      small.append(buffer)
      return
    }
    flush()
    parts.append(buffer.takeArray())
  }

  mutating func take() -> [[UInt8]] {
    flush()
    defer { parts = [] }
    return parts
  }

  private mutating func flush() {
    if !small.isEmpty { parts.append(small.takeArray()) }
  }
}
