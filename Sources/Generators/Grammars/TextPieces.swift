import Columnar

/// The texts of a column in the rows of a batch, where a grammar reads them.
struct TextPool {
  private let text: TextColumn
  private let validity: Bitmap?
  let bytes: [UInt8]

  init(_ text: TextColumn, validity: Bitmap?) {
    self.text = text
    self.validity = validity
    switch text {
    case .plain(let plain): bytes = plain.bytes
    case .dictionary(_, let dictionary): bytes = dictionary.values.bytes
    }
  }

  /// Where the text of a row lies among the bytes; nothing where it is missing.
  func range(_ row: Int) -> Range<Int> {
    if let validity, !validity[row] { return 0..<0 }
    switch text {
    case .plain(let plain): return plain.range(at: row)
    case .dictionary(let codes, let dictionary):
      return dictionary.values.range(at: Int(codes[row]))
    }
  }
}

/// The pieces that texts are joined of, as places in the bytes of literals and columns.
struct TextPieces {
  private let bytes: [UInt8]
  private let columns: [TextPool]
  /// Where the bytes of each column begin.
  private var firsts: [Int] = []
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// The piece that will be `a` or `an`, once it is known what follows.
  private var openArticle: Int?
  private var isCapitalNext = false
  /// Pieces that begin with a capital.
  private var capitals: [Int] = []
  private let article: Int

  /// - Parameter literals: with `a an ` at their end.
  init(literals: [UInt8], _ columns: [TextPool]) {
    article = literals.count - 5
    var bytes = literals
    for column in columns {
      firsts.append(bytes.count)
      bytes += column.bytes
    }
    self.bytes = bytes
    self.columns = columns
  }

  var count: Int { starts.count }

  @inline(__always) mutating func append(_ start: Int, _ end: Int) {
    if openArticle != nil || isCapitalNext { settle(start, end) }
    starts.append(start)
    ends.append(end)
  }

  mutating func appendColumn(_ column: Int, _ row: Int) {
    let range = columns[column].range(row)
    append(firsts[column] + range.lowerBound, firsts[column] + range.upperBound)
  }

  /// Says how what follows begins.
  mutating func mark(isArticle: Bool) {
    guard isArticle else {
      isCapitalNext = true
      return
    }
    append(article, article + 2)
    openArticle = starts.count - 1
  }

  private mutating func settle(_ start: Int, _ end: Int) {
    guard end > start else { return }
    if let place = openArticle {
      if EnglishArticle.isAn(before: bytes[start..<end]) {
        (starts[place], ends[place]) = (article + 2, article + 5)
      }
      openArticle = nil
    }
    if isCapitalNext {
      capitals.append(starts.count)
      isCapitalNext = false
    }
  }

  /// - Parameter bounds: the pieces of each text: from one up to the next.
  func text(_ bounds: [Int]) -> PlainText {
    var cut = PlainText.cut(bytes, starts: starts, ends: ends)
    for piece in capitals { TextPieces.capitalize(&cut.bytes, cut.range(at: piece)) }
    return PlainText(offsets: bounds.map { cut.offsets[$0] }, bytes: cut.bytes)
  }

  /// Writes the first letter as a capital, where that has as many bytes.
  private static func capitalize(_ bytes: inout [UInt8], _ range: Range<Int>) {
    let first = bytes[range.lowerBound]
    if first < 0x80 {
      if (97...122).contains(first) { bytes[range.lowerBound] = first - 32 }
      return
    }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let letter = range.lowerBound..<min(range.lowerBound + length, range.upperBound)
    let capital = String(decoding: bytes[letter], as: UTF8.self).unicodeScalars.first
      .map { Array($0.properties.titlecaseMapping.utf8) }
    if let capital, capital.count == letter.count { bytes.replaceSubrange(letter, with: capital) }
  }
}

/// Which of `a` and `an` stands before a word.
enum EnglishArticle {
  /// Words that begin with a vowel and sound as if with a consonant, and the other way round; longer
  /// beginnings first where one begins with another.
  private static let exceptions: [(start: [UInt8], isAn: Bool)] = [
    ("unim", true), ("unin", true), ("uniq", false), ("uni", false), ("eu", false), ("ewe", false),
    ("once", false), ("one", false), ("use", false), ("usu", false), ("uti", false), ("uto", false),
    ("ubiq", false), ("urin", false), ("heir", true), ("honest", true), ("honor", true),
    ("honour", true), ("hour", true),
  ].map { (Array($0.0.utf8), $0.1) }

  static func isAn(before word: ArraySlice<UInt8>) -> Bool {
    func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
    for (start, isAn) in exceptions
    where start.count <= word.count && zip(start, word).allSatisfy({ $0 == lower($1) }) {
      return isAn
    }
    guard let first = word.first else { return false }
    return Array("aeiou8".utf8).contains(lower(first))
  }
}

extension TextPool {
  func gathered(_ rows: [Int]) -> TextPool {
    TextPool(text.gathered(rows), validity: validity?.gathered(rows))
  }
}
