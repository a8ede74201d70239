import Columnar
import Encoding

/// One column chunk back to a column.
struct ParquetChunkDecoder {
  private let leaf: ParquetLeaf
  private let chunk: ParquetMetadata.Chunk
  private let rowCount: Int
  private var values: ParquetValues
  private var repetitions: [Int32] = []
  private var definitions: [Int32] = []
  private var dictionary: ParquetValues?
  private var entriesRead = 0

  init(_ leaf: ParquetLeaf, _ chunk: ParquetMetadata.Chunk, rowCount: Int) {
    self.leaf = leaf
    self.chunk = chunk
    self.rowCount = rowCount
    values = ParquetValues(chunk.type)
  }

  /// The chunk of a flat column.
  mutating func column(_ bytes: [UInt8]) throws(DecodingError) -> Column {
    try read(bytes)
    return try values.column(leaf.field, levels: leaf.field.isNullable ? definitions : nil)
  }

  /// The chunk of a leaf of a nested column.
  mutating func entries(_ bytes: [UInt8]) throws(DecodingError) -> ParquetEntries {
    try read(bytes)
    let zeros = [Int32](repeating: 0, count: chunk.valueCount)
    let values = try values.column(
      Field(leaf.field.name, leaf.field.type, isNullable: false), levels: nil)
    return try ParquetEntries(
      leaf, leaf.repetition > 0 ? repetitions : zeros,
      leaf.definition > 0 ? definitions : zeros, values, rowCount: rowCount)
  }

  private mutating func read(_ bytes: [UInt8]) throws(DecodingError) {
    var position = 0
    while entriesRead < chunk.valueCount {
      var reader = ThriftReader(bytes.span.rawBytes, at: position)
      let header = try reader.readStructure()
      position = reader.position
      guard let plainSize = header[2]?.int, let size = header[3]?.int,
        (0...Int64(Int32.max)).contains(plainSize), size >= 0,
        size <= Int64(bytes.count - position)
      else { throw DecodingError("a page that is larger than its column") }
      let end = position + Int(size)
      let content = bytes.span.rawBytes.extracting(position..<end)
      if let crc = header[4]?.int, UInt32(truncatingIfNeeded: crc) != CRC32.update(0, content) {
        throw DecodingError("a page whose bytes are not those of its checksum")
      }
      try page(header, content, plainByteCount: Int(plainSize))
      position = end
    }
  }

  private mutating func page(
    _ header: ThriftValue, _ content: borrowing RawSpan, plainByteCount: Int
  ) throws(DecodingError) {
    var plain = ByteBuffer()
    switch header[1]?.int {
    case 0:
      guard let data = header[5], let count = data[1]?.int, let encoding = data[2]?.int else {
        throw DecodingError("a data page without its count")
      }
      try chunk.codec.decompress(content, count: plainByteCount, into: &plain)
      try dataPage(plain, count: try checked(count), encoding: encoding)
    case 2:
      guard let count = header[7]?[1]?.int, count >= 0, dictionary == nil, entriesRead == 0 else {
        throw DecodingError("a dictionary page in the wrong place")
      }
      try chunk.codec.decompress(content, count: plainByteCount, into: &plain)
      guard chunk.type.physical != .boolean, count <= Int64(plain.count / chunk.type.width) else {
        throw DecodingError("a dictionary with fewer bytes than entries")
      }
      var entries = ParquetValues(chunk.type)
      try entries.read(plain.bytes, at: 0, count: Int(count))
      dictionary = entries
    case 3: try dataPageTwo(header, content, plainByteCount: plainByteCount)
    default: throw DecodingError("a page of unknown kind")
    }
  }

  /// Version 1: levels and values are compressed together, levels with their length before.
  private mutating func dataPage(
    _ plain: borrowing ByteBuffer, count: Int, encoding: Int64
  ) throws(DecodingError) {
    var start = 0
    var valueCount = count
    if leaf.repetition > 0 {
      let range = try levelRange(plain.bytes, at: start)
      try readRepetitions(plain.bytes, range, count: count)
      start = range.upperBound
    }
    if leaf.definition > 0 {
      let range = try levelRange(plain.bytes, at: start)
      valueCount = try readDefinitions(plain.bytes, range, count: count)
      start = range.upperBound
    }
    try read(plain, at: start, count: valueCount, encoding: encoding)
    entriesRead += count
  }

