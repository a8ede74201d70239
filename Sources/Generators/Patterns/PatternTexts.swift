import Columnar
import Expressions
import Sampling

/// The texts of a pattern: drawn, or each at most once.
///
/// - Draws: those of `DigitDraws`, from left to right: each branch, number of times and character
///   of a class is equally likely. Texts that differ are numbered and dealt out by a permutation.
struct PatternTexts: Sendable {
  /// Beyond it, counts of texts stay comparable.
  static let mostCounted: UInt128 = 1 << 120
  /// The largest space that is permuted whole.
  private static let mostPermuted: UInt128 = 1 << 63

  private enum Form {
    /// Texts of one length in ASCII, each place by itself.
    case places(SymbolPlaces, NumberedPlaces)
    case tree
  }

  /// How many choices lead to a text: how many texts there are where none is reached in two ways.
  let count: UInt128
  private let form: Form
  private let tree: PatternTree

  init(_ node: PatternNode) {
    tree = PatternTree(node)
    count = tree.count
    if let places = node.places, places.allSatisfy({ $0.allSatisfy { $0.isASCII } }) {
      let alphabets = places.map { $0.map { UInt8(ascii: $0) } }
      form = .places(SymbolPlaces(alphabets), NumberedPlaces(alphabets))
    } else {
      form = .tree
    }
  }

  /// - Returns: one text for each row, with spare bytes behind them where all have one length.
  func drawn(_ stream: StreamKey, _ rows: RowKeys) -> PlainText {
    if case .places(let places, _) = form {
      let bytes = places.bytes(stream, rows)
      return PlainText(count: rows.count, length: places.count, bytes: bytes)
    }
    var text = PlainText()
    for row in 0..<rows.count {
      var digits = DigitDraws(stream, row: rows[row])
      tree.append(&digits, to: &text.bytes)
      text.offsets.append(Int32(text.bytes.count))
    }
    return text
  }

  /// The texts of numbers below `count`, where no text is reached in two ways.
  func numbered(_ numbers: [UInt64]) -> PlainText {
    var text = PlainText()
    for number in numbers {
      tree.append(UInt128(number), to: &text.bytes)
      text.offsets.append(Int32(text.bytes.count))
    }
    return text
  }

  /// - Parameter ranks: which of all texts, in the order they are dealt out.
  /// - Returns: texts that differ wherever ranks do, if no text is reached in two ways.
  /// - Throws: `space-used-up` for the first rank beyond the number of texts.
  func distinct(_ stream: StreamKey, _ ranks: RowKeys) throws(EvaluationError) -> PlainText {
    let size = UInt64(min(count, PatternTexts.mostPermuted))
    for row in 0..<ranks.count where ranks[row] >= size { throw .textsUsedUp(row: row, size) }
    if case .places(let places, let numbered) = form {
      // What lies in front of the places that are numbered is drawn.
      var bytes =
        numbered.first > 0
        ? places.bytes(stream.lane("rest"), ranks)
        : [UInt8](repeating: 0, count: ranks.count * places.count + 8)
      let permutation = Permutation(stream, size: numbered.size)
      numbered.write(permutation.values(at: ranks), to: &bytes)
      return PlainText(count: ranks.count, length: places.count, bytes: bytes)
    }
    let permutation = Permutation(stream, size: size)
    // Numbers lie spread over a space that is larger, so that all of it occurs.
    let stride = UInt64(count / UInt128(size))
    let gaps = stride > 1 ? stream.lane("rest").bits(for: ranks) : []
    var text = PlainText()
    for (row, value) in permutation.values(at: ranks).enumerated() {
      var number = UInt128(value)
      if stride > 1 {
        number = number * UInt128(stride) + UInt128(gaps[row].multipliedFullWidth(by: stride).high)
      }
      tree.append(number, to: &text.bytes)
      text.offsets.append(Int32(text.bytes.count))
    }
    return text
  }
}

/// Places whose symbols a number tells, the last one changing fastest.
struct NumberedPlaces: Sendable {
  let length: Int
  /// The first place that the number tells: all behind it together have at most 2^63 texts.
  let first: Int
  let size: UInt64
  private let bases: [UInt64]
  private let starts: [Int]
  private let symbols: [UInt8]

  init(_ alphabets: [[UInt8]]) {
    length = alphabets.count
    var size: UInt64 = 1
    var first = alphabets.count
    while first > 0 {
      let base = UInt64(alphabets[first - 1].count)
      guard base <= (1 << 63) / size else { break }
      size *= base
      first -= 1
    }
    (self.first, self.size) = (first, size)
    bases = alphabets.map { UInt64($0.count) }
    symbols = alphabets.flatMap { $0 }
    var starts: [Int] = []
    var next = 0
    for alphabet in alphabets {
      starts.append(next)
      next += alphabet.count
    }
    self.starts = starts
  }

  /// Puts the symbols of each number into its row of bytes.
  func write(_ numbers: [UInt64], to bytes: inout [UInt8]) {
    let (bases, starts, symbols) = (bases.span, starts.span, symbols.span)
    var end = 0
    for number in numbers {
      var rest = number
      var place = length
      while place > first {
        place &-= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: bases[place])
        bytes[end &+ place] = symbols[starts[place] &+ Int(truncatingIfNeeded: digit)]
        rest = quotient
      }
      end &+= length
    }
  }
}

extension EvaluationError {
  fileprivate static func textsUsedUp(row: Int, _ size: UInt64) -> EvaluationError {
    EvaluationError(
      row: row, message: "the texts of the pattern are used up, of which there are \(size)",
      code: "space-used-up",
      expected: "a pattern with at least as many texts as there are rows")
  }
}
