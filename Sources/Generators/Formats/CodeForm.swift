import Columnar
import Expressions
import Sampling

/// One form of a family of codes, such as the account numbers of one country.
struct CodeForm: Sendable {
  /// As documents name it.
  let name: String
  /// The code as a pattern; check characters, which follow from the others, stand as 0.
  let pattern: String
  /// Fills the check characters in; without it there are none. Codes that differ elsewhere stay
  /// apart.
  let complete: (@Sendable (inout CodeText) -> Void)?

  init(
    _ name: String, _ pattern: String, _ complete: (@Sendable (inout CodeText) -> Void)? = nil
  ) {
    self.name = name
    self.pattern = pattern
    self.complete = complete
  }

  /// The form ready for making codes.
  func texts() -> CodeTexts {
    do throws(PatternParser.Problem) {
      return CodeTexts(
        patternTexts: PatternTexts(try PatternParser.parse(pattern)), complete: complete)
    } catch { preconditionFailure("the pattern of '\(name)': \(error.message)") }
  }
}

/// The codes of one form, check characters filled in.
struct CodeTexts: Sendable {
  let patternTexts: PatternTexts
  let complete: (@Sendable (inout CodeText) -> Void)?

  var count: UInt128 { patternTexts.count }

  func drawn(_ stream: StreamKey, _ rows: RowKeys) -> PlainText {
    completed(patternTexts.drawn(stream, rows))
  }

  /// - Returns: codes that differ wherever ranks do.
  func distinct(_ stream: StreamKey, _ ranks: RowKeys) throws(EvaluationError) -> PlainText {
    completed(try patternTexts.distinct(stream, ranks))
  }

  private func completed(_ text: consuming PlainText) -> PlainText {
    guard let complete else { return text }
    var code = CodeText(bytes: text.bytes)
    text.bytes = []
    for offset in text.offsets.dropLast() {
      code.start = Int(offset)
      complete(&code)
    }
    text.bytes = code.bytes
    return text
  }
}
