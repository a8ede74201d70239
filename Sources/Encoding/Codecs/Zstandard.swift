import CZstd

/// Zstandard frames (RFC 8878), one for each page or row group.
package enum Zstandard: Codec {
  package static let name = "zstd"
  package static let parquetCode: Int32 = 6
  package static let levels: (range: ClosedRange<Int>, standard: Int)? = (1...19, 1)
  package static let fileExtension: String? = "zst"

  package static func makeCompressor(level: Int) -> any Compressor {
    ZstandardCompressor(level: level)
  }

  package static func makeDecompressor() -> (any Decompressor)? { ZstandardDecompressor() }

  package static func decompress(
    _ input: borrowing RawSpan, count: Int, into output: inout ByteBuffer
  ) throws(DecodingError) {
    let length = input.byteCount
    let announced = unsafe input.withUnsafeBytes { source in
      unsafe ZSTD_getFrameContentSize(source.baseAddress, length)
    }
    guard announced == UInt64(count) else {
      throw DecodingError("a zstd frame of another length")
    }
    var result = 0
    unsafe output.appendUnsafely(atMost: count) { target in
      result = unsafe input.withUnsafeBytes { source in
        unsafe ZSTD_decompress(target.baseAddress, count, source.baseAddress, length)
      }
      return ZSTD_isError(result) == 0 ? result : 0
    }
    guard ZSTD_isError(result) == 0, result == count else {
      throw DecodingError("a damaged zstd frame")
    }
  }
}

/// Keeps one compression context, which costs more to make than a page to compress.
@safe private final class ZstandardCompressor: Compressor {
  private let context: OpaquePointer
  private let level: Int32

  init(level: Int) {
    self.level = Int32(level)
    guard let made = unsafe ZSTD_createCCtx() else {
      preconditionFailure("no memory for a zstd context")
    }
    unsafe context = made
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  func compress(_ input: borrowing RawSpan, into output: inout ByteBuffer) {
    let length = input.byteCount
    let limit = ZSTD_compressBound(length)
    unsafe output.appendUnsafely(atMost: limit) { target in
      let written = unsafe input.withUnsafeBytes { source in
        unsafe ZSTD_compressCCtx(
          context, target.baseAddress, limit, source.baseAddress, length, level)
      }
      precondition(ZSTD_isError(written) == 0, "zstd had room and did not compress")
      return written
    }
  }
}

@safe private final class ZstandardDecompressor: Decompressor {
  private let context: OpaquePointer
  private(set) var isAtEnd = true

  init() {
    guard let made = unsafe ZSTD_createDCtx() else {
      preconditionFailure("no memory for a zstd context")
    }
    unsafe context = made
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  func decompress(
    _ input: borrowing RawSpan, from start: Int, limit: Int, into output: inout ByteBuffer
  ) throws(DecodingError) -> Int {
    var source = unsafe ZSTD_inBuffer()
    var isDamaged = false
    unsafe output.appendUnsafely(atMost: limit) { target in
      var room = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: limit, pos: 0)
      unsafe input.withUnsafeBytes { bytes in
        unsafe source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: start)
        var before = -1
        // Until it takes no more and gives no more.
        while unsafe room.pos < limit, unsafe before != source.pos + room.pos {
          if isAtEnd, unsafe source.pos == source.size { return }
          unsafe before = source.pos + room.pos
          let left = unsafe ZSTD_decompressStream(context, &room, &source)
          isDamaged = ZSTD_isError(left) != 0
          if isDamaged { return }
          isAtEnd = left == 0
        }
      }
      return unsafe room.pos
    }
    if isDamaged { throw DecodingError("a damaged zstd frame") }
    return unsafe source.pos - start
  }
}
