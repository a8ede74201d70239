/// Texts shared by many batches; a code is an index into them.
///
/// A function of such a column can make two of its texts equal: then one stands here twice.
/// Identity matters: columns that share the same object can be written with one dictionary.
package final class TextDictionary: Sendable {
  package let values: PlainText

  package init(_ values: PlainText) { self.values = values }

  package convenience init(_ texts: [String]) {
    var plain = PlainText(capacity: texts.count, bytes: texts.reduce(0) { $0 + $1.utf8.count })
    for text in texts { plain.append(text) }
    self.init(plain)
  }

  package var count: Int { values.count }

  package subscript(code: Int) -> String { values.string(at: code) }

  /// All texts, by their codes.
  package var all: [String] { (0..<count).map { self[$0] } }
}

/// Distinct texts in the order they are first met, told apart by their bytes.
///
/// Swift's strings are equal where Unicode takes them for the same text, as `é` in one scalar and
/// in two; files, hashes and expressions see bytes.
package struct DistinctTexts {
  private var codes: [[UInt8]: Int32] = [:]
  private var texts = PlainText()

  package init() {}

  /// The text's code: its own from before, or the next one.
  package mutating func code(of text: String) -> Int32 {
    let bytes = Array(text.utf8)
    if let code = codes[bytes] { return code }
    let code = Int32(texts.count)
    codes[bytes] = code
    texts.append(text)
    return code
  }

  package var dictionary: TextDictionary { TextDictionary(texts) }
}

/// UTF-8 texts one after another.
///
/// - Shape: `offsets` has one entry more than there are texts; text `i` is
///   `bytes[offsets[i]..<offsets[i + 1]]`. `bytes` may be longer than the last offset: spare bytes
///   let loops store 16 at once.
package struct PlainText: Sendable {
  /// What offsets of 32 bits can count.
  package static let largestByteCount = Int(Int32.max)

  package var offsets: [Int32]
  package var bytes: [UInt8]

  package init() {
    offsets = [0]
    bytes = []
  }

  package init(capacity: Int, bytes byteCount: Int) {
    self.init()
    offsets.reserveCapacity(capacity + 1)
    bytes.reserveCapacity(byteCount)
  }

  package init(offsets: [Int32], bytes: [UInt8]) {
    precondition(offsets.first == 0, "text offsets start at 0")
    precondition(Int(offsets[offsets.count - 1]) <= bytes.count, "text offsets end in the bytes")
    self.offsets = offsets
    self.bytes = bytes
  }

  /// Texts of one length, one after another in the bytes.
  package init(count: Int, length: Int, bytes: [UInt8]) {
    precondition(count * length <= min(bytes.count, PlainText.largestByteCount), "missing bytes")
    let step = Int32(length)
    offsets = []
    offsets.append(addingCapacity: count + 1) { output in
      var end: Int32 = 0
      for _ in 0...count {
        output.append(end)
        end &+= step
      }
    }
    self.bytes = bytes
  }

  package var count: Int { offsets.count - 1 }

  /// The bytes in use, without spare ones.
  package var byteCount: Int { Int(offsets[offsets.count - 1]) }

  package func range(at row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row + 1])
  }

  package func string(at row: Int) -> String {
    String(decoding: bytes[range(at: row)], as: UTF8.self)
  }

  /// How many texts from the first on have eight bytes behind them, so that loops may read whole
  /// words.
  package var wholeWordCount: Int {
    var row = count
    while row > 0, Int(offsets[row]) + 8 > bytes.count { row -= 1 }
    return row
  }

  /// Appends one text; the spare bytes, if any, are dropped first.
  package mutating func append(_ text: String) {
    dropSpareBytes()
    bytes.append(contentsOf: text.utf8)
    offsets.append(Int32(bytes.count))
  }

  package mutating func append(contentsOf source: PlainText, at row: Int) {
    append(contentsOf: source, rows: row..<row + 1)
  }

  /// Appends texts that stand together.
  package mutating func append(contentsOf source: PlainText, rows: Range<Int>) {
    dropSpareBytes()
    let offsetArray = source.offsets
    let from = offsetArray.span
    let first = from[rows.lowerBound]
    let shift = Int32(bytes.count) - first
    bytes.append(contentsOf: source.bytes[Int(first)..<Int(from[rows.upperBound])])
    offsets.append(addingCapacity: rows.count) { output in
      for row in rows { output.append(from[row &+ 1] &+ shift) }
    }
  }

  package mutating func append(contentsOf source: PlainText, at rows: [Int]) {
    gather(source, rows.count) { rows[$0] }
  }

  package mutating func append(contentsOf source: PlainText, at codes: [Int32]) {
    gather(source, codes.count) { Int(codes[$0]) }
  }

  private mutating func dropSpareBytes() {
    if bytes.count > byteCount { bytes.removeLast(bytes.count - byteCount) }
  }

  @inline(__always)
  private mutating func gather(_ source: PlainText, _ count: Int, _ row: (Int) -> Int) {
    dropSpareBytes()
    let offsetArray = source.offsets
    let from = offsetArray.span
    var end = byteCount
    offsets.append(addingCapacity: count) { output in
      for index in 0..<count {
        let row = row(index)
        end += Int(from[row + 1] - from[row])
        output.append(Int32(end))
      }
    }
    let byteArray = source.bytes
    let given = byteArray.span
    bytes.append(addingCapacity: end - bytes.count) { output in
      for index in 0..<count {
        let row = row(index)
        for place in Int(from[row])..<Int(from[row + 1]) { output.append(given[place]) }
      }
    }
  }
}

/// Text of a batch: codes into a shared dictionary, or the bytes themselves.
package enum TextColumn: Sendable {
  case dictionary(codes: [Int32], TextDictionary)
  case plain(PlainText)

  package var count: Int {
    switch self {
    case .dictionary(let codes, _): codes.count
    case .plain(let plain): plain.count
    }
  }

  package func string(at row: Int) -> String {
    switch self {
    case .dictionary(let codes, let dictionary): dictionary[Int(codes[row])]
    case .plain(let plain): plain.string(at: row)
    }
  }

  /// The texts of the rows asked for; codes stay codes.
  package func gathered(_ rows: [Int]) -> TextColumn {
    switch self {
    case .dictionary(let codes, let dictionary):
      return .dictionary(codes: rows.map { codes[$0] }, dictionary)
    case .plain(let plain):
      var result = PlainText()
      result.append(contentsOf: plain, at: rows)
      return .plain(result)
    }
  }
}
