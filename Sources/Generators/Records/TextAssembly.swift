import Columnar
import Expressions

/// Puts the texts of a batch together from parts, part by part.
///
/// - Complexity: O(bytes); nothing is allocated per row.
struct TextAssembly {
  enum Part {
    /// The same in each row.
    case text([UInt8])
    /// One of some texts, by its place among them.
    case coded(PlainText, [Int32])
    /// A number without zeros in front.
    case number([UInt64])
    /// One of some texts in which each `#` is a digit, drawn from the bits of the row.
    case filled(PlainText, [Int32], [UInt64])
    /// A text for each row.
    case texts(PlainText)
  }

  private enum Piece {
    case texts(TextReader)
    case number([UInt64], digits: [UInt8])
    case filled(TextReader, [UInt64])
  }

  private var lengths: [Int64]
  private var pieces: [Piece] = []

  init(count: Int) { lengths = [Int64](repeating: 0, count: count) }

  mutating func add(_ part: Part) {
    switch part {
    case .text(let text):
      let one = PlainText(count: 1, length: text.count, bytes: text)
      add(.texts(TextReader(codes: nil, fixed: 0, plain: one)))
    case .texts(let source): add(.texts(TextReader(codes: nil, plain: source)))
    case .coded(let source, let codes): add(.texts(TextReader(codes: codes, plain: source)))
    case .filled(let source, let codes, let bits):
      add(.filled(TextReader(codes: codes, plain: source), bits))
    case .number(let numbers):
      add(.number(numbers, digits: numbers.map { UInt8(Self.digitCount($0)) }))
    }
  }

  mutating func add(_ text: String) { add(.text(Array(text.utf8))) }

  private mutating func add(_ piece: Piece) {
    switch piece {
    case .texts(let reader), .filled(let reader, _):
      TextKernels.addLengths(reader, nil, to: &lengths)
    case .number(_, let digits):
      for row in lengths.indices { lengths[row] &+= Int64(digits[row]) }
    }
    pieces.append(piece)
  }

  /// The texts, each the parts in the order they were added.
  func texts() -> PlainText {
    var offsets = [Int32](repeating: 0, count: lengths.count + 1)
    var total = 0
    for row in lengths.indices {
      total += Int(lengths[row])
      precondition(total <= PlainText.largestByteCount, "more text than a batch holds")
      offsets[row + 1] = Int32(total)
    }
    // Eight spare bytes, so that words can be read whole.
    var bytes = [UInt8](repeating: 0, count: total + 8)
    var cursors = offsets
    for piece in pieces {
      switch piece {
      case .texts(let reader):
        TextKernels.copy(reader, nil, to: &bytes, at: &cursors, count: lengths.count)
      case .filled(let reader, let bits):
        let starts = cursors
        TextKernels.copy(reader, nil, to: &bytes, at: &cursors, count: lengths.count)
        Self.fill(&bytes, from: starts, to: cursors, bits)
      case .number(let numbers, let digits): Self.write(numbers, digits, to: &bytes, at: &cursors)
      }
    }
    return PlainText(offsets: offsets, bytes: bytes)
  }

  /// Puts a digit for each `#`.
  private static func fill(
    _ bytes: inout [UInt8], from starts: [Int32], to ends: [Int32], _ bits: [UInt64]
  ) {
    var output = bytes.mutableSpan
    for row in bits.indices {
      var rest = bits[row]
      for place in Int(starts[row])..<Int(ends[row]) where output[place] == UInt8(ascii: "#") {
        let (digit, low) = rest.multipliedFullWidth(by: 10)
        output[place] = 48 + UInt8(truncatingIfNeeded: digit)
        rest = low
      }
    }
  }

  private static func write(
    _ numbers: [UInt64], _ digits: [UInt8], to bytes: inout [UInt8], at cursors: inout [Int32]
  ) {
    var output = bytes.mutableSpan
    for row in numbers.indices {
      cursors[row] &+= Int32(digits[row])
      var place = Int(cursors[row])
      var rest = numbers[row]
      for _ in 0..<digits[row] {
        let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
        place &-= 1
        output[place] = 48 + UInt8(truncatingIfNeeded: digit)
        rest = tens
      }
    }
  }

  private static let powersOfTen: [UInt64] = (1...19).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  private static func digitCount(_ number: UInt64) -> Int {
    // 1233 / 4096 is the logarithm of 2 to the base 10, near enough for 64 bits.
    let guess = ((64 - number.leadingZeroBitCount) * 1233) >> 12
    return max(1, guess + (number >= powersOfTen[guess] ? 1 : 0))
  }
}
