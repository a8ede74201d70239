import Encoding

/// Cuts a record of CSV into fields: quotes where they are needed or everywhere.
enum CSVFields {
  /// - Parameters:
  ///   - range: a record in `bytes`, without its line end.
  ///   - body: gets a field without its quotes, whether it had some, and where it begins.
  static func forEach(
    in bytes: [UInt8], _ range: Range<Int>, delimiter: UInt8,
    _ body: (ArraySlice<UInt8>, Bool, Int) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    var position = range.lowerBound
    while true {
      let start = position
      if position < range.upperBound, bytes[position] == UInt8(ascii: "\"") {
        let unquoted = try quoted(bytes, range, &position)
        try body(unquoted[...], true, start)
      } else {
        while position < range.upperBound, bytes[position] != delimiter { position += 1 }
        try body(bytes[start..<position], false, start)
      }
      if position == range.upperBound { return }
      guard bytes[position] == delimiter else {
        throw DecodingError("text behind a closing quote")
      }
      position += 1
    }
  }

  /// The field whose opening quote stands at the position, which moves behind the closing one.
  private static func quoted(
    _ bytes: [UInt8], _ range: Range<Int>, _ position: inout Int
  ) throws(DecodingError) -> [UInt8] {
    var unquoted: [UInt8] = []
    position += 1
    while true {
      guard position < range.upperBound else { throw DecodingError("a quote without end") }
      let byte = bytes[position]
      position += 1
      if byte != UInt8(ascii: "\"") {
        unquoted.append(byte)
      } else if position < range.upperBound, bytes[position] == UInt8(ascii: "\"") {
        unquoted.append(byte)
        position += 1
      } else {
        return unquoted
      }
    }
  }
}
