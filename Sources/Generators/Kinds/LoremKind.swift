import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Filler text of the words of a locale: words, sentences or paragraphs.
///
/// - Draws: lane "length" for how many there are; those of `DigitDraws` for the words, sentences of 4
///   to 12, and commas.
struct LoremKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "lorem",
    "Text that only fills space, of words of the document's locale, or Latin ones where it has none.",
    argument: .word(["paragraphs", "sentences", "words"]),
    options: [
      Parameter(
        "length", .part,
        "How many words, sentences or paragraphs: a whole number, an expression or a generator such as `{poisson: 20}`; 5, 3 and 2 without it. Where it is missing, so is the text."
      )
    ])

  /// Words, sentences and paragraphs of one text.
  private static let longest: [String: Int] = ["words": 4096, "sentences": 512, "paragraphs": 64]

  private let unit: String
  private let length: any ColumnSource
  private let words: FillerWords
  let type = LogicalType.text
  var isNullable: Bool { length.isNullable }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    unit = try call.literal().text
    if call.options.isUnread("length") { throw DiagnosticList() }
    let count = unit == "words" ? 5 : unit == "sentences" ? 3 : 2
    if let written = call.options["length"] {
      let inner = GeneratorCall(of: written)
      let source = try context.part(inner, count: nil)
      guard source.type.isInteger else {
        throw DiagnosticList([.fillerLength(inner, source.type)])
      }
      let most = Int128(LoremKind.longest[unit] ?? 0)
      if case .exact(let lower, let upper) = source.interval, upper < 0 || lower > most {
        throw DiagnosticList([.fillerRange(inner, unit, Int(most))])
      }
      length = source
    } else {
      length = FixedLength(count: Int64(count))
    }
    // The locale is checked where it is written.
    words = FillerWords(try? Vocabulary.load(locale: context.locale), locale: context.locale)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let lengths = try EvaluationError.inside("length") { () throws(EvaluationError) in
      try length.generate(request.laned("length"))
    }
    guard case .int64(let counts) = lengths.values else { preconditionFailure("whole numbers") }
    let longest = LoremKind.longest[unit] ?? 0
    var text = PlainText()
    for row in 0..<request.count {
      if !lengths.isNull(row) {
        guard (0...Int64(longest)).contains(counts[row]) else {
          throw EvaluationError(
            row: row, message: "a text of \(counts[row]) \(unit) cannot be made",
            code: "text-length", expected: "0 to \(longest) \(unit)", words: ["length"])
        }
        var digits = DigitDraws(request.stream, row: request.rowKeys[row])
        append(Int(counts[row]), &digits, to: &text.bytes)
      }
      text.offsets.append(Int32(text.bytes.count))
    }
    return Column(.text, .text(.plain(text)), validity: lengths.validity)
  }

  private func append(_ count: Int, _ digits: inout DigitDraws, to bytes: inout [UInt8]) {
    switch unit {
    case "words":
      for index in 0..<count {
        if index > 0 { bytes += words.space }
        append(words.words, &digits, to: &bytes)
      }
    case "sentences": sentences(count, &digits, to: &bytes)
    default:
      for index in 0..<count {
        if index > 0 { bytes += [10, 10] }
        sentences(3 + digits.next(5), &digits, to: &bytes)
      }
    }
  }

  private func sentences(_ count: Int, _ digits: inout DigitDraws, to bytes: inout [UInt8]) {
    for _ in 0..<count {
      let length = 4 + digits.next(9)
      // A comma behind one of the inner words, every other time.
      let comma = length > 6 && digits.next(2) == 0 ? 2 + digits.next(UInt64(length - 4)) : 0
      for index in 1...length {
        append(index == 1 ? words.capitals : words.words, &digits, to: &bytes)
        bytes += index == length ? words.stop : index == comma ? words.comma : words.space
      }
    }
    if count > 0, bytes.last == 32 { bytes.removeLast() }
  }

  private func append(_ list: PlainText, _ digits: inout DigitDraws, to bytes: inout [UInt8]) {
    bytes += list.bytes[list.range(at: digits.next(UInt64(list.count)))]
  }
}

/// As many in every row.
private struct FixedLength: ColumnSource {
  let count: Int64
  let type = LogicalType.int64

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    Column(.int64, .int64(Array(repeating: count, count: request.count)))
  }
}

extension Diagnostic {
  fileprivate static func fillerLength(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "length-type", "'length' is \(type.name), where a whole number is needed",
      at: call.location, pointer: call.pointer,
      expected: "a whole number, or a law of whole numbers such as {poisson: 20}")
  }

  fileprivate static func fillerRange(
    _ call: GeneratorCall, _ unit: String, _ most: Int
  ) -> Diagnostic {
    Diagnostic(
      "length-range", "no text has as many \(unit)", at: call.location, pointer: call.pointer,
      expected: "0 to \(most) \(unit)")
  }
}
