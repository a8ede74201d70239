import Columnar
import Sampling

/// `CUST-{:08}`: text around one number, padded with zeros to a width.
struct KeyPattern: Sendable {
  let prefix: [UInt8]
  let suffix: [UInt8]
  let width: Int

  /// Nil unless there is exactly one `{}`, `{:N}` or `{:0N}` with N of at most 18.
  init?(_ text: String) {
    guard let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}"), open < close
    else { return nil }
    let inside = text[text.index(after: open)..<close]
    let rest = text[text.index(after: close)...]
    guard !rest.contains("{"), !rest.contains("}") else { return nil }
    if inside.isEmpty {
      width = 1
    } else {
      guard inside.hasPrefix(":0"), let width = Int(inside.dropFirst(2)), (1...18).contains(width)
      else { return nil }
      self.width = width
    }
    prefix = Array(text[..<open].utf8)
    suffix = Array(rest.utf8)
  }

  /// A regular expression that the texts match.
  var expression: String {
    let parts = [prefix, suffix].map { part in
      String(decoding: part, as: UTF8.self).reduce(into: "") { text, character in
        if "\\.+*?()|[]{}^$".contains(character) { text.append("\\") }
        text.append(character)
      }
    }
    return parts[0] + "[0-9]{\(width),}" + parts[1]
  }

  /// The texts of positions, counted from 1.
  func texts(of positions: RowKeys) -> PlainText {
    if case .list(let list) = positions, let most = list.max(),
      most + 1 < KeyPattern.powersOfTen[width]
    {
      let line = prefix + repeatElement(UInt8(ascii: "0"), count: width) + suffix
      return PlainText(
        count: list.count, length: line.count,
        bytes: Kernels.numbered(list.map { $0 + 1 }, line, last: prefix.count + width - 1))
    }
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(positions.count + 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(positions.count * (prefix.count + max(width, 12) + suffix.count))
    if case .range(let first, let count) = positions {
      appendRange(first + 1, count, to: &bytes, &offsets)
      return PlainText(offsets: offsets, bytes: bytes)
    }
    for row in 0..<positions.count {
      bytes.append(contentsOf: prefix)
      append(positions[row] + 1, to: &bytes)
      bytes.append(contentsOf: suffix)
      offsets.append(Int32(bytes.count))
    }
    return PlainText(offsets: offsets, bytes: bytes)
  }

  /// Neighbouring numbers: each text is the one before it, counted up by one.
  private func appendRange(
    _ first: UInt64, _ count: Int, to bytes: inout [UInt8], _ offsets: inout [Int32]
  ) {
    var next = first
    var left = UInt64(count)
    while left > 0 {
      var line = prefix
      append(next, to: &line)
      let digits = line.count - prefix.count
      line += suffix
      // As many as have no more digits than this one.
      let room = digits < 19 ? KeyPattern.powersOfTen[digits] - next : left
      let run = min(left, room)
      Kernels.appendCounted(
        Int(run), &line, last: prefix.count + digits - 1, to: &bytes)
      offsets.append(addingCapacity: Int(run)) { places in
        let start = bytes.count - Int(run) * line.count
        for row in 1...Int(run) {
          places.append(Int32(truncatingIfNeeded: start + row * line.count))
        }
      }
      next += run
      left -= run
    }
  }

  private static let powersOfTen = (0..<19).map { power in
    (0..<power).reduce(UInt64(1)) { value, _ in value * 10 }
  }

  private func append(_ number: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var digits = 1
    var bound: UInt64 = 10
    while digits < 19, number >= bound {
      digits += 1
      bound &*= 10
    }
    digits = max(digits, width)
    for _ in 0..<digits { bytes.append(48) }
    var rest = number
    var place = start + digits - 1
    while rest > 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      bytes[place] = 48 &+ UInt8(truncatingIfNeeded: remainder)
      rest = quotient
      place -= 1
    }
  }

  /// The position a key text names; nil when the text is not of the pattern.
  func position(of text: String) -> UInt64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= prefix.count + width + suffix.count, bytes.starts(with: prefix),
      bytes.suffix(suffix.count).elementsEqual(suffix)
    else { return nil }
    let digits = bytes[prefix.count..<(bytes.count - suffix.count)]
    guard digits.count == width || digits.first != 48,
      digits.allSatisfy({ (48...57).contains($0) }),
      let number = UInt64(String(decoding: digits, as: UTF8.self)), number >= 1
    else { return nil }
    return number - 1
  }
}
