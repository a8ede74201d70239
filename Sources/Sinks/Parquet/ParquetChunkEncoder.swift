import Columnar
import Encoding

/// One column of one row group: collects values into pages, bounds and counts into a record.
final class ParquetChunkEncoder {
  private let field: Field
  private let type: ParquetType
  private let options: ParquetOptions
  private var pages: ParquetPages
  private var dictionaryPage: ParquetPages
  private var encoder: PageEncoder
  private var records: [ParquetPage] = []
  private var encodings: Set<Int32> = []

  // The page that is being filled.
  private var values = PageValues()
  private var indices: [Int32] = []
  private var levels = BitBuffer()
  private var rowCount = 0
  private var encoded = ByteBuffer()

  /// The dictionary that the table's batches share.
  private var dictionary: ChunkDictionary?
  private var mayShare: Bool
  private var bloom: ParquetBloom?

  /// - Parameters:
  ///   - compressor: of one thread's chunks, one after another.
  ///   - expectedByteCount: what the chunk will probably take.
  ///   - bloomRate: that of false positives, of a column with a Bloom filter.
  init(
    _ field: Field, _ options: ParquetOptions, _ compressor: any Compressor,
    expectedByteCount: Int = 0, bloomRate: Double? = nil
  ) {
    self.field = field
    self.options = options
    type = ParquetType(field.type)
    pages = ParquetPages(options, compressor, expectedByteCount: expectedByteCount)
    dictionaryPage = ParquetPages(options, compressor)
    encoder = PageEncoder(type, options)
    mayShare = options.usesDictionaries
    bloom = bloomRate.map { ParquetBloom(ParquetType(field.type), rate: $0) }
  }

  /// Pages end at the same rows however the batches are cut, so that the file is the same.
  func append(_ column: Column) {
    precondition(column.type == field.type, "a column of another type in '\(field.name)'")
    var start = 0
    while start < column.count {
      let untilCheck = step - rowCount % step
      let end = min(column.count, start + min(untilCheck, pageRowLimit - rowCount))
      append(column, rows: start..<end)
      start = end
      if rowCount >= pageRowLimit || isAtCheck && isPageFull { endPage() }
    }
  }

  /// Rows between two looks at the size of a page of texts.
  private var step: Int { type.physical == .byteArray ? 512 : 4096 }

  private var isAtCheck: Bool { rowCount % step == 0 }

  private var isPageFull: Bool {
    values.text.byteCount + 4 * values.text.count + indices.count * 2 >= options.pageByteCount
  }

  private var pageRowLimit: Int {
    if type.physical == .boolean || type.physical == .byteArray { return options.pageRowCount }
    return min(options.pageRowCount, max(1, options.pageByteCount / type.width))
  }

  private func append(_ column: Column, rows: Range<Int>) {
    if case .text(let text) = column.values, mayShare, !fitsDictionary(text) { leaveDictionary() }
    let setBefore = levels.setCount
    if field.isNullable {
      if let validity = column.validity {
        levels.append(validity, rows: rows)
      } else {
        levels.append(repeating: true, count: rows.count)
      }
    } else {
      precondition(column.nullCount == 0, "a null in '\(field.name)', which has none")
    }
    let validCount = field.isNullable ? levels.setCount - setBefore : rows.count
    let validity = validCount == rows.count ? nil : column.validity
    if mayShare, case .text(.dictionary(let codes, let source)) = column.values {
      if dictionary == nil { dictionary = ChunkDictionary(source) }
      var dense: [Int32] = []
      dense.appendDense(codes, rows, validity, validCount)
      dictionary?.append(dense, to: &indices)
    } else {
      values.append(column.values, rows, validity, validCount)
    }
    rowCount += rows.count
  }

  private func fitsDictionary(_ text: TextColumn) -> Bool {
    guard case .dictionary(_, let source) = text else { return false }
    guard let dictionary else { return true }
    return dictionary.source === source && !(isAtCheck && dictionary.values.isTooLarge)
  }

