import Columnar
import Encoding

/// Reading rows, whose members' types are known, straight to builders.
extension JSONReader {
  /// Reads an object whose members have the names expected, in their order, to a builder each.
  static func readRow(
    _ bytes: [UInt8], in range: Range<Int>, into builders: inout [ColumnBuilder]
  ) throws(DecodingError) {
    var reader = JSONReader(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    reader.skipSpace()
    try reader.members(into: &builders)
    reader.skipSpace()
    guard reader.position == reader.end else { throw reader.failure("text behind the row") }
  }

  /// Reads one value of the builder's type that fills the bytes.
  static func read(
    _ bytes: [UInt8], into builder: inout ColumnBuilder
  ) throws(DecodingError) {
    var reader = JSONReader(bytes: bytes, position: 0, end: bytes.count)
    reader.skipSpace()
    try reader.value(into: &builder)
    reader.skipSpace()
    guard reader.position == reader.end else { throw reader.failure("text behind the value") }
  }

  private mutating func members(
    into builders: inout [ColumnBuilder]
  ) throws(DecodingError) {
    try take(UInt8(ascii: "{"))
    for index in builders.indices {
      if index > 0 {
        skipSpace()
        try take(UInt8(ascii: ","))
      }
      skipSpace()
      let found = try textBytes()
      let name = builders[index].field.name
      guard found.elementsEqual(name.utf8) else {
        throw DecodingError(
          "'\(String(decoding: found.prefix(40), as: UTF8.self))' where '\(name)' is expected")
      }
      skipSpace()
      try take(UInt8(ascii: ":"))
      skipSpace()
      try value(into: &builders[index])
    }
    skipSpace()
    try take(UInt8(ascii: "}"))
  }

  /// The value that begins here, as the builder's type asks for.
  private mutating func value(into builder: inout ColumnBuilder) throws(DecodingError) {
    switch (next, builder.form) {
    case (_, .document): try document(into: &builder)
    case (UInt8(ascii: "["), .list): try elements(into: &builder)
    case (UInt8(ascii: "{"), .map): try entries(into: &builder)
    case (UInt8(ascii: "{"), .structure):
      try builder.append { (parts) throws(DecodingError) in try members(into: &parts) }
    case (UInt8(ascii: "["), _), (UInt8(ascii: "{"), _): throw mismatch(builder.field)
    default: try scalar(into: &builder)
    }
  }

  private mutating func scalar(into builder: inout ColumnBuilder) throws(DecodingError) {
    switch (try scalar(), builder.form) {
    case (.null, _): try builder.appendNull()
    case (.bool(let truth), .truth): builder.append(truth)
    case (.number(let bytes), .number), (.text(let bytes), .moment), (.text(let bytes), .text):
      try CellParser.append(bytes, to: &builder)
    default: throw mismatch(builder.field)
    }
  }

  private func mismatch(_ field: Field) -> DecodingError {
    DecodingError("'\(field.name)' is no \(field.type.name)")
  }

  /// A document as it stands; `null` is a missing value where there may be one.
  private mutating func document(into builder: inout ColumnBuilder) throws(DecodingError) {
    let start = position
    let value = try value(depth: 0)
    if value == .null, builder.field.isNullable { return try builder.appendNull() }
    try builder.append(text: bytes[start..<position])
  }

  private mutating func elements(into builder: inout ColumnBuilder) throws(DecodingError) {
    try builder.append { (parts) throws(DecodingError) in
      try sequence(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) {
        (reader) throws(DecodingError) in
        try reader.value(into: &parts[0])
      }
    }
  }

  /// A map's keys are the names of the members, read as their type asks for.
  private mutating func entries(into builder: inout ColumnBuilder) throws(DecodingError) {
    try builder.append { (parts) throws(DecodingError) in
      try sequence(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) {
        (reader) throws(DecodingError) in
        try parts[0].append { (entry) throws(DecodingError) in
          try CellParser.append(try reader.textBytes(), to: &entry[0])
          reader.skipSpace()
          try reader.take(UInt8(ascii: ":"))
          reader.skipSpace()
          try reader.value(into: &entry[1])
        }
      }
    }
  }

  /// Parts between commas.
  private mutating func sequence(
    from open: UInt8, to close: UInt8,
    _ body: (inout JSONReader) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    try take(open)
    skipSpace()
    if next == close {
      position += 1
      return
    }
    while true {
      skipSpace()
      try body(&self)
      skipSpace()
      guard next == UInt8(ascii: ",") else { break }
      position += 1
    }
    try take(close)
  }
}

/// A member's value in a row; texts and numbers by their bytes.
enum JSONScalar {
  case null
  case bool(Bool)
  case number(ArraySlice<UInt8>)
  case text(ArraySlice<UInt8>)
}
