import Columnar
import Diagnostics

/// `concat(a, b, …)`.
enum Concat: ExpressionFunction {
  static let name = "concat"
  static let signature = "concat(value, value, …) → text"
  static let summary = "The texts of all values joined; a missing one counts as empty."
  static let sql = FunctionSQL.parts
  static let example = "concat(brand, ' ', series)"
  static let arity = 1...Int.max

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    var terms: [Term] = []
    var types: [LogicalType] = []
    for (index, term) in call.arguments.enumerated() {
      guard let type = term.type else { continue }
      guard type != .duration else { throw call.wrongType(index, "any value but a duration") }
      terms.append(term)
      types.append(type)
    }
    return work.emit(
      terms, .text, at: call.place, isNullable: false, sql: pattern(types),
      Kernels.concat(types))
  }
}

extension Concat {
  /// DuckDB takes a missing text as empty, too.
  private static func pattern(_ types: [LogicalType]) -> String? {
    let parts = types.indices.map { index in
      SQLConversion.pattern(from: types[index], to: .text)?
        .replacing("{0}", with: "{\(index)}")
    }
    let known = parts.compactMap { $0 }
    guard known.count == parts.count, !known.isEmpty else { return nil }
    return "concat(\(known.joined(separator: ", ")))"
  }
}

/// `lower(text)`.
enum Lower: ExpressionFunction {
  static let name = "lower"
  static let signature = "lower(text) → text"
  static let summary = "The text in lower case."
  static let sql = FunctionSQL.pattern("lower({0})")
  static let example = "lower(email)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    work.emit(
      [try call.text(0, &work)], .text, at: call.place, sql: sql.pattern,
      Kernels.text { $0.lowercased() })
  }
}

/// `upper(text)`.
enum Upper: ExpressionFunction {
  static let name = "upper"
  static let signature = "upper(text) → text"
  static let summary = "The text in upper case."
  static let sql = FunctionSQL.pattern("upper(replace({0}, 'ß', 'ss'))")
  static let example = "upper(country)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    work.emit(
      [try call.text(0, &work)], .text, at: call.place, sql: sql.pattern,
      Kernels.text { $0.uppercased() })
  }
}

/// `trim(text)`.
enum Trim: ExpressionFunction {
  static let name = "trim"
  static let signature = "trim(text) → text"
  static let summary = "The text without blanks at its ends."
  static let sql = FunctionSQL.parts
  static let example = "trim(name)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let kernel = Kernels.text { text in
      let scalars = text.unicodeScalars
      let body = scalars.drop { $0.properties.isWhitespace }
      guard let last = body.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
      return String(body[...last])
    }
    return work.emit([try call.text(0, &work)], .text, at: call.place, sql: pattern, kernel)
  }

  /// Every scalar that Unicode calls white space; DuckDB's own choice is blanks alone.
  private static let pattern: String = {
    let blanks =
      [0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x20]
      + Array(0x9...0xD) + Array(0x2000...0x200A)
    return "trim({0}, \(blanks.map { "chr(\($0))" }.joined(separator: " || ")))"
  }()
}

/// `length(text)`.
enum Length: ExpressionFunction {
  static let name = "length"
  static let signature = "length(text) → int64"
  static let summary =
    "How many characters (Unicode scalars) the text has; how many elements a list, how many entries a map."
  static let sql = FunctionSQL.pattern("length({0})")
  static let example = "length(name)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let interval = ValueInterval.exact(lower: 0, upper: Int128(Int32.max))
    return work.emit(
      [try call.text(0, &work)], .int64, at: call.place, interval: interval, isBounded: true,
      sql: sql.pattern
    ) {
      arguments, count in
      let reader = arguments[0].text.reader
      let bytes = reader.bytes
      let lengths = (0..<count).map { row in
        // Continuation bytes of UTF-8 start no scalar.
        Int64(bytes[reader.range(row)].count { $0 & 0xC0 != 0x80 })
      }
      return Operand(.int64(.values(lengths)), strictIn: arguments)
    }
  }
}