  /// Where levels lie that have their length before them.
  private func levelRange(
    _ bytes: borrowing RawSpan, at start: Int
  ) throws(DecodingError) -> Range<Int> {
    guard start + 4 <= bytes.byteCount else { throw .endsEarly }
    let length = Int(bytes.word32(at: start))
    guard length <= bytes.byteCount - start - 4 else { throw .endsEarly }
    return start + 4..<start + 4 + length
  }

  /// Version 2: levels stand uncompressed before the values.
  private mutating func dataPageTwo(
    _ header: ThriftValue, _ content: borrowing RawSpan, plainByteCount: Int
  ) throws(DecodingError) {
    guard let data = header[8], let count = data[1]?.int, let encoding = data[4]?.int,
      let levelSize = data[5]?.int, let repetitionSize = data[6]?.int, levelSize >= 0,
      repetitionSize >= 0, leaf.repetition > 0 || repetitionSize == 0,
      levelSize <= Int64(Int32.max), repetitionSize <= Int64(Int32.max),
      levelSize + repetitionSize <= Int64(min(content.byteCount, plainByteCount))
    else { throw DecodingError("a data page without its count") }
    let entries = try checked(count)
    let middle = Int(repetitionSize)
    let start = middle + Int(levelSize)
    var valueCount = entries
    if leaf.repetition > 0 { try readRepetitions(content, 0..<middle, count: entries) }
    if leaf.definition > 0 {
      valueCount = try readDefinitions(content, middle..<start, count: entries)
    }
    var plain = ByteBuffer()
    let rest = content.extracting(start..<content.byteCount)
    let codec = data[7]?.bool == false ? NoCompression.self : chunk.codec
    try codec.decompress(rest, count: plainByteCount - start, into: &plain)
    try read(plain, at: 0, count: valueCount, encoding: encoding)
    entriesRead += entries
  }

  private func checked(_ count: Int64) throws(DecodingError) -> Int {
    guard count > 0, count <= Int64(chunk.valueCount - entriesRead) else {
      throw DecodingError(
        "a page with \(count) rows where \(chunk.valueCount - entriesRead) are left")
    }
    return Int(count)
  }

  private mutating func readRepetitions(
    _ bytes: borrowing RawSpan, _ range: Range<Int>, count: Int
  ) throws(DecodingError) {
    let first = repetitions.count
    try RunLength.decode(
      bytes, in: range, width: RunLength.width(upTo: leaf.repetition), count: count,
      into: &repetitions)
    guard repetitions[first...].allSatisfy({ $0 <= leaf.repetition }) else {
      throw DecodingError("a level that the column does not have")
    }
  }

  /// - Returns: how many entries have a value.
  private mutating func readDefinitions(
    _ bytes: borrowing RawSpan, _ range: Range<Int>, count: Int
  ) throws(DecodingError) -> Int {
    let first = definitions.count
    try RunLength.decode(
      bytes, in: range, width: RunLength.width(upTo: leaf.definition), count: count,
      into: &definitions)
    guard definitions[first...].allSatisfy({ $0 <= leaf.definition }) else {
      throw DecodingError("a level that the column does not have")
    }
    return definitions[first...].reduce(0) { $0 + (Int($1) == leaf.definition ? 1 : 0) }
  }

  private mutating func read(
    _ plain: borrowing ByteBuffer, at start: Int, count: Int, encoding: Int64
  ) throws(DecodingError) {
    switch Int32(truncatingIfNeeded: encoding) {
    case DictionaryIndices.parquetCode, 2:
      guard let dictionary else { throw DecodingError("indices without a dictionary") }
      var indices: [Int32] = []
      try DictionaryIndices.decode(
        plain.bytes, at: start, count: count, dictionaryCount: dictionary.count, into: &indices)
      try values.append(indices, of: dictionary)
    case let code: try values.read(plain.bytes, at: start, count: count, encoding: code)
    }
  }
}

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
