/// Bytes to bytes: how pages are compressed.
package protocol Codec: Sendable {
  /// The word documents and `--compression` use.
  static var name: String { get }
  /// `CompressionCodec` of parquet.thrift.
  static var parquetCode: Int32 { get }
  /// The levels that may be chosen, and the one taken otherwise; nil when there is no choice.
  static var levels: (range: ClosedRange<Int>, standard: Int)? { get }

  /// What a file's name ends in when all of it is compressed so; nil for codecs of pages alone.
  static var fileExtension: String? { get }

  /// - Parameter level: within `levels`.
  static func makeCompressor(level: Int) -> any Compressor

  /// Appends exactly `count` bytes to `output`.
  ///
  /// - Throws: for bytes that are not of this codec or are of another length.
  static func decompress(
    _ input: borrowing RawSpan, count: Int, into output: inout ByteBuffer
  ) throws(DecodingError)

  /// For whole files; nil for codecs of pages alone.
  static func makeDecompressor() -> (any Decompressor)?
}

extension Codec {
  package static var fileExtension: String? { nil }
  package static func makeDecompressor() -> (any Decompressor)? { nil }
}

/// One worker's compression state.
package protocol Compressor: AnyObject {
  func compress(_ input: borrowing RawSpan, into output: inout ByteBuffer)
}

/// Bytes that are not what their format asks for.
package struct DecodingError: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
