/// Text taken from a document that still knows where each of its characters stood.
///
/// A quoted or folded YAML scalar does not map to one run of the file, so the origin is kept as
/// segments: from scalar offset `start` on, the text runs along one line from `location`.
package struct LocatedText: Hashable, Sendable {
  package struct Segment: Hashable, Sendable {
    package var start: Int
    package var location: DocumentLocation

    package init(start: Int, location: DocumentLocation) {
      self.start = start
      self.location = location
    }
  }

  package var text: String
  package var segments: [Segment]
  package var pointer: String

  package init(_ text: String, segments: [Segment], pointer: String) {
    precondition(segments.first?.start == 0, "the first segment starts the text")
    self.text = text
    self.segments = segments
    self.pointer = pointer
  }

  package init(_ text: String, at location: DocumentLocation, pointer: String) {
    self.init(text, segments: [Segment(start: 0, location: location)], pointer: pointer)
  }

  /// - Parameters:
  ///   - offset: position in Unicode scalars from the start of `text`.
  ///   - length: how many scalars the place covers.
  package func location(at offset: Int, length: Int = 0) -> DocumentLocation {
    let segment = segments.last { $0.start <= offset } ?? segments[0]
    let scalars = Array(text.unicodeScalars)
    let begin = min(segment.start, scalars.count)
    let end = min(max(offset, begin), scalars.count)
    let skipped = scalars[begin..<end].reduce(0) { $0 + String($1).utf8.count }
    let covered = scalars[end..<min(end + length, scalars.count)]
      .reduce(0) { $0 + String($1).utf8.count }
    return segment.location.advanced(
      scalars: offset - segment.start, bytes: skipped, length: covered)
  }
}
