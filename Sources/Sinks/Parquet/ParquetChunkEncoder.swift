import Columnar
import Encoding

/// One column of one row group, or one leaf of a nested column: collects values into pages, bounds
/// and counts into a record.
final class ParquetChunkEncoder {
  private let leaf: ParquetLeaf
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
  private var nested = PageLevels()
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
    _ leaf: ParquetLeaf, _ options: ParquetOptions, _ compressor: any Compressor,
    expectedByteCount: Int = 0, bloomRate: Double? = nil
  ) {
    self.leaf = leaf
    field = leaf.field
    self.options = options
    type = ParquetType(field.type)
    pages = ParquetPages(options, compressor, expectedByteCount: expectedByteCount)
    dictionaryPage = ParquetPages(options, compressor)
    encoder = PageEncoder(type, options)
    mayShare = options.usesDictionaries
    bloom = bloomRate.map { ParquetBloom(ParquetType(leaf.field.type), rate: $0) }
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

  /// Pages end behind the row that fills them: a row is never parted.
  func append(_ rows: LeafRows) {
    precondition(!leaf.isFlat, "levels of a flat column")
    var start = 0
    while start < rows.entryEnds.count {
      if case .text(let text) = rows.values, mayShare, !fitsDictionary(text) { leaveDictionary() }
      let (end, isFull) = pageEnd(rows, from: start)
      append(rows, start..<end)
      start = end
      if isFull { endPage() }
    }
  }

  /// The row behind those that still go to the page which is being filled, and whether it is full
  /// then.
  private func pageEnd(_ rows: LeafRows, from start: Int) -> (row: Int, isFull: Bool) {
    let first = start > 0 ? rows.entryEnds[start - 1] : 0
    var value = start > 0 ? rows.valueEnds[start - 1] : 0
    var byteCount = textByteCount
    for row in start..<rows.entryEnds.count {
      byteCount += textByteCount(rows.values, value..<rows.valueEnds[row])
      value = rows.valueEnds[row]
      let count = nested.count + rows.entryEnds[row] - first
      if count >= pageRowLimit || byteCount >= options.pageByteCount { return (row + 1, true) }
    }
    return (rows.entryEnds.count, false)
  }

  /// What texts will take in a page; 0 for other values.
  private func textByteCount(_ values: ColumnValues, _ range: Range<Int>) -> Int {
    switch values {
    case .text(.plain(let plain)):
      Int(plain.offsets[range.upperBound] - plain.offsets[range.lowerBound]) + 4 * range.count
    case .text(.dictionary(let codes, let source)):
      mayShare
        ? 2 * range.count
        : codes[range].reduce(0) { $0 + 4 + source.values.range(at: Int($1)).count }
    default: 0
    }
  }

  private func append(_ rows: LeafRows, _ range: Range<Int>) {
    let first = range.lowerBound > 0 ? range.lowerBound - 1 : nil
    let last = range.upperBound - 1
    let entries = (first.map { rows.entryEnds[$0] } ?? 0)..<rows.entryEnds[last]
    let present = (first.map { rows.valueEnds[$0] } ?? 0)..<rows.valueEnds[last]
    nested.append(rows, entries: entries)
    append(rows.values, present, nil, present.count)
    rowCount += range.count
  }

  /// Rows between two looks at the size of a page of texts.
  private var step: Int {
    // Pages of nested columns end at any row.
    guard leaf.isFlat else { return .max }
    return type.physical == .byteArray ? 512 : 4096
  }

  private var isAtCheck: Bool { rowCount % step == 0 }

  private var isPageFull: Bool { textByteCount >= options.pageByteCount }

  private var textByteCount: Int {
    values.text.byteCount + 4 * values.text.count + indices.count * 2
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
    append(column.values, rows, validity, validCount)
    rowCount += rows.count
  }

  /// - Parameter validCount: how many rows of the range have a value.
  private func append(
    _ source: ColumnValues, _ rows: Range<Int>, _ validity: Bitmap?, _ validCount: Int
  ) {
    guard mayShare, case .text(.dictionary(let codes, let texts)) = source else {
      values.append(source, rows, validity, validCount)
      return
    }
    if dictionary == nil { dictionary = ChunkDictionary(texts) }
    var dense: [Int32] = []
    dense.appendDense(codes, rows, validity, validCount)
    dictionary?.append(dense, to: &indices)
  }

  private func fitsDictionary(_ text: TextColumn) -> Bool {
    guard case .dictionary(_, let source) = text else { return false }
    guard let dictionary else { return true }
    return dictionary.source === source && !(isAtCheck && dictionary.values.isTooLarge)
  }

  /// Values that the shared dictionary does not hold follow: pages so far keep it, and later ones
  /// that have a dictionary go on with its entries.
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
    nested.removeAll()
    rowCount = 0
  }

  private func pageBounds(isShared: Bool) -> ParquetBounds {
    guard options.writesStatistics else { return .none }
    guard isShared, let dictionary else { return ParquetBounds(values, type) }
    return dictionary.bounds(of: indices)
  }

  private func appendPage(_ encoding: PageEncoding, _ bounds: ParquetBounds) {
    let content = content(encoding)
    let (valueCount, nullCount) = (content.valueCount, content.nullCount)
    let offset = pages.bytes.count
    pages.appendData(content, encoded)
    let firstRow = records.last.map { $0.firstRow + $0.rowCount } ?? 0
    records.append(
      ParquetPage(
        offset: offset, byteCount: pages.bytes.count - offset, firstRow: firstRow,
        rowCount: rowCount, valueCount: valueCount, nullCount: nullCount, bounds: bounds))
  }

  /// What the page's header says, and its levels.
  private func content(_ encoding: PageEncoding) -> PageContent {
    guard leaf.isFlat else {
      return PageContent(
        rowCount: rowCount, valueCount: nested.count, nullCount: nested.nullCount(leaf),
        encoding: encoding.type, isPacked: encoding.isPacked,
        repetitions: nested.encodedRepetitions(leaf), levels: nested.encodedDefinitions(leaf))
    }
    var content = PageContent(
      rowCount: rowCount, valueCount: rowCount,
      nullCount: field.isNullable ? rowCount - levels.setCount : 0, encoding: encoding.type,
      isPacked: encoding.isPacked, repetitions: nil, levels: nil)
    if field.isNullable {
      var runs = ByteBuffer()
      RunLength.append(levels: levels, to: &runs)
      content.levels = runs
    }
    return content
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
      encodings: encodings.sorted(), valueCount: records.reduce(0) { $0 + $1.valueCount },
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