/// `substring(text, from, count)`.
enum SubstringOf: ExpressionFunction {
  static let name = "substring"
  static let signature = "substring(text, from, count) → text"
  static let summary = """
    A part of the text: characters from a position, counted from 1, to the end or so many of them.
    """
  static let sql = FunctionSQL.parts
  static let example = "substring(postcode, 1, 3)"
  static let arity = 2...3

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    var terms = [try call.text(0, &work)]
    for index in 1..<call.arguments.count { terms.append(try call.integer(index, &work)) }
    return work.emit(terms, .text, at: call.place, sql: pattern(terms.count)) { arguments, count in
      let (text, start) = (arguments[0].text, arguments[1].int64(count))
      let length = arguments.count > 2 ? arguments[2].int64(count) : .constant(Int64.max)
      return Kernels.texts(arguments, count) { row in
        part(text.string(at: row), from: start[row], length[row])
      }
    }
  }

  /// Positions below 1 count from the end in DuckDB: they are cut off before.
  private static func pattern(_ count: Int) -> String {
    let start = "CASE WHEN {1} < 1 THEN 1 ELSE {1} END"
    if count == 2 { return "substring({0}, \(start))" }
    let used = "CASE WHEN {1} < 1 THEN 1 - {1} ELSE 0 END"
    return "substring({0}, \(start), CASE WHEN {2} > \(used) THEN {2} - \(used) "
      + "WHEN {2} IS NULL THEN NULL ELSE 0 END)"
  }

  private static func part(_ text: String, from start: Int64, _ length: Int64) -> String {
    // Positions before the first character use up the count, as in SQL.
    let (end, overflow) = start.addingReportingOverflow(max(0, length))
    let first = max(1, start)
    let last = overflow ? Int64.max : end
    guard last > first else { return "" }
    let scalars = text.unicodeScalars.dropFirst(Int(clamping: first - 1))
    return String(String.UnicodeScalarView(scalars.prefix(Int(clamping: last - first))))
  }
}

/// `replace(text, old, new)`.
enum Replace: ExpressionFunction {
  static let name = "replace"
  static let signature = "replace(text, old, new) → text"
  static let summary = "The text with every occurrence of the second text replaced by the third."
  static let sql = FunctionSQL.pattern("replace({0}, {1}, {2})")
  static let example = "replace(phone, '-', '')"
  static let arity = 3...3

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let terms = [
      try call.text(0, &work), try call.text(1, &work), try call.text(2, &work),
    ]
    return work.emit(terms, .text, at: call.place, sql: sql.pattern) { arguments, count in
      let (text, old, new) = (arguments[0].text, arguments[1].text, arguments[2].text)
      return Kernels.texts(arguments, count) { row in
        replaced(text.string(at: row), Array(old.string(at: row).utf8), new.string(at: row))
      }
    }
  }

  private static func replaced(_ text: String, _ old: [UInt8], _ new: String) -> String {
    guard !old.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: old) {
        result.append(contentsOf: new.utf8)
        index += old.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// `lpad(text, length, fill)`.
enum LPad: ExpressionFunction {
  static let name = "lpad"
  static let signature = "lpad(text, length, fill) → text"
  static let summary = """
    The text filled up on the left to so many characters (at most 1000), with '0' or another \
    character; a longer text stays whole.
    """
  static let sql = FunctionSQL.parts
  static let example = "lpad(text(store_number), 4, '0')"
  static let arity = 3...3

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let text = try call.text(0, &work)
    let length = Int(try call.constantInteger(1, within: 0...1000, &work))
    guard case .text(let fill) = call.arguments[2].constant, fill.unicodeScalars.count == 1 else {
      throw call.wrongType(2, "one character between quotes")
    }
    var filled = work.emit(
      [text], .text, at: call.place,
      Kernels.text { text in
        let missing = length - text.unicodeScalars.count
        return missing > 0 ? String(repeating: fill, count: missing) + text : text
      })
    if filled.constant == nil {
      filled.sql = work.sql.pattern(
        "(repeat({1}, greatest(0, \(length) - length({0}))) || {0})",
        [text.sql, call.arguments[2].sql])
    }
    return filled
  }
}

extension Kernels {
  /// A text of a text, once per dictionary entry where the dictionary is smaller than the batch.
  fileprivate static func text(_ body: @escaping @Sendable (String) -> String) -> Kernel {
    { arguments, count in
      if case .column(.dictionary(let codes, let dictionary)) = arguments[0].text,
        dictionary.count <= count
      {
        let entries = (0..<dictionary.count).map { body(dictionary[$0]) }
        let column = TextColumn.dictionary(codes: codes, TextDictionary(entries))
        return Operand(.text(.column(column)), strictIn: arguments)
      }
      if case .constant(let entry) = arguments[0].text {
        return Operand(.text(.constant(TextDictionary([body(entry[0])]))), strictIn: arguments)
      }
      let text = arguments[0].text
      return texts(arguments, count) { body(text.string(at: $0)) }
    }
  }

  /// Texts made row by row.
  fileprivate static func texts(
    _ arguments: [Operand], _ count: Int, _ body: (Int) -> String
  ) -> Operand {
    var builder = TextBuilder(capacity: count, bytes: count * 12)
    for row in 0..<count {
      builder.append(body(row))
      builder.finish()
    }
    return Operand(.text(builder.lane), strictIn: arguments)
  }
}
