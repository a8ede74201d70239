import Columnar

/// The values of the matrix, each a plain function of the row.
enum MatrixValues {
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  static func truth(_ row: Int) -> Bool { mixed(UInt64(row)) & 4 == 0 }

  /// Both ends of the range first, then values of all sizes.
  static func integer(_ row: Int, bits: Int) -> Int64 {
    let largest = Int64.max >> Int64(64 - bits)
    switch row {
    case 2: return largest
    case 3: return -largest - 1
    case 4: return 0
    default:
      let value = Int64(bitPattern: mixed(UInt64(row) ^ UInt64(bits)))
      return (value >> Int64(64 - bits)) >> Int64(row % bits)
    }
  }

  static func single(_ row: Int) -> Float {
    switch row {
    case 2: return .greatestFiniteMagnitude
    case 3: return .leastNonzeroMagnitude
    case 4: return -0.0
    case 5: return 1e10
    case 6: return 16_777_216
    default: return Float(integer(row, bits: 32)) / Float(1 << (row % 20))
    }
  }

  static func double(_ row: Int) -> Double {
    switch row {
    case 2: return .greatestFiniteMagnitude
    case 3: return .leastNonzeroMagnitude
    case 4: return -0.0
    case 5: return 1e16
    case 6: return 0.1
    case 7: return -1e300
    case 8: return 9_007_199_254_740_991
    default: return Double(integer(row, bits: 64)) / Double(1 << (row % 60))
    }
  }

  static func decimal(_ row: Int, precision: Int) -> Int128 {
    var limit: Int128 = 1
    for _ in 0..<precision { limit *= 10 }
    switch row {
    case 2: return limit - 1
    case 3: return 1 - limit
    case 4: return 0
    case 5: return -1
    default:
      let high = UInt128(mixed(UInt64(row) &* 3 &+ 1))
      let value = Int128(bitPattern: high << 64 | UInt128(mixed(UInt64(row) &* 3 &+ 2)))
      return (value % limit) >> Int128(row % 50)
    }
  }

  static func decimalText(_ value: Int128, scale: Int) -> String {
    var digits = String(value.magnitude)
    if scale > 0 {
      digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    return (value < 0 ? "-" : "") + digits
  }

  /// Days from year 1 to 9999, counted by hand through the years.
  static func day(_ row: Int) -> (days: Int64, text: String) {
    switch row {
    case 2: return (-719_162, "0001-01-01")
    case 3: return (2_932_896, "9999-12-31")
    case 4: return (-1, "1969-12-31")
    case 5: return (19_782, "2024-02-29")
    default:
      // Days of one year, 2023, which began 19 358 days after the epoch.
      let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      let ofYear = row * 7 % 365
      var rest = ofYear
      var month = 0
      while rest >= lengths[month] {
        rest -= lengths[month]
        month += 1
      }
      return (Int64(19_358 + ofYear), "2023-\(padded(month + 1, 2))-\(padded(rest + 1, 2))")
    }
  }

  static func clock(_ row: Int) -> (microseconds: Int64, text: String) {
    let all: Int64
    switch row {
    case 2: all = 86_399_999_999
    case 3: all = 0
    case 4: all = 1
    default: all = Int64(mixed(UInt64(row) &+ 5) % 86_400_000_000)
    }
    let seconds = Int(all / 1_000_000)
    let text =
      "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return (all, "\(text).\(padded(Int(all % 1_000_000), 6))")
  }

  private static let words = [
    "", "plain", "comma, inside", "quote \" inside", "line\nbreak", "return\r\nbreak", "tab\there",
    " spaces ", "back\\slash", "ünïcode ✓ 𝄞", "null", "NULL", "NaN", "\"", ",", "0012",
    "2024-01-01", "a text longer than sixteen bytes, so that copies take more than one step",
    "\u{1}\u{1F}control", "'single'", "{\"json\": [1]}",
  ]

  static func word(_ row: Int) -> String {
    row % 3 == 0 ? "word \(mixed(UInt64(row)) % 100_000)" : words[row % words.count]
  }

  static let categoryTexts = [
    "north", "south", "", "east, far", "west \"wild\"", "Zürich", "never used",
  ]
  static let categories = TextDictionary(categoryTexts)

  static func category(_ row: Int) -> Int { Int(mixed(UInt64(row) &* 11) % 6) }

  /// A shared dictionary, then plain texts: a column that changes its mind in a row group.
  static func mixture(_ rows: [Int]) -> ColumnValues {
    if let first = rows.first, first % 1000 >= 500 || rows.count == 1000 {
      return .text(.plain(TextDictionary(rows.map { "mixed \($0 % 300)" }).values))
    }
    return .text(.dictionary(codes: rows.map { Int32($0 % 300) }, mixtures))
  }

  static let mixtures = TextDictionary((0..<300).map { "mixed \($0)" })

  static func identifier(_ row: Int) -> (value: UInt128, text: String) {
    let high = mixed(UInt64(row) &+ 1_000_000)
    let low = mixed(UInt64(row) &+ 2_000_000)
    let first = hexadecimal(high)
    let second = hexadecimal(low)
    let parts = [
      first.prefix(8), first.dropFirst(8).prefix(4), first.dropFirst(12), second.prefix(4),
      second.dropFirst(4),
    ]
    return (UInt128(high) << 64 | UInt128(low), parts.joined(separator: "-"))
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  // Columns that each suit one encoding of Parquet.

  static let levels: [Int64] = [-2_000_000_000, 7, 70_000, 2_000_000_000]
  static let rates = [0.0, -0.5, 1e-300, 0.1, 12_345.678]
  static let phrases = ["", "on the way", "ünïcode ✓ of some length"]

  static func place(_ row: Int, of count: UInt64) -> Int {
    Int(mixed(UInt64(row) &* 31) % count)
  }

  static func code(_ row: Int) -> String {
    let digits = String(row + 990)
    return "ORD-" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
