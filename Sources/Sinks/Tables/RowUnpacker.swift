import Columnar
import Encoding

/// Puts packed rows back into batches.
struct RowUnpacker {
  private static let batchRowCount = 4_096
  private static let batchByteCount = 16 << 20

  private var columns: [UnpackedColumn]
  private var rowCount = 0
  private var byteCount = 0

  init(_ layout: TableLayout) {
    columns = layout.fields.map { UnpackedColumn($0.type) }
  }

  /// - Parameters:
  ///   - range: which of the rows.
  ///   - take: gets the batches that are full.
  mutating func append(
    _ rows: PackedRows, _ range: Range<Int>, _ take: (Batch) throws(SinkError) -> Void
  ) throws(SinkError) {
    let given = { (column: Int) in rows.dictionaries.isEmpty ? nil : rows.dictionaries[column] }
    if columns.indices.contains(where: { columns[$0].dictionary !== given($0) }) { try end(take) }
    var place = 0
    let array = rows.bytes
    let bytes = array.span.rawBytes
    for index in columns.indices {
      columns[index].dictionary = given(index)
      columns[index].append(bytes, at: &place, count: rows.rowCount, range)
    }
    rowCount += range.count
    byteCount += rows.byteCount
    if rowCount >= Self.batchRowCount || byteCount >= Self.batchByteCount { try end(take) }
  }

  /// Hands on what is left.
  mutating func end(_ take: (Batch) throws(SinkError) -> Void) throws(SinkError) {
    guard rowCount > 0 else { return }
    var made: [Column] = []
    for index in columns.indices { made.append(columns[index].take(rowCount)) }
    let batch = Batch(columns: made, rowCount: rowCount)
    (rowCount, byteCount) = (0, 0)
    try take(batch)
  }
}

/// The values of one column in the order they are unpacked.
private struct UnpackedColumn {
  private let type: LogicalType
  var dictionary: TextDictionary?
  private var nulls: [Int] = []
  private var integers: [Int64] = []
  private var floats: [Double] = []
  private var wide: [UInt128] = []
  private var texts = PlainText()
  /// Where each list ends among its elements.
  private var ends: [Int32] = [0]
  /// The elements of lists, or the fields of structures.
  private var children: [UnpackedColumn] = []
  private var count = 0

  init(_ type: LogicalType) {
    self.type = type
    switch type.storage {
    case .list: children = type.element.map { [UnpackedColumn($0.type)] } ?? []
    case .structure:
      children = StructureValues.fields(of: type).map { UnpackedColumn($0.type) }
    default: break
    }
  }

  /// - Parameters:
  ///   - place: of the column's first byte; afterwards behind its last.
  ///   - all: how many values there are.
  ///   - range: those that are wanted.
  mutating func append(
    _ bytes: borrowing RawSpan, at place: inout Int, count all: Int, _ range: Range<Int>
  ) {
    let hasNulls = bytes.byte(at: place) == 1
    place += 1
    if hasNulls {
      for row in range where bytes.byte(at: place + row >> 3) >> UInt8(row & 7) & 1 == 0 {
        nulls.append(count + row - range.lowerBound)
      }
      place += (all + 7) / 8
    }
    switch type.storage {
    case .boolean, .int64: Self.integers(bytes, &place, all, range, into: &integers)
    case .float64:
      floats.reserveCapacity(floats.count + range.count)
      for row in range { floats.append(Double(bitPattern: bytes.word64(at: place + 8 * row))) }
      place += 8 * all
    case .int128, .uuid:
      for row in range {
        let low = UInt128(bytes.word64(at: place + 16 * row))
        wide.append(UInt128(bytes.word64(at: place + 16 * row + 8)) << 64 | low)
      }
      place += 16 * all
    case .text:
      if dictionary != nil {
        Self.integers(bytes, &place, all, range, into: &integers)
      } else {
        appendTexts(bytes, at: &place, count: all, range)
      }
    case .list: appendLists(bytes, at: &place, count: all, range)
    case .structure:
      for index in children.indices {
        children[index].append(bytes, at: &place, count: all, range)
      }
    }
    count += range.count
  }

