import Columnar
import Encoding

/// The values of a chunk without its nulls.
struct ParquetValues {
  private let type: ParquetType
  private var truths: [Bool] = []
  private var integers: [Int64] = []
  private var wide: [Int128] = []
  private var floats: [Double] = []
  private var uuids: [UInt128] = []
  private var text = PlainText()

  init(_ type: ParquetType) { self.type = type }

  var count: Int {
    truths.count + integers.count + wide.count + floats.count + uuids.count + text.count
  }

  /// Reads values in any encoding but a dictionary's; PLAIN without one.
  mutating func read(
    _ bytes: borrowing RawSpan, at start: Int, count: Int,
    encoding: Int32 = Plain.parquetCode
  ) throws(DecodingError) {
    switch (encoding, type.physical) {
    case (Plain.parquetCode, _): try readPlain(bytes, at: start, count: count)
    case (RunLength.parquetCode, .boolean): try readRuns(bytes, at: start, count: count)
    case (DeltaBinaryPacked.parquetCode, .int32), (DeltaBinaryPacked.parquetCode, .int64):
      try DeltaBinaryPacked.decode(
        bytes, at: start, count: count, isNarrow: type.physical == .int32, into: &integers)
    case (ByteStreamSplit.parquetCode, .float), (ByteStreamSplit.parquetCode, .double):
      try ByteStreamSplit.decode(
        bytes, at: start, count: count, width: type.width, into: &floats)
    case (DeltaLengthByteArray.parquetCode, .byteArray):
      try DeltaLengthByteArray.decode(bytes, at: start, count: count, into: &text)
    case (DeltaByteArray.parquetCode, .byteArray):
      try DeltaByteArray.decode(bytes, at: start, count: count, into: &text)
    default: throw DecodingError("values in an encoding that is not read here")
    }
  }

  private mutating func readPlain(
    _ bytes: borrowing RawSpan, at start: Int, count: Int
  ) throws(DecodingError) {
    switch (type.physical, type.length) {
    case (.boolean, _): try Plain.boolean(bytes, at: start, count: count, into: &truths)
    case (.int32, _): try Plain.int32(bytes, at: start, count: count, into: &integers)
    case (.int64, _): try Plain.int64(bytes, at: start, count: count, into: &integers)
    case (.float, _): try Plain.float(bytes, at: start, count: count, into: &floats)
    case (.double, _): try Plain.double(bytes, at: start, count: count, into: &floats)
    case (.byteArray, _): try Plain.text(bytes, at: start, count: count, into: &text)
    case (.fixedByteArray, let length):
      if type.logical == .uuid {
        try Plain.uuid(bytes, at: start, count: count, into: &uuids)
      } else {
        try Plain.bigEndian(
          bytes, at: start, count: count, byteCount: length ?? 16, into: &wide)
      }
    }
  }

  /// Truth values as runs, with their length before them.
  private mutating func readRuns(
    _ bytes: borrowing RawSpan, at start: Int, count: Int
  ) throws(DecodingError) {
    guard start + 4 <= bytes.byteCount else { throw .endsEarly }
    let length = Int(bytes.word32(at: start))
    guard length <= bytes.byteCount - start - 4 else { throw .endsEarly }
    var runs: [Int32] = []
    try RunLength.decode(
      bytes, in: start + 4..<start + 4 + length, width: 1, count: count, into: &runs)
    truths.append(contentsOf: runs.map { $0 == 1 })
  }

  /// - Parameter indices: checked against the number of entries.
  mutating func append(
    _ indices: [Int32], of dictionary: ParquetValues
  ) throws(DecodingError) {
    switch type.logical.storage {
    case .boolean: truths.append(contentsOf: indices.map { dictionary.truths[Int($0)] })
    case .int64: integers.append(contentsOf: indices.map { dictionary.integers[Int($0)] })
    case .int128: wide.append(contentsOf: indices.map { dictionary.wide[Int($0)] })
    case .float64: floats.append(contentsOf: indices.map { dictionary.floats[Int($0)] })
    case .uuid: uuids.append(contentsOf: indices.map { dictionary.uuids[Int($0)] })
    case .text:
      let added = indices.reduce(0) { $0 + dictionary.text.range(at: Int($1)).count }
      guard text.byteCount + added <= Int(Int32.max) else {
        throw DecodingError("a row group with more than 2 GiB of text")
      }
      text.append(contentsOf: dictionary.text, at: indices)
    case .list, .structure: preconditionFailure("nested values in a leaf")
    }
  }

  /// Spreads the values over the rows whose level is 1.
  ///
  /// - Throws: for text that is not UTF-8 and numbers out of the type's range.
  func column(_ field: Field, levels: [Int32]?) throws(DecodingError) -> Column {
    if field.type.storage == .text {
      let used = text.bytes[0..<text.byteCount]
      guard String(validating: used, as: UTF8.self) != nil else {
        throw DecodingError("text that is not UTF-8")
      }
    }
    try checkRange(field.type)
    guard let levels, levels.contains(0) else { return Column(field.type, columnValues()) }
    var builder = ColumnBuilder(field)
    var next = 0
    for level in levels {
      if level == 0 {
        try builder.appendNull()
        continue
      }
      switch field.type.storage {
      case .boolean: builder.append(truths[next])
      case .int64: builder.append(integers[next])
      case .int128: builder.append(wide[next])
      case .float64: builder.append(floats[next])
      case .uuid: builder.append(uuids[next])
      case .text: try builder.append(text: text.bytes[text.range(at: next)])
      case .list, .structure: preconditionFailure("nested values in a leaf")
      }
      next += 1
    }
    return try builder.take()
  }

  private func checkRange(_ type: LogicalType) throws(DecodingError) {
    if let range = type.unscaledRange {
      guard integers.allSatisfy({ range.contains(Int128($0)) }), wide.allSatisfy(range.contains)
      else { throw DecodingError("a number out of the range of '\(type.name)'") }
    }
  }

  private func columnValues() -> ColumnValues {
    switch type.logical.storage {
    case .boolean: .boolean(truths)
    case .int64: .int64(integers)
    case .int128: .int128(wide)
    case .float64: .float64(floats)
    case .uuid: .uuid(uuids)
    case .text: .text(.plain(text))
    case .list, .structure: preconditionFailure("nested values in a leaf")
    }
  }
}
