import CZlib

/// CRC-32 as gzip, PNG and Parquet have it (reflected polynomial 0xEDB88320).
///
/// - Oracle: zlib's `crc32` over the whole.
package enum CRC32 {
  /// - Parameter crc: that of the bytes before, 0 where there are none.
  package static func update(_ crc: UInt32, _ bytes: borrowing RawSpan) -> UInt32 {
    guard let (folded, count) = EncodingKernels.foldedForCRC(bytes, after: crc) else {
      return plain(crc, bytes)
    }
    // From a remainder of zero, which is all ones inverted.
    let start = plain(.max, folded.span.rawBytes)
    return plain(start, bytes.extracting(count..<bytes.byteCount))
  }

  static func plain(_ crc: UInt32, _ bytes: borrowing RawSpan) -> UInt32 {
    unsafe bytes.withUnsafeBytes { bytes in
      // Null would ask zlib for its start, not for the same value.
      guard let first = bytes.baseAddress else { return crc }
      let start = unsafe first.assumingMemoryBound(to: UInt8.self)
      return UInt32(truncatingIfNeeded: unsafe crc32_z(UInt(crc), start, bytes.count))
    }
  }
}