  private mutating func appendLists(
    _ bytes: borrowing RawSpan, at place: inout Int, count all: Int, _ range: Range<Int>
  ) {
    var lengths: [Int64] = []
    Self.integers(bytes, &place, all, 0..<all, into: &lengths)
    let before = lengths[..<range.lowerBound].reduce(0) { $0 + Int($1) }
    let wanted = lengths[range].reduce(0) { $0 + Int($1) }
    let behind = lengths[range.upperBound...].reduce(0) { $0 + Int($1) }
    children[0].append(
      bytes, at: &place, count: before + wanted + behind, before..<before + wanted)
    for length in lengths[range] { ends.append(ends[ends.count - 1] + Int32(length)) }
  }

  private mutating func appendTexts(
    _ bytes: borrowing RawSpan, at place: inout Int, count all: Int, _ range: Range<Int>
  ) {
    var lengths: [Int64] = []
    Self.integers(bytes, &place, all, 0..<all, into: &lengths)
    let before = lengths[..<range.lowerBound].reduce(0) { $0 + Int($1) }
    let wanted = lengths[range].reduce(0) { $0 + Int($1) }
    let behind = lengths[range.upperBound...].reduce(0) { $0 + Int($1) }
    let first = place + before
    texts.bytes.append(addingCapacity: wanted) { output in
      for offset in 0..<wanted { output.append(bytes.byte(at: first + offset)) }
    }
    var end = Int32(texts.byteCount)
    for length in lengths[range] {
      end += Int32(length)
      texts.offsets.append(end)
    }
    place += before + wanted + behind
  }

  private static func integers(
    _ bytes: borrowing RawSpan, _ place: inout Int, _ all: Int, _ range: Range<Int>,
    into values: inout [Int64]
  ) {
    let width = Int(bytes.byte(at: place))
    let low = Int64(bitPattern: bytes.word64(at: place + 1))
    let first = place + 9
    place = first + width * all
    values.append(addingCapacity: range.count) { output in
      switch width {
      case 0: for _ in range { output.append(low) }
      case 1: for row in range { output.append(low &+ Int64(bytes.byte(at: first + row))) }
      case 2:
        for row in range {
          let start = first + 2 * row
          let more = Int64(bytes.byte(at: start)) | Int64(bytes.byte(at: start + 1)) << 8
          output.append(low &+ more)
        }
      case 4:
        for row in range { output.append(low &+ Int64(bytes.word32(at: first + 4 * row))) }
      default:
        for row in range {
          output.append(low &+ Int64(bitPattern: bytes.word64(at: first + 8 * row)))
        }
      }
    }
  }

  /// The column; what follows begins anew.
  mutating func take(_ rowCount: Int) -> Column {
    defer { self = UnpackedColumn(type) }
    var validity: Bitmap?
    if !nulls.isEmpty {
      var bits = Bitmap(repeating: true, count: rowCount)
      for row in nulls { bits[row] = false }
      validity = bits
    }
    return Column(type, takeValues(rowCount), validity: validity)
  }

  private mutating func takeValues(_ rowCount: Int) -> ColumnValues {
    switch type.storage {
    case .boolean: return .boolean(integers.map { $0 == 1 })
    case .int64: return .int64(integers)
    case .float64: return .float64(floats)
    case .int128: return .int128(wide.map { Int128(bitPattern: $0) })
    case .uuid: return .uuid(wide)
    case .text:
      guard let dictionary else { return .text(.plain(texts)) }
      return .text(
        .dictionary(codes: integers.map { Int32(truncatingIfNeeded: $0) }, dictionary))
    case .list:
      let count = Int(ends[ends.count - 1])
      return .list(ListValues(offsets: ends, elements: children[0].take(count)))
    case .structure:
      var columns: [Column] = []
      for index in children.indices { columns.append(children[index].take(rowCount)) }
      return .structure(StructureValues(columns, count: rowCount))
    }
  }
}
