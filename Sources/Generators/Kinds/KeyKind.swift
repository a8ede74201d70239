import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A key whose text tells the position of its row.
package protocol NumberedKey {
  /// Nil when the text is no key of this form.
  func position(of text: String) -> UInt64?
}

/// The table's key: a pattern around the number of the row, the number itself, or a UUID.
///
/// Numbers count from 1 in the order of the rows. UUIDs are version 4 in form and differ by
/// construction: 64 of their bits are a permutation of the row key.
struct KeyKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "key",
    "The key of the table, different in every row: a pattern with one `{}` or `{:08}`, `integer`, or `uuid`.",
    argument: .text)

  private enum Form {
    case pattern(KeyPattern)
    case integer
    case uuid
  }

  private let form: Form
  let type: LogicalType
  let interval: ValueInterval
  let isUnique = true
  let isAscending: Bool
  let isCheap = true

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    switch scalar.text {
    case "integer":
      form = .integer
      type = .int64
      isAscending = true
      interval = .exact(lower: 1, upper: Int128(max(context.rowCount ?? Int(Int64.max), 1)))
    case "uuid":
      form = .uuid
      type = .uuid
      isAscending = false
      interval = .unbounded
    default:
      guard let pattern = KeyPattern(scalar.text) else {
        throw DiagnosticList([.badKeyPattern(scalar)])
      }
      form = .pattern(pattern)
      type = .text
      // As texts, numbers of one length alone stand in their order.
      isAscending = context.rowCount.map { String($0).count <= pattern.width } ?? false
      interval = .unbounded
    }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch form {
    case .integer:
      return Column(.int64, .int64((0..<request.count).map { Int64(request.ranks[$0]) + 1 }))
    case .pattern(let pattern):
      return Column(.text, .text(.plain(pattern.texts(of: request.ranks))))
    case .uuid:
      return Column(.uuid, .uuid(UUIDBits.distinct(request.rowKeys, stream: request.stream)))
    }
  }
}

extension KeyKind: NumberedKey {
  func position(of text: String) -> UInt64? {
    switch form {
    case .pattern(let pattern): return pattern.position(of: text)
    case .integer:
      guard let number = UInt64(text), number >= 1, String(number) == text else { return nil }
      return number - 1
    case .uuid: return nil
    }
  }
}

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

enum UUIDBits {
  private static let versionAndVariant: UInt128 = 0x4000_8000_0000_0000_0000
  private static let free: UInt128 = 0xFFFF_FFFF_FFFF_0FFF_3FFF_FFFF_FFFF_FFFF

  /// Version 4 form from two draws.
  static func random(_ high: UInt64, _ low: UInt64) -> UInt128 {
    (UInt128(high) << 64 | UInt128(low)) & free | versionAndVariant
  }

  /// UUIDs that differ wherever row keys differ: a permutation of the key fills 64 free bits.
  static func distinct(_ rowKeys: RowKeys, stream: StreamKey) -> [UInt128] {
    let draws = stream.bits(for: rowKeys)
    let mask = stream.lane("permutation").bits(at: 0)
    return draws.indices.map { row in
      let mixed = scrambled(rowKeys[row] ^ mask)
      // 64 permuted bits around version and variant: 48 + 12 high, 4 low; 58 drawn bits fill the
      // rest.
      let high = mixed & ~0xFFFF | mixed & 0x0FFF
      let low = (mixed >> 12 & 0xF) << 58 | draws[row] >> 6
      return random(high, low)
    }
  }

  /// A bijection of 64 bits; distinctness is all that is asked of it.
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 32) &* 0xD6E8_FEB8_6659_FD93
    z = (z ^ z >> 32) &* 0xD6E8_FEB8_6659_FD93
    return z ^ z >> 32
  }
}

extension Diagnostic {
  fileprivate static func badKeyPattern(_ scalar: Scalar) -> Diagnostic {
    let text = scalar.text
    let near = DidYouMean.proposal(for: text, amongWords: ["integer", "uuid"])
    let parts = text.split(separator: "{", omittingEmptySubsequences: false)
    guard parts.count == 2, let close = parts[1].firstIndex(of: "}"), !parts[0].contains("}"),
      !parts[1][close...].dropFirst().contains("}")
    else {
      return Diagnostic(
        "bad-key-pattern", "'\(text)' has no single place for the number", at: scalar.location,
        pointer: scalar.pointer, expected: "text with one '{}' or '{:08}', or 'integer', or 'uuid'"
      ).proposing(near, at: scalar.location)
    }
    let inside = parts[1][..<close]
    let digits = inside.hasPrefix(":") ? inside.dropFirst() : inside
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
    let width = isNumber ? Int(digits) ?? .max : nil
    let message =
      switch width {
      case nil: "'{\(inside)}' is no place for the number"
      case (1...18)?: "the width in '{\(inside)}' lacks its ':0'"
      case _?: "the number in '{\(inside)}' cannot be \(width ?? 0) digits wide"
      }
    var result = Diagnostic(
      "bad-key-pattern", message, at: scalar.location, pointer: scalar.pointer,
      expected: "'{}', or '{:01}' to '{:018}' for 1 to 18 digits, zeros before the number")
    guard let width, (1...18).contains(width) else { return result }
    let start = parts[0].unicodeScalars.count
    let length = inside.unicodeScalars.count + 2
    result.suggestion = "write {:0\(width)}"
    if scalar.source.isOneRun(start..<start + length) {
      result.edit = Edit(
        location: scalar.source.location(at: start, length: length),
        replacement: "{:0\(width)}")
    }
    return result
  }
}
