import Columnar
import Encoding

/// Rows of one part that wait for a row group to fill, in as little memory as is cheap: integers
/// and codes at the width that their range needs, all columns in one piece.
///
/// - Shape: by column whether there are nulls, a bit per row if so, then the values: of lists their
///   lengths and the column of their elements, of structures the columns of their fields.
struct PackedRows: Sendable {
  let rowCount: Int
  let bytes: [UInt8]
  /// Those that codes lead to, by column; rows that were packed together share them.
  let dictionaries: [TextDictionary?]
  /// About what the rows take in memory.
  let byteCount: Int

  /// What arrays and their places take beside their bytes.
  private static let overhead = 96

  /// Some rows of columns.
  ///
  /// - Parameters:
  ///   - dictionaries: of the columns; empty where none has one.
  ///   - sharedByteCount: what of the dictionaries is to be counted here.
  ///   - buffer: memory for the bytes while they are made.
  init(
    _ columns: [Column], rows: [Int], dictionaries: [TextDictionary?], sharedByteCount: Int = 0,
    _ buffer: inout ByteBuffer
  ) {
    buffer.removeAll()
    for column in columns { Self.append(column, rows, to: &buffer) }
    rowCount = rows.count
    bytes = Array(unpadded: buffer)
    self.dictionaries = dictionaries
    byteCount = bytes.count + sharedByteCount + Self.overhead
  }

  static func dictionaries(of columns: [Column]) -> [TextDictionary?] {
    let all = columns.map { column -> TextDictionary? in
      if case .text(.dictionary(_, let dictionary)) = column.values { dictionary } else { nil }
    }
    return all.contains { $0 != nil } ? all : []
  }

  /// Bytes of the dictionaries that are not kept anyway.
  static func byteCount(of dictionaries: [TextDictionary?], beside known: [TextDictionary?]) -> Int
  {
    dictionaries.reduce(0) { sum, dictionary in
      guard let dictionary, !known.contains(where: { $0 === dictionary }) else { return sum }
      return sum + dictionary.values.byteCount + 4 * dictionary.count
    }
  }

  /// - Parameter isNested: whether the texts have no dictionary that is kept beside the bytes.
  private static func append(
    _ column: Column, _ rows: [Int], isNested: Bool = false, to buffer: inout ByteBuffer
  ) {
    if let validity = column.validity, rows.contains(where: { !validity[$0] }) {
      buffer.append(1)
      buffer.write(atMost: (rows.count + 7) / 8) { cursor in
        for start in stride(from: 0, to: rows.count, by: 8) {
          var bits: UInt8 = 0
          for row in start..<min(start + 8, rows.count) where validity[rows[row]] {
            bits |= 1 &<< UInt8(row - start)
          }
          cursor.append(bits)
        }
      }
    } else {
      buffer.append(0)
    }
    switch column.values {
    case .boolean(let values): append(rows.map { Int64(values[$0] ? 1 : 0) }, to: &buffer)
    case .int64(let values): append(rows.map { values[$0] }, to: &buffer)
    case .float64(let values):
      buffer.write(atMost: 8 * rows.count) { for row in rows { $0.append(values[row].bitPattern) } }
    case .int128(let values): append(rows.map { UInt128(bitPattern: values[$0]) }, to: &buffer)
    case .uuid(let values): append(rows.map { values[$0] }, to: &buffer)
    case .text(.dictionary(let codes, let dictionary)) where isNested:
      append(dictionary.values, rows.map { Int(codes[$0]) }, to: &buffer)
    case .text(.dictionary(let codes, _)): append(rows.map { Int64(codes[$0]) }, to: &buffer)
    case .text(.plain(let texts)): append(texts, rows, to: &buffer)
    case .list(let lists):
      append(rows.map { Int64(lists.range(at: $0).count) }, to: &buffer)
      append(lists.elements, rows.flatMap { lists.range(at: $0) }, isNested: true, to: &buffer)
    case .structure(let structures):
      for field in structures.columns { append(field, rows, isNested: true, to: &buffer) }
    }
  }

  /// The least value, the width of what the others are more, and that.
  private static func append(_ values: [Int64], to buffer: inout ByteBuffer) {
    var (low, high) = (values.first ?? 0, values.first ?? 0)
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    let range = UInt64(bitPattern: high &- low)
    let width = range == 0 ? 0 : range < 1 << 8 ? 1 : range < 1 << 16 ? 2 : range < 1 << 32 ? 4 : 8
    buffer.write(atMost: 9 + width * values.count) { cursor in
      cursor.append(UInt8(width))
      cursor.append(UInt64(bitPattern: low))
      switch width {
      case 0: break
      case 1: for value in values { cursor.append(UInt8(truncatingIfNeeded: value &- low)) }
      case 2: for value in values { cursor.append(UInt16(truncatingIfNeeded: value &- low)) }
      case 4: for value in values { cursor.append(UInt32(truncatingIfNeeded: value &- low)) }
      default: for value in values { cursor.append(UInt64(bitPattern: value &- low)) }
      }
    }
  }

  private static func append(_ values: [UInt128], to buffer: inout ByteBuffer) {
    buffer.write(atMost: 16 * values.count) { cursor in
      for value in values {
        cursor.append(UInt64(truncatingIfNeeded: value))
        cursor.append(UInt64(truncatingIfNeeded: value >> 64))
      }
    }
  }

  private static func append(_ texts: PlainText, _ rows: [Int], to buffer: inout ByteBuffer) {
    append(rows.map { Int64(texts.range(at: $0).count) }, to: &buffer)
    let source = texts.bytes
    let byteCount = rows.reduce(0) { $0 + texts.range(at: $1).count }
    buffer.write(atMost: byteCount) { cursor in
      for row in rows {
        let range = texts.range(at: row)
        cursor.append(source.span.rawBytes, at: range.lowerBound, count: range.count)
      }
    }
  }
}

extension [UInt8] {
  /// The bytes of a buffer without the spare ones, in memory of that size.
  fileprivate init(unpadded buffer: borrowing ByteBuffer) {
    let bytes = buffer.bytes
    if bytes.byteCount > 512 {
      // Copied as a whole, at the price of a few spare bytes.
      var copy = ByteBuffer()
      copy.append(bytes)
      self = copy.takeArray()
      return
    }
    self.init()
    append(addingCapacity: bytes.byteCount) { output in
      for place in 0..<bytes.byteCount { output.append(bytes.byte(at: place)) }
    }
  }
}
