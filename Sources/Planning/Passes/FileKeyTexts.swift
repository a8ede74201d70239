import Columnar
import Expressions

/// What the values of something that rows are parted by can be in a path.
struct FileKeyTexts {
  /// Beyond so many values the bytes they are made of stand for them.
  private static let largestCount = 1_000
  private static let digits = "0123456789"

  let name: String
  /// The names that values give, in lower case, also as they are where case alone tells two apart;
  /// those beside `bytes` where there are such.
  let names: Set<[UInt8]>
  /// What names are made of, one byte or more; nil where all names are known.
  let bytes: NameBytes?
  /// The value of the longest name, where it is known.
  let longest: [UInt8]?

  init(_ name: String, _ column: ColumnPlan) {
    self.name = name
    let values = Self.values(column)
    longest = values?.max { Self.byteCount($0) < Self.byteCount($1) }
    if let values, values.count <= Self.largestCount {
      names = Self.names(values.map { $0 } + (column.isNullable ? [nil] : []))
      bytes = nil
    } else {
      bytes = Self.bytes(column.type, column.interval)
      // Texts of any kind read like the name of a missing one too.
      names = Self.names(column.isNullable && column.type != .text ? [nil] : [])
    }
  }

  /// Bytes that a value takes in a path.
  static func byteCount(_ value: [UInt8]) -> Int {
    PathText.escapedAlone(value, isStrict: false).utf8.count
  }

  private static func names(_ values: [[UInt8]?]) -> Set<[UInt8]> {
    var names = Set<[UInt8]>()
    for value in values {
      for isStrict in [false, true] {
        let name = PathText.escapedAlone(value, isStrict: isStrict)
        names.insert(Array(name.lowercased().utf8))
      }
    }
    return names
  }

  private static func values(_ column: ColumnPlan) -> [[UInt8]]? {
    if column.type == .boolean { return ["true", "false"].map { Array($0.utf8) } }
    if let texts = column.texts { return (0..<texts.count).map { Array(texts[$0].utf8) } }
    guard case .exact(let lower, let upper) = column.interval, let span = span(column),
      span <= largestCount
    else { return nil }
    return (min(lower, upper)...max(lower, upper)).map { Array(String($0).utf8) }
  }

  /// How many integers lie between the bounds.
  private static func span(_ column: ColumnPlan) -> Int? {
    guard column.type.isInteger, case .exact(let lower, let upper) = column.interval else {
      return nil
    }
    let (span, isTooWide) = max(lower, upper).subtractingReportingOverflow(min(lower, upper))
    return isTooWide || span >= Int128(Int.max) ? nil : Int(span) + 1
  }

  private static func bytes(_ type: LogicalType, _ interval: ValueInterval) -> NameBytes {
    switch type {
    case .text, .json, .list, .structure, .map:
      NameBytes(
        (UInt8.min...UInt8.max).filter { byte in
          let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          return PathText.isPlain(byte) && !isUpper || byte == UInt8(ascii: "%")
        })
    case .int8, .int16, .int32, .int64:
      if case .exact(let lower, let upper) = interval, min(lower, upper) >= 0 {
        NameBytes(digits.utf8)
      } else {
        NameBytes("\(digits)-".utf8)
      }
    case .boolean: NameBytes("truefals%\(digits)".utf8)
    case .date: NameBytes("\(digits)-".utf8)
    case .decimal: NameBytes("\(digits)-.".utf8)
    // Colons are escaped, as are letters where case alone tells two names apart.
    case .time, .timestamp, .duration: NameBytes("\(digits)-.%abcdefs ".utf8)
    case .float32, .float64: NameBytes("\(digits)-.%+abcdefin".utf8)
    case .uuid: NameBytes("\(digits)-%abcdef".utf8)
    }
  }
}
