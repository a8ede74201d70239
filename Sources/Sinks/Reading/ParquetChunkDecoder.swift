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