  /// Values that the shared dictionary does not hold follow: pages so far keep it, and later ones that
  /// have a dictionary go on with its entries.
  private func leaveDictionary() {
    if let dictionary {
      endPage()
      encoder.adopt(dictionary.values)
      bloom?.insert(dictionary.values.text)
    }
    mayShare = false
    dictionary = nil
  }

  private func endPage() {
    guard rowCount > 0 else { return }
    let isShared = mayShare && dictionary != nil
    let bounds = pageBounds(isShared: isShared)
    encoded.removeAll()
    var encoding = PageEncoding.dictionary
    if isShared {
      let codes = indices
      DictionaryIndices.append(
        codes.span, dictionaryCount: dictionary?.values.count ?? 0, to: &encoded)
    } else {
      bloom?.insert(values)
      encoding = encoder.encode(values, to: &encoded)
    }
    encodings.insert(encoding.type.parquetCode)
    appendPage(encoding, bounds)
    values.removeAll()
    indices.removeAll(keepingCapacity: true)
    levels.removeAll()
    rowCount = 0
  }

  private func pageBounds(isShared: Bool) -> ParquetBounds {
    guard options.writesStatistics else { return .none }
    guard isShared, let dictionary else { return ParquetBounds(values, type) }
    return dictionary.bounds(of: indices)
  }

  private func appendPage(_ encoding: PageEncoding, _ bounds: ParquetBounds) {
    let nullCount = field.isNullable ? rowCount - levels.setCount : 0
    var content = PageContent(
      rowCount: rowCount, nullCount: nullCount, encoding: encoding.type,
      isPacked: encoding.isPacked, levels: nil)
    if field.isNullable {
      var runs = ByteBuffer()
      RunLength.append(levels: levels, to: &runs)
      content.levels = runs
    }
    let offset = pages.bytes.count
    pages.appendData(content, encoded)
    let firstRow = records.last.map { $0.firstRow + $0.rowCount } ?? 0
    records.append(
      ParquetPage(
        offset: offset, byteCount: pages.bytes.count - offset, firstRow: firstRow,
        rowCount: rowCount, nullCount: nullCount, bounds: bounds))
  }

  /// Ends the last page and the dictionary, and hands the chunk to its row group.
  func finish(into output: inout PartList) -> ParquetChunk {
    endPage()
    if let dictionary { bloom?.insert(dictionary.values.text) }
    if let entries = dictionary?.values ?? encoder.dictionary {
      dictionaryPage.appendDictionary(encoder.page(entries), entryCount: entries.count)
    }
    return handOver(to: &output)
  }

  /// The Bloom filter of the finished chunk, with its header; nil without one.
  func bloomFilter() -> [UInt8]? { bloom?.encoded() }

  private func handOver(to output: inout PartList) -> ParquetChunk {
    let hasDictionary = dictionaryPage.bytes.count > 0
    encodings.insert(RunLength.parquetCode)
    if hasDictionary { encodings.insert(Plain.parquetCode) }
    let start = output.byteCount
    output.append(dictionaryPage.takeBytes())
    let dataOffset = output.byteCount
    output.append(pages.takeBytes())
    return ParquetChunk(
      encodings: encodings.sorted(), valueCount: records.reduce(0) { $0 + $1.rowCount },
      plainByteCount: dictionaryPage.plainByteCount + pages.plainByteCount,
      byteCount: output.byteCount - start, dataOffset: dataOffset,
      dictionaryOffset: hasDictionary ? start : nil, pages: records)
  }
}

/// What the footer says of a column chunk; offsets count from the start of its row group.
struct ParquetChunk: Sendable {
  var encodings: [Int32]
  var valueCount: Int
  var plainByteCount: Int
  var byteCount: Int
  var dataOffset: Int
  var dictionaryOffset: Int?
  var pages: [ParquetPage]
  /// Where the Bloom filter lies.
  var bloom: Range<Int>?

  var nullCount: Int { pages.reduce(0) { $0 + $1.nullCount } }

  var bounds: ParquetBounds {
    var whole = ParquetBounds.none
    for page in pages { whole.merge(page.bounds) }
    return whole
  }
}
