import Encoding

/// The page indexes behind the row groups: bounds and places of every page, so that readers skip
/// pages without touching them.
///
/// - Reference: Apache Parquet, *Page Index*.
enum ParquetIndex {
  /// The `ColumnIndex` of a chunk.
  ///
  /// - Returns: nil where a page has values but no bounds, as one of NaN alone has.
  static func bounds(_ chunk: ParquetChunk, _ type: ParquetType) -> [UInt8]? {
    var lows: [[UInt8]] = []
    var highs: [[UInt8]] = []
    for page in chunk.pages {
      if page.nullCount == page.valueCount {
        lows.append([])
        highs.append([])
        continue
      }
      guard let bounds = page.bounds.encoded(type) else { return nil }
      lows.append(bounds.low)
      highs.append(bounds.high)
    }
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.list(1, of: .booleanTrue, count: chunk.pages.count) { writer in
        for page in chunk.pages { writer.boolElement(page.nullCount == page.valueCount) }
      }
      writer.list(2, of: .binary, count: lows.count) { writer in
        for low in lows { writer.binaryElement(low) }
      }
      writer.list(3, of: .binary, count: highs.count) { writer in
        for high in highs { writer.binaryElement(high) }
      }
      writer.int32(4, order(of: chunk.pages.map(\.bounds)).rawValue)
      writer.list(5, of: .int64, count: chunk.pages.count) { writer in
        for page in chunk.pages { writer.int64Element(Int64(page.nullCount)) }
      }
    }
    return writer.bytes
  }

  /// The `OffsetIndex` of a chunk.
  ///
  /// - Parameter start: where the first data page of the chunk lies in the file.
  static func places(_ chunk: ParquetChunk, from start: Int) -> [UInt8] {
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.list(1, of: .structure, count: chunk.pages.count) { writer in
        for page in chunk.pages {
          writer.structureElement {
            $0.int64(1, Int64(start + page.offset))
            $0.int32(2, Int32(page.byteCount))
            $0.int64(3, Int64(page.firstRow))
          }
        }
      }
    }
    return writer.bytes
  }

  /// `BoundaryOrder` of parquet.thrift.
  private enum Order: Int32 {
    case none = 0
    case ascending = 1
    case descending = 2
  }

  /// Pages of nulls alone take no part.
  private static func order(of pages: [ParquetBounds]) -> Order {
    let bounds = pages.filter { $0 != .none }
    let neighbours = zip(bounds, bounds.dropFirst())
    if neighbours.allSatisfy({ !$1.isBelow($0) }) { return .ascending }
    if neighbours.allSatisfy({ !$0.isBelow($1) }) { return .descending }
    return .none
  }
}
