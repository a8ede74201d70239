import Encoding

/// Messages of Arrow's streaming format: a length, what the message says, then its body.
///
/// - Shape: in files every body, and in it every buffer, begins at a multiple of 64 bytes.
/// - Reference: Apache Arrow, *IPC*, `Message.fbs`.
enum ArrowMessage {
  /// `MessageHeader`.
  enum Kind: UInt8, Sendable {
    case schema = 1
    case dictionaryBatch = 2
    case recordBatch = 3
  }

  /// Where a message with a body lies in a file, as the footer says.
  struct Place: Hashable, Sendable {
    var offset: Int
    /// With the length before it.
    var metadataByteCount: Int
    var bodyByteCount: Int
  }

  static let alignment = 64
  static let magic = Array("ARROW1".utf8)
  /// Stands before the length of every message.
  static let continuation = UInt32.max
  static let endOfStream: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]

  static func padded(_ byteCount: Int) -> Int {
    (byteCount + alignment - 1) / alignment * alignment
  }

  /// A message without its body.
  ///
  /// - Parameter offset: bytes of the file before it.
  static func framed(
    _ kind: Kind, bodyByteCount: Int, after offset: Int = 0,
    _ header: (inout FlatBufferWriter) -> FlatBufferPlace
  ) -> [UInt8] {
    var writer = FlatBufferWriter()
    let content = header(&writer)
    let root = writer.table([
      .int16(0, ArrowSchema.version), .uint8(1, kind.rawValue), .place(2, content),
      .int64(3, Int64(bodyByteCount)),
    ])
    let metadata = writer.finish(root)
    let byteCount = padded(offset + 8 + metadata.count) - offset
    var output = ByteBuffer(capacity: byteCount)
    output.write(atMost: 8) { cursor in
      cursor.append(continuation)
      cursor.append(UInt32(byteCount - 8))
    }
    output.append(metadata)
    output.append([UInt8](repeating: 0, count: byteCount - output.count))
    return output.takeArray()
  }

  static func schema(_ schema: ArrowSchema, after offset: Int) -> [UInt8] {
    framed(.schema, bodyByteCount: 0, after: offset) { schema.write(to: &$0) }
  }

  /// What the end of a file takes at most.
  static func footerByteCount(
    _ schema: ArrowSchema, dictionaries: [Place], recordCount: Int
  ) -> Int {
    // Three words for each batch, and what aligns them.
    footer(schema, dictionaries: dictionaries, records: []).count + 24 * recordCount + 16
  }

  /// The end of a file: where its dictionaries and batches lie.
  static func footer(
    _ schema: ArrowSchema, dictionaries: [Place], records: [Place]
  ) -> [UInt8] {
    var writer = FlatBufferWriter()
    let content = schema.write(to: &writer)
    let lists = [dictionaries, records].map { places in
      writer.structures(
        places.flatMap { place in
          [Int64(place.offset), Int64(place.metadataByteCount), Int64(place.bodyByteCount)]
        }, wordCount: 3)
    }
    let root = writer.table([
      .int16(0, ArrowSchema.version), .place(1, content), .place(2, lists[0]), .place(3, lists[1]),
    ])
    let metadata = writer.finish(root)
    var output = ByteBuffer(capacity: metadata.count + 16)
    output.append(metadata)
    output.write(atMost: 4) { $0.append(UInt32(metadata.count)) }
    output.append(magic)
    return output.takeArray()
  }
}
