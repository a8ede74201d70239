import Columnar

/// Tells which part of a table each row of its batches belongs to, by the values of some columns.
///
/// - Complexity: a look-up per row and key where the value is another than in the row before.
struct PartRouter {
  /// The values of each part, in the order they were met.
  private(set) var parts: [[[UInt8]?]] = []
  private var keys: [KeyCodes]
  /// Codes of keys that stand together, as far as they were met: by what the keys before them gave.
  private var joined = CodeTable()
  private var joinedValues: [(before: Int32, code: Int32)] = []
  /// The part of each code; -1 for one that is new.
  private var partOfCode: [Int32] = []

  init(keyCount: Int) { keys = Array(repeating: KeyCodes(), count: keyCount) }

  /// The part of each row.
  mutating func route(_ columns: [Column]) -> [Int32] {
    precondition(columns.count == keys.count, "a column for each key")
    var codes = keys[0].codes(columns[0])
    for key in columns.indices.dropFirst() { join(&codes, with: keys[key].codes(columns[key])) }
    var last: (code: Int32, part: Int32) = (-1, -1)
    for row in codes.indices {
      if codes[row] != last.code { last = (codes[row], part(of: codes[row])) }
      codes[row] = last.part
    }
    return codes
  }

  /// Codes of two keys as one.
  private mutating func join(_ codes: inout [Int32], with others: [Int32]) {
    var last: (pair: Int, code: Int32) = (-1, -1)
    for row in codes.indices {
      let pair = Int(codes[row]) << 32 | Int(others[row])
      if pair != last.pair {
        // Few codes of each are the rule: they stand side by side in the table's array.
        let isSmall = codes[row] < 64 && others[row] < 128
        let place = isSmall ? Int(codes[row]) << 7 | Int(others[row]) : pair | 1 << 62
        if let known = joined[place] {
          last = (pair, known)
        } else {
          last = (pair, Int32(joinedValues.count))
          joined[place] = last.code
          joinedValues.append((codes[row], others[row]))
        }
      }
      codes[row] = last.code
    }
  }

  private mutating func part(of code: Int32) -> Int32 {
    while partOfCode.count <= Int(code) { partOfCode.append(-1) }
    if partOfCode[Int(code)] >= 0 { return partOfCode[Int(code)] }
    let part = Int32(parts.count)
    var values: [[UInt8]?] = []
    var rest = code
    for key in keys.indices.dropFirst().reversed() {
      let pair = joinedValues[Int(rest)]
      values.append(keys[key].texts[Int(pair.code)])
      rest = pair.before
    }
    values.append(keys[0].texts[Int(rest)])
    parts.append(values.reversed())
    partOfCode[Int(code)] = part
    return part
  }
}

/// Codes by integer: small ones in an array, as years, months and numbers of shops are, others
/// hashed.
private struct CodeTable {
  private static let smallCount = 1 << 13
  private var small: [Int32] = []
  private var large: [Int: Int32] = [:]

  subscript(value: Int) -> Int32? {
    get {
      if value >= 0, value < small.count { return small[value] < 0 ? nil : small[value] }
      return large[value]
    }
    set {
      guard value >= 0, value < CodeTable.smallCount else {
        large[value] = newValue
        return
      }
      if small.isEmpty { small = [Int32](repeating: -1, count: CodeTable.smallCount) }
      small[value] = newValue ?? -1
    }
  }
}

/// The distinct values of one column, numbered as they are met.
private struct KeyCodes {
  /// UTF-8 of each; nil for the missing one.
  private(set) var texts: [[UInt8]?] = []
  private var integers = CodeTable()
  private var others: [[UInt8]: Int32] = [:]
  private var missing: Int32?

  mutating func codes(_ column: Column) -> [Int32] {
    switch column.values {
    case .int64(let values): integers(values, column)
    case .text(.dictionary(let codes, let dictionary)):
      entries(codes, column, count: dictionary.count)
    case .boolean, .float64, .int128, .text(.plain), .uuid, .list, .structure:
      (0..<column.count).map { column.isNull($0) ? missingCode() : other($0, column) }
    }
  }

  private mutating func integers(_ values: [Int64], _ column: Column) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(values.count)
    var last: (value: Int64, code: Int32)?
    for row in values.indices {
      if column.isNull(row) {
        result.append(missingCode())
        continue
      }
      if let last, last.value == values[row] {
        result.append(last.code)
        continue
      }
      let code: Int32
      if let known = integers[Int(values[row])] {
        code = known
      } else {
        code = other(row, column)
        integers[Int(values[row])] = code
      }
      last = (values[row], code)
      result.append(code)
    }
    return result
  }

  private mutating func entries(_ codes: [Int32], _ column: Column, count: Int) -> [Int32] {
    var known = [Int32](repeating: -1, count: count)
    return codes.indices.map { row in
      if column.isNull(row) { return missingCode() }
      let entry = Int(codes[row])
      if known[entry] < 0 { known[entry] = other(row, column) }
      return known[entry]
    }
  }

  private mutating func other(_ row: Int, _ column: Column) -> Int32 {
    let text = column.text(at: row).map { Array($0.utf8) } ?? []
    if let code = others[text] { return code }
    let code = add(text)
    others[text] = code
    return code
  }

  private mutating func missingCode() -> Int32 {
    if let missing { return missing }
    let code = add(nil)
    missing = code
    return code
  }

  private mutating func add(_ text: [UInt8]?) -> Int32 {
    texts.append(text)
    return Int32(texts.count - 1)
  }
}
