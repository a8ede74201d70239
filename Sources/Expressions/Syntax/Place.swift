import Diagnostics

/// A run of the source of an expression.
///
/// - Units: Unicode scalars from the start of the text behind `=`.
package struct Place: Hashable, Sendable {
  package var offset: Int
  package var length: Int

  package init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  package var end: Int { offset + length }

  /// The smallest place that covers both.
  package func joined(_ other: Place) -> Place {
    let start = min(offset, other.offset)
    return Place(offset: start, length: max(end, other.end) - start)
  }
}

extension LocatedText {
  /// A diagnostic at a place of the expression.
  ///
  /// - Parameters:
  ///   - replacement: text that would mend the place; it becomes an edit where the place lies in
  ///     one line of the document.
  ///   - whole: what the replacement stands for, where that is more than the place.
  func problem(
    _ code: String, _ message: String, at place: Place, expected expectation: String? = nil,
    suggestion: String? = nil, replacement: String? = nil, replacing whole: Place? = nil
  ) -> Diagnostic {
    let location = location(at: place.offset, length: place.length)
    let mended = whole ?? place
    return Diagnostic(
      code, message, at: location, pointer: pointer, expected: expectation,
      suggestion: suggestion,
      edit: replacement.flatMap { edit(mended.offset..<mended.end, to: $0) })
  }

  /// The characters at a place.
  func excerpt(_ place: Place) -> String {
    let scalars = text.unicodeScalars.dropFirst(place.offset).prefix(place.length)
    return String(String.UnicodeScalarView(scalars))
  }
}
