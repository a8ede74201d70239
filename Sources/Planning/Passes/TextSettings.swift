import Diagnostics
import SchemaModel

/// The words of an output that say how CSV is written, and whether it can be read back so.
enum TextSettings {
  static let names = ["delimiter", "quoting", "header", "null_text"]
  /// In no number, time, boolean or UUID, and no sign that readers quote or escape with.
  private static let delimiters: Set<String> = [
    "\t", "!", "#", "$", "%", "&", "(", ")", "*", ",", "/", ";", "<", "=", ">", "?", "@", "^", "|",
    "~",
  ]

  /// - Parameter formats: nil where not all of them are known.
  static func report(
    _ spec: OutputSpec, _ formats: [String]?, _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) {
    let delimiter = spec.arguments.scalar("delimiter")
    if let delimiter, !delimiters.contains(delimiter.text) {
      problems.report(.badDelimiter(delimiter))
    }
    if let null = spec.arguments.scalar("null_text"), !spec.arguments.isUnread("delimiter"),
      !isTellable(null.text, delimiter: delimiter?.text ?? ",")
    {
      problems.report(.badNullText(null))
    }
    guard options.format == nil, let formats, !formats.contains("csv") else { return }
    for name in names {
      guard let word = spec.arguments.scalar(name) else { continue }
      problems.report(.withoutCSV(name, word))
    }
  }

  /// Whether a text for missing values cannot be taken for a number, time, boolean or several
  /// cells.
  private static func isTellable(_ text: String, delimiter: String) -> Bool {
    text.utf8.count <= 64
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value < 127 && !("0"..."9").contains($0) && $0 != "\""
          && String($0) != delimiter
      } && !["true", "false", "nan", "inf", "-inf"].contains(text.lowercased())
  }
}

extension Diagnostic {
  fileprivate static func badDelimiter(_ text: Scalar) -> Diagnostic {
    Diagnostic(
      "bad-delimiter", "'\(text.text)' cannot part cells: a value could hold it without quotes",
      at: text.location, pointer: text.pointer,
      expected: "a tab or one sign such as , ; | that is in no number or time")
  }

  fileprivate static func badNullText(_ text: Scalar) -> Diagnostic {
    Diagnostic(
      "bad-null-text", "'\(text.text)' cannot stand for missing values: a value could read so",
      at: text.location, pointer: text.pointer,
      expected: "a short text without digits, blanks, delimiters and quotes, such as NULL")
  }

  fileprivate static func withoutCSV(_ name: String, _ word: Scalar) -> Diagnostic {
    Diagnostic(
      "option-of-csv", "'\(name)' concerns CSV, and no file is CSV", at: word.location,
      pointer: word.pointer, expected: "a table of format csv")
  }
}
