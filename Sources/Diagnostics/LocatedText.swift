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
  /// Nil where the text stands as it is, as on the command line.
  package var form: WrittenForm?
  /// What the scalar holds before this text.
  private var lead = ""

  package init(
    _ text: String, segments: [Segment], pointer: String, form: WrittenForm? = nil
  ) {
    precondition(segments.first?.start == 0, "the first segment starts the text")
    self.text = text
    self.segments = segments
    self.pointer = pointer
    self.form = form
  }

  private var isOneQuotedLine: Bool {
    guard let form, form.isQuoted else { return false }
    return segments.allSatisfy { $0.location.line == form.location.line }
  }

  /// Whether the document holds the scalars as they are, without escapes or breaks of a line.
  package func isOneRun(_ range: Range<Int>) -> Bool {
    !segments.contains { range.lowerBound < $0.start && $0.start < range.upperBound }
  }

  /// How many scalars at the beginning were added and stand nowhere in the document; nil for none.
  package var addedLength: Int? {
    guard segments.count > 1, segments[0].location.offset == segments[1].location.offset else {
      return nil
    }
    return segments[1].start
  }

  package init(_ text: String, at location: DocumentLocation, pointer: String) {
    self.init(text, segments: [Segment(start: 0, location: location)], pointer: pointer)
  }

  /// - Parameters:
  ///   - offset: position in Unicode scalars from the start of `text`.
  ///   - length: how many scalars the place covers.
  /// - Complexity: O(offset + length).
  package func location(at offset: Int, length: Int = 0) -> DocumentLocation {
    let segment = segments.last { $0.start <= offset } ?? segments[0]
    let start = bytes(of: segment, upTo: offset)
    // Measured where it ends in the document: the text may have what is not written there.
    let last = segments.last { $0.start < offset + length } ?? segment
    let end = last.location.offset + bytes(of: last, upTo: offset + length)
    return segment.location.advanced(
      scalars: offset - segment.start, bytes: start,
      length: length > 0 ? max(0, end - segment.location.offset - start) : 0)
  }

  /// UTF-8 bytes from the start of a segment to a scalar of the text.
  private func bytes(of segment: Segment, upTo offset: Int) -> Int {
    let scalars = text.unicodeScalars
    let begin =
      scalars.index(scalars.startIndex, offsetBy: segment.start, limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    let place =
      scalars.index(begin, offsetBy: max(0, offset - segment.start), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    return text.utf8.distance(from: begin, to: place)
  }

  /// The text without its first `count` scalars, still located.
  package func dropping(_ count: Int) -> LocatedText {
    let scalars = text.unicodeScalars
    let start =
      scalars.index(scalars.startIndex, offsetBy: count, limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    var kept = [Segment(start: 0, location: location(at: count))]
    for segment in segments where segment.start > count {
      kept.append(Segment(start: segment.start - count, location: segment.location))
    }
    var rest = LocatedText(
      String(text[start...]), segments: kept, pointer: pointer, form: form)
    rest.lead = lead + String(text[..<start])
    return rest
  }

  /// An edit that puts another text in the place of a part of this one.
  ///
  /// - Parameter range: in Unicode scalars of the text.
  /// - Returns: nil where the document writes the part over several lines. Where escapes stand in
  ///   the part, or the text with its new part cannot stand as it is written now, the edit writes
  ///   all of it.
  package func edit(_ range: Range<Int>, to part: String) -> Diagnostic.Edit? {
    guard form?.isMendable ?? true, isOneRun(range) || isOneQuotedLine else { return nil }
    let place = location(at: range.lowerBound, length: range.count)
    guard let form else { return Diagnostic.Edit(location: place, replacement: part) }
    let scalars = text.unicodeScalars
    var whole = lead
    whole.unicodeScalars += scalars.prefix(range.lowerBound)
    whole += part
    whole.unicodeScalars += scalars.dropFirst(range.upperBound)
    if isOneRun(range), let inner = form.inner(part, in: whole) {
      return Diagnostic.Edit(location: place, replacement: inner)
    }
    return Diagnostic.Edit(
      location: form.location, replacement: form.outer(whole, isText: true))
  }

  /// An edit that puts another text in the place of this one.
  ///
  /// - Parameter isText: false for a number or a word that quotes would make a text: they go
  ///   where the document can do without.
  package func edit(to text: String, isText: Bool = true) -> Diagnostic.Edit? {
    let range = 0..<self.text.unicodeScalars.count
    guard let form else { return edit(range, to: text) }
    guard form.isMendable else { return nil }
    if isText, let edit = edit(range, to: text) { return edit }
    return Diagnostic.Edit(
      location: form.location, replacement: form.outer(lead + text, isText: isText))
  }
}
