import Encoding

/// The shortest digits that read back as the same float; whole floats end in `.0`.
enum FloatDigits {
  /// - Parameter isSingle: shortest among floats of 32 bits.
  @inline(__always) @_lifetime(cursor: copy cursor)
  static func append(_ value: Double, isSingle: Bool, to cursor: inout ByteCursor) {
    // The text is at most 24 bytes; up to 15 are stored without memory of their own.
    let text = isSingle ? Float(value).description : value.description
    let bytes = text.utf8Span.span
    cursor.append(bytes.rawBytes, at: 0, count: bytes.count)
  }

  @_lifetime(cursor: copy cursor)
  static func append(nonFinite value: Double, to cursor: inout ByteCursor) {
    let text: StaticString = value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf"
    for byte in text.description.utf8 { cursor.append(byte) }
  }
}
