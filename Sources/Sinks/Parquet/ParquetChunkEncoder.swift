import Columnar
import Encoding

/// One column of one row group: collects values into pages, bounds and counts into a record.
final class ParquetChunkEncoder {
  private let field: Field
  private let type: ParquetType
  private let options: ParquetOptions
  private var pages: ParquetPages
  private var dictionaryPage: ParquetPages
  private var values = ByteBuffer()
  private var assembled = ByteBuffer()
  private var levels = BitBuffer()
  private var truths = BitBuffer()
  private var indices: [Int32] = []
  private var dictionary: ChunkDictionary?
  private var mayUseDictionary: Bool
  private var usesPlain = false
  private var pageRowCount = 0
  private var rowCount = 0
  private var nullCount = 0
  private var bounds = ParquetBounds.none

  init(_ field: Field, _ options: ParquetOptions) {
    self.field = field
    self.options = options
    type = ParquetType(field.type)
    pages = ParquetPages(options)
    dictionaryPage = ParquetPages(options)
    mayUseDictionary = options.usesDictionaries
  }

  /// Pages end at the same rows however the batches are cut, so that the file is the same.
  func append(_ column: Column) {
    precondition(column.type == field.type, "a column of another type in '\(field.name)'")
    var start = 0
    while start < column.count {
      let untilCheck = step - pageRowCount % step
      let end = min(column.count, start + min(untilCheck, pageRowLimit - pageRowCount))
      append(column, rows: start..<end)
      start = end
      if pageRowCount >= pageRowLimit || isAtCheck && isPageFull { endPage() }
    }
  }

  /// Rows between two looks at the size of a page of texts.
  private var step: Int { type.physical == .byteArray ? 512 : 4096 }

  private var isAtCheck: Bool { pageRowCount % step == 0 }

  private var isPageFull: Bool { values.count + indices.count * 2 >= options.pageByteCount }

  private var pageRowLimit: Int {
    let width: Int
    switch type.physical {
    case .boolean, .byteArray: return options.pageRowCount
    case .int32, .float: width = 4
    case .int64, .double: width = 8
    case .fixedByteArray: width = type.length ?? 16
    }
    return min(options.pageRowCount, max(1, options.pageByteCount / width))
  }

  private func append(_ column: Column, rows: Range<Int>) {
    if case .text(let text) = column.values, mayUseDictionary, !fitsDictionary(text) {
      leaveDictionary()
    }
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
    switch column.values {
    case .boolean(let source): append(Dense.values(source, rows, validity, validCount))
    case .int64(let source): append(integers: source, rows, validity, validCount)
    case .int128(let source): append(Dense.values(source, rows, validity, validCount))
    case .float64(let source): append(floats: source, rows, validity, validCount)
    case .uuid(let source): append(Dense.values(source, rows, validity, validCount))
    case .text(.plain(let text)): append(text, rows, validity)
    case .text(.dictionary(let codes, let source)):
      append(codes, source, rows, validity, validCount)
    }
    pageRowCount += rows.count
    rowCount += rows.count
    nullCount += rows.count - validCount
  }

  private func append(_ dense: [Bool]) {
    truths.append(dense.span)
    if options.writesStatistics { bounds.include(dense.span) }
  }

  private func append(_ dense: [Int128]) {
    Plain.append(bigEndian: dense.span, byteCount: type.length ?? 16, to: &values)
    if options.writesStatistics { bounds.include(dense.span) }
  }

  private func append(_ dense: [UInt128]) {
    Plain.append(uuid: dense.span, to: &values)
    if options.writesStatistics { bounds.include(dense.span) }
  }

  private func append(
    integers source: [Int64], _ rows: Range<Int>, _ validity: Bitmap?, _ validCount: Int
  ) {
    if let validity {
      append(integers: Dense.values(source, rows, validity, validCount).span)
    } else {
      append(integers: source.span.extracting(rows))
    }
  }

  private func append(integers dense: Span<Int64>) {
    if type.physical == .int32 {
      Plain.append(int32: dense, to: &values)
    } else {
      Plain.append(int64: dense, to: &values)
    }
    if options.writesStatistics { bounds.include(dense) }
  }

  private func append(
    floats source: [Double], _ rows: Range<Int>, _ validity: Bitmap?, _ validCount: Int
  ) {
    if let validity {
      append(floats: Dense.values(source, rows, validity, validCount).span)
    } else {
      append(floats: source.span.extracting(rows))
    }
  }

  private func append(floats dense: Span<Double>) {
    if type.physical == .float {
      Plain.append(float: dense, to: &values)
    } else {
      Plain.append(double: dense, to: &values)
    }
    if options.writesStatistics { bounds.include(dense) }
  }

