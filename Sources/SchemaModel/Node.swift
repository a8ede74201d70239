import Diagnostics

/// A document as written: scalars, lists and maps with their places, before any word has a meaning.
package struct Node: Sendable {
  package indirect enum Content: Sendable {
    case null
    case scalar(Scalar)
    case list([Node])
    case map([Entry])
  }

  package struct Entry: Sendable {
    package var key: Scalar
    package var value: Node

    package init(key: Scalar, value: Node) {
      self.key = key
      self.value = value
    }
  }

  package var content: Content
  package var location: DocumentLocation
  package var pointer: String

  package init(_ content: Content, at location: DocumentLocation, pointer: String) {
    self.content = content
    self.location = location
    self.pointer = pointer
  }
}

/// One scalar: its text as read, read again by the type that is expected where it stands.
package struct Scalar: Hashable, Sendable {
  package var source: LocatedText
  /// Quoted in YAML, a string in JSON. JSON numbers, `true` and `false` are plain.
  package var isQuoted: Bool

  package init(_ source: LocatedText, isQuoted: Bool) {
    self.source = source
    self.isQuoted = isQuoted
  }

  package var text: String { source.text }
  package var location: DocumentLocation {
    source.location(at: 0, length: text.unicodeScalars.count)
  }
  package var pointer: String { source.pointer }
}
