/// A problem in a document, worded for the person who wrote it.
///
/// The message has no full stop and starts in lower case; the subject stands in quotes. The
/// expectation is the set or range that would have been accepted.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  /// A replacement of the bytes at `location`, applied by an editor or program.
  package struct Edit: Hashable, Sendable {
    package var location: DocumentLocation
    package var replacement: String

    package init(location: DocumentLocation, replacement: String) {
      self.location = location
      self.replacement = replacement
    }
  }

  package var severity: Severity
  package var code: String
  package var message: String
  package var location: DocumentLocation
  /// RFC 6901 pointer to the element, such as `/tables/orders/columns/amount`.
  package var pointer: String
  /// What would have been accepted, as it reads behind "expected": `one of 41 generators`.
  package var expectation: String?
  /// A whole line: `did you mean 'lognormal'?`.
  package var suggestion: String?
  package var edit: Edit?

  package init(
    _ code: String, _ message: String, at location: DocumentLocation, pointer: String = "",
    expected expectation: String? = nil, suggestion: String? = nil, edit: Edit? = nil,
    severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.pointer = pointer
    self.expectation = expectation
    self.suggestion = suggestion
    self.edit = edit
  }
}

/// Several problems found in one phase, reported together.
package struct DiagnosticList: Error, Sendable {
  package var all: [Diagnostic]

  package init(_ all: [Diagnostic] = []) { self.all = all }

  package var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// By file, then place; problems of one place keep their order.
  package var sorted: [Diagnostic] {
    all.enumerated().sorted {
      ($0.element.location.file, $0.element.location.line, $0.element.location.column, $0.offset)
        < (
          $1.element.location.file, $1.element.location.line, $1.element.location.column, $1.offset
        )
    }
    .map(\.element)
  }

  package mutating func report(_ diagnostic: Diagnostic) { all.append(diagnostic) }

  /// Runs `body`; a thrown diagnostic is recorded and nil returned.
  package mutating func collect<Value>(_ body: () throws(Diagnostic) -> Value) -> Value? {
    do {
      return try body()
    } catch {
      all.append(error)
      return nil
    }
  }
}
