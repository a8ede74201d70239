import Columnar

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
    static func texts(_ texts: PlainText) -> Part { .coded(texts, Array(0..<Int32(texts.count))) }
  }

  private var lengths: [Int32]
  private var parts: [Part] = []

  init(count: Int) { lengths = [Int32](repeating: 0, count: count) }

  mutating func add(_ part: Part) {
    switch part {
    case .text(let text):
      let length = Int32(text.count)
      for row in lengths.indices { lengths[row] &+= length }
    case .coded(let source, let codes), .filled(let source, let codes, _):
      let offsets = source.offsets
      let places = offsets.span
      let rows = codes.span
      for row in lengths.indices {
        let code = Int(rows[row])
        lengths[row] &+= places[code &+ 1] &- places[code]
      }
    case .number(let numbers):
      for row in lengths.indices { lengths[row] &+= Int32(Self.digitCount(numbers[row])) }
    }
    parts.append(part)
  }

  mutating func add(_ text: String) { add(.text(Array(text.utf8))) }

  /// The texts, each the parts in the order they were added.
  func texts() -> PlainText {
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(lengths.count + 1)
    var total = 0
    for length in lengths {
      total += Int(length)
      precondition(total <= PlainText.largestByteCount, "more text than a batch holds")
      offsets.append(Int32(total))
    }
    var ends = offsets
    var bytes = [UInt8](repeating: 0, count: total)
    for part in parts { Self.write(part, &bytes, at: &ends, rows: lengths.count) }
    return PlainText(offsets: offsets, bytes: bytes)
  }

  /// Writes a part of each row where the row's parts before it end.
  private static func write(
    _ part: Part, _ bytes: inout [UInt8], at ends: inout [Int32], rows: Int
  ) {
    var output = bytes.mutableSpan
    var places = ends.mutableSpan
    switch part {
    case .text(let text):
      for row in 0..<rows {
        var place = Int(places[row])
        for byte in text {
          output[place] = byte
          place &+= 1
        }
        places[row] = Int32(place)
      }
    case .coded(let source, let codes):
      let (from, offsets, chosen) = (source.bytes.span, source.offsets.span, codes.span)
      for row in 0..<rows {
        let code = Int(chosen[row])
        var place = Int(places[row])
        for byte in Int(offsets[code])..<Int(offsets[code &+ 1]) {
          output[place] = from[byte]
          place &+= 1
        }
        places[row] = Int32(place)
      }
    case .filled(let source, let codes, let bits):
      let (from, offsets, chosen) = (source.bytes.span, source.offsets.span, codes.span)
      for row in 0..<rows {
        let code = Int(chosen[row])
        var place = Int(places[row])
        var rest = bits[row]
        for byte in Int(offsets[code])..<Int(offsets[code &+ 1]) {
          var letter = from[byte]
          if letter == UInt8(ascii: "#") {
            let (digit, low) = rest.multipliedFullWidth(by: 10)
            (letter, rest) = (48 + UInt8(digit), low)
          }
          output[place] = letter
          place &+= 1
        }
        places[row] = Int32(place)
      }
    case .number(let numbers):
      for row in 0..<rows {
        let count = digitCount(numbers[row])
        write(numbers[row], count, &output, &places[row])
      }
    }
  }

  private static func write(
    _ number: UInt64, _ count: Int, _ output: inout MutableSpan<UInt8>, _ end: inout Int32
  ) {
    end += Int32(count)
    var rest = number
    for place in 1...count {
      output[Int(end) - place] = UInt8(48 + rest % 10)
      rest /= 10
    }
  }

  private static func digitCount(_ number: UInt64) -> Int {
    var (count, limit) = (1, UInt64(10))
    while count < 20, number >= limit {
      count += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { return number >= limit ? 20 : count }
      limit = next
    }
    return count
  }
}