  private func append(_ text: PlainText, _ rows: Range<Int>, _ validity: Bitmap?) {
    Plain.append(text: text, rows: rows, validity: validity, to: &values)
    if options.writesStatistics { bounds.include(text, rows: rows, validity: validity) }
  }

  private func append(
    _ codes: [Int32], _ source: TextDictionary, _ rows: Range<Int>, _ validity: Bitmap?,
    _ validCount: Int
  ) {
    if mayUseDictionary {
      if dictionary == nil { dictionary = ChunkDictionary(source) }
      let dense = Dense.values(codes, rows, validity, validCount)
      dictionary?.append(dense.span, to: &indices, bounds: &bounds)
      return
    }
    Plain.append(
      codes: codes.span, of: source.values, rows: rows, validity: validity, to: &values)
    if options.writesStatistics {
      bounds.include(codes: codes, of: source.values, rows: rows, validity: validity)
    }
  }

  private func fitsDictionary(_ text: TextColumn) -> Bool {
    guard case .dictionary(_, let source) = text else { return false }
    guard let dictionary else { return true }
    return dictionary.source === source && !(isAtCheck && dictionary.isTooLarge)
  }

  /// Values that no dictionary holds follow: pages so far keep theirs, the next are plain.
  private func leaveDictionary() {
    mayUseDictionary = false
    if dictionary != nil { endPage() }
  }

  private func endPage() {
    guard pageRowCount > 0 else { return }
    let isIndexed = mayUseDictionary && dictionary != nil || !indices.isEmpty
    if let dictionary, isIndexed {
      DictionaryIndices.append(indices.span, dictionaryCount: dictionary.count, to: &values)
    } else {
      usesPlain = true
      truths.encode(into: &values)
    }
    let encoding: any ValueEncoding.Type = isIndexed ? DictionaryIndices.self : Plain.self
    if field.isNullable {
      assembled.removeAll()
      var encodedLevels = ByteBuffer()
      RunLength.append(levels: levels, to: &encodedLevels)
      assembled.write(atMost: 4) { $0.append(UInt32(encodedLevels.count)) }
      assembled.append(encodedLevels)
      assembled.append(values)
      pages.appendData(assembled, valueCount: pageRowCount, encoding: encoding)
    } else {
      pages.appendData(values, valueCount: pageRowCount, encoding: encoding)
    }
    values.removeAll()
    indices.removeAll(keepingCapacity: true)
    truths.removeAll()
    levels.removeAll()
    pageRowCount = 0
  }

  /// Ends the last page and the dictionary.
  ///
  /// - Returns: how many bytes `write` will append.
  func finish() -> Int {
    endPage()
    if let dictionary {
      dictionaryPage.appendDictionary(dictionary.page, entryCount: dictionary.count)
    }
    return dictionaryPage.bytes.count + pages.bytes.count
  }

  /// Appends the finished chunk to the bytes of its row group.
  func write(to output: inout ByteBuffer) -> ParquetChunk {
    var chunk = ParquetChunk(
      encodings: [RunLength.parquetCode], valueCount: rowCount,
      plainByteCount: dictionaryPage.plainByteCount + pages.plainByteCount,
      byteCount: dictionaryPage.bytes.count + pages.bytes.count, dataOffset: output.count,
      dictionaryOffset: nil, nullCount: nullCount,
      bounds: options.writesStatistics ? bounds.encoded(type) : nil)
    if dictionary != nil {
      chunk.encodings.append(DictionaryIndices.parquetCode)
      chunk.dictionaryOffset = output.count
      output.append(dictionaryPage.bytes)
      chunk.dataOffset = output.count
    }
    if usesPlain || dictionary != nil { chunk.encodings.append(Plain.parquetCode) }
    chunk.encodings.sort()
    output.append(pages.bytes)
    return chunk
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
  var nullCount: Int
  var bounds: (low: [UInt8], high: [UInt8])?
}

/// Values without the nulls between them.
enum Dense {
  /// - Parameter count: how many rows of the range have a value.
  static func values<Value: BitwiseCopyable>(
    _ values: [Value], _ rows: Range<Int>, _ validity: Bitmap?, _ count: Int
  ) -> [Value] {
    guard let validity else {
      return rows.count == values.count ? values : Array(values[rows])
    }
    guard count > 0 else { return [] }
    let wordArray = validity.words
    let words = wordArray.span
    let source = values.span
    // One more place than values: a null is stored there and overwritten by the next value.
    var result = [Value](repeating: source[rows.lowerBound], count: count + 1)
    var target = result.mutableSpan
    var next = 0
    for row in rows {
      target[next] = source[row]
      next &+= Int(truncatingIfNeeded: words[row &>> 6] &>> UInt64(row & 63) & 1)
    }
    result.removeLast()
    return result
  }
}
