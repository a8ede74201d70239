import CZlib

/// Members of gzip (RFC 1952), one for each page or row group.
package enum Gzip: Codec {
  package static let name = "gzip"
  package static let parquetCode: Int32 = 2
  package static let levels: (range: ClosedRange<Int>, standard: Int)? = (1...9, 1)
  package static let fileExtension: String? = "gz"

  package static func makeCompressor(level: Int) -> any Compressor { GzipCompressor(level: level) }

  package static func makeDecompressor() -> (any Decompressor)? { GzipDecompressor() }

  package static func decompress(
    _ input: borrowing RawSpan, count: Int, into output: inout ByteBuffer
  ) throws(DecodingError) {
    let decompressor = GzipDecompressor()
    let start = output.count
    // A byte more than announced tells whether there is more.
    let taken = try decompressor.decompress(input, from: 0, limit: count + 1, into: &output)
    guard decompressor.isAtEnd, taken == input.byteCount, output.count - start == count else {
      throw DecodingError("a gzip member of another length")
    }
  }
}

/// Keeps one state of zlib, which is 256 KiB.
@safe private final class GzipCompressor: Compressor {
  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>

  init(level: Int) {
    unsafe stream = .allocate(capacity: 1)
    unsafe header = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe header.initialize(to: gz_header())
    // The same bytes on every system: it is not named.
    unsafe header.pointee.os = 255
    let status = unsafe deflateInit2_(
      stream, Int32(level), Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for the state of zlib")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe header.deallocate()
  }

  func compress(_ input: borrowing RawSpan, into output: inout ByteBuffer) {
    precondition(input.byteCount <= UInt32.max, "a member of more than 4 GiB")
    unsafe deflateReset(stream)
    unsafe deflateSetHeader(stream, header)
    let limit = Int(unsafe deflateBound(stream, UInt(input.byteCount)))
    precondition(limit <= UInt32.max, "a member of more than 4 GiB")
    unsafe output.appendUnsafely(atMost: limit) { target in
      let status = unsafe input.withUnsafeBytes { source in
        // zlib reads through a pointer that it does not write through.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.bindMemory(to: UInt8.self).baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
        unsafe stream.pointee.avail_out = UInt32(limit)
        return unsafe deflate(stream, Z_FINISH)
      }
      precondition(status == Z_STREAM_END, "zlib had room and did not compress")
      return limit - Int(unsafe stream.pointee.avail_out)
    }
  }
}

@safe private final class GzipDecompressor: Decompressor {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isAtEnd = true

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "no memory for the state of zlib")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decompress(
    _ input: borrowing RawSpan, from start: Int, limit: Int, into output: inout ByteBuffer
  ) throws(DecodingError) -> Int {
    var taken = 0
    var status = Z_OK
    unsafe output.appendUnsafely(atMost: limit) { target in
      var written = 0
      unsafe input.withUnsafeBytes { source in
        repeat {
          // After the end of a member another one may begin, if there is anything left.
          if isAtEnd, start + taken == source.count { return }
          if isAtEnd { unsafe inflateReset(stream) }
          let rest = unsafe UnsafeRawBufferPointer(rebasing: source[(start + taken)...])
          let room = unsafe UnsafeMutableRawBufferPointer(rebasing: target[written...])
          let counts = unsafe step(rest, room)
          status = counts.status
          taken += counts.taken
          written += counts.written
          isAtEnd = status == Z_STREAM_END
        } while status == Z_STREAM_END && written < limit
      }
      return written
    }
    // Z_BUF_ERROR says that there was nothing to do without more input or room.
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw DecodingError("a damaged gzip member")
    }
    return taken
  }

  private func step(
    _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
  ) -> (status: Int32, taken: Int, written: Int) {
    let inputCount = min(source.count, Int(Int32.max))
    let outputCount = min(target.count, Int(Int32.max))
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.bindMemory(to: UInt8.self).baseAddress)
    unsafe stream.pointee.avail_in = UInt32(inputCount)
    unsafe stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_out = UInt32(outputCount)
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    return unsafe (
      status, inputCount - Int(stream.pointee.avail_in),
      outputCount - Int(stream.pointee.avail_out)
    )
  }
}
