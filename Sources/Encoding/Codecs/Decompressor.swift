/// Undoes the compression of a file bit by bit; compressed parts may follow one another.
package protocol Decompressor: AnyObject {
  /// Whether the input so far ends where a part ends.
  var isAtEnd: Bool { get }

  /// Appends at most `limit` bytes of what `input` holds from `start` on.
  ///
  /// - Returns: how much of the input was taken. While `limit` bytes come out, more may follow
  ///   without further input.
  func decompress(
    _ input: borrowing RawSpan, from start: Int, limit: Int, into output: inout ByteBuffer
  ) throws(DecodingError) -> Int
}
