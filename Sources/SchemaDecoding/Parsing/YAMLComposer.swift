import Diagnostics
import SchemaModel

/// YAML events to nodes. Anchors, aliases, tags, merge keys and further documents are refused.
struct YAMLComposer {
  private var builder: TreeBuilder
  private var documentCount = 0

  /// Expressions without quotes that the parser gave up inside of in an earlier attempt.
  private let cuts: [UnquotedExpression.Cut]

  /// The document is read once more for each expression that is cut: so often, so many bytes.
  private static let rereadLimit = 200
  private static let rereadByteLimit = 64 << 20

  private init(_ source: SourceText, _ cuts: [UnquotedExpression.Cut]) {
    builder = TreeBuilder(source)
    self.cuts = cuts
  }

  static func parse(_ source: SourceText) -> DocumentParser.Reading {
    var cuts: [UnquotedExpression.Cut] = []
    while true {
      var composer = YAMLComposer(source, cuts)
      let bytes = cuts.isEmpty ? source.bytes : UnquotedExpression.masked(source.bytes, cuts)
      let failure = LibYAML.read(bytes) { event in
        composer.handle(event)
        return !composer.builder.isStopped
      }
      if let failure, !composer.builder.isStopped {
        let rereadBytes = cuts.count * source.bytes.count
        if cuts.isEmpty || (cuts.count < rereadLimit && rereadBytes < rereadByteLimit),
          let cut = composer.builder.cutExpression(at: failure.index),
          !cuts.contains(where: { $0.range.overlaps(cut.range) })
        {
          cuts.append(cut)
          continue
        }
        let diagnostic = YAMLProblem.diagnostic(
          for: failure, in: &composer.builder.source, isInFlow: composer.builder.isInFlow,
          composer.builder.indentation)
        composer.builder.stop(diagnostic)
      }
      return composer.builder.reading
    }
  }

  private mutating func handle(_ event: YAMLEvent) {
    let start = builder.source.offset(ofScalar: event.start)
    let end = builder.source.offset(ofScalar: event.end)
    if event.hasAnchor || event.hasTag {
      builder.problems.report(
        event.hasAnchor
          ? .anchor(at: builder.source.location(from: start, to: end), pointer: builder.pointer)
          : .tag(at: builder.source.location(from: start, to: end), pointer: builder.pointer))
    }
    switch event.kind {
    case .documentStart:
      documentCount += 1
      guard documentCount > 1 else { return }
      builder.stop(.severalDocuments(at: builder.source.location(from: start, to: end)))
    case .alias:
      builder.reportLoss(
        .alias(at: builder.source.location(from: start, to: end), pointer: builder.pointer))
      builder.scalar(nil, range: start..<end, isQuoted: true, style: .joined, raw: "*") { source in
        [.init(start: 0, location: source.location(from: start, to: end))]
      }
    case .scalar(let bytes, let style):
      if let cut = cuts.first(where: { $0.range.lowerBound == start }), !builder.expectsKey {
        return builder.scalar(joining: cut)
      }
      scalar(String(decoding: bytes, as: UTF8.self), style, start..<end)
    case .listStart(let isFlow):
      builder.begin(isMap: false, isFlow: isFlow, start: start, end: end)
    case .mapStart(let isFlow):
      builder.begin(isMap: true, isFlow: isFlow, start: start, end: end)
    case .listEnd, .mapEnd:
      builder.end(at: end)
    }
  }

  private mutating func scalar(
    _ text: String, _ style: YAMLEvent.ScalarStyle, _ range: Range<Int>
  ) {
    if style == .plain, text == "<<", builder.expectsKey {
      let place = builder.source.location(from: range.lowerBound, to: range.upperBound)
      builder.reportLoss(.mergeKey(at: place, pointer: builder.pointer))
    }
    let form: WrittenForm.Style =
      switch style {
      case .plain: .plain(isInFlow: builder.isInFlow)
      case .singleQuoted: .singleQuoted
      case .doubleQuoted: .doubleQuoted
      case .literal, .folded: .block
      }
    let range = form == .block ? trimmed(range) : range
    let isNull = style == .plain && ["", "~", "null"].contains(text)
    builder.scalar(
      isNull ? nil : text, range: range, isQuoted: style != .plain,
      style: form, raw: text
    ) { source in
      ScalarSegments(value: text, raw: range, style: style, in: source.bytes).runs.map {
        .init(start: $0.start, location: source.location(from: $0.offset, to: $0.offset))
      }
    }
  }

  /// A block without the breaks of lines behind it, which belong to what follows.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let bytes = builder.source.bytes[range]
    let end = bytes.lastIndex { ![9, 10, 13, 32].contains($0) } ?? range.lowerBound
    return range.lowerBound..<min(end + 1, range.upperBound)
  }
}

extension Diagnostic {
  fileprivate static func anchor(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "yaml-anchor", "an anchor '&' is not accepted", at: place, pointer: pointer,
      expected: "the value itself; shared parts go to a file under 'include'")
  }

  fileprivate static func alias(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "yaml-alias", "an alias '*' is not accepted", at: place, pointer: pointer,
      expected: "the value itself, or a text in quotes")
  }

  fileprivate static func tag(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "yaml-tag", "a tag '!' is not accepted", at: place, pointer: pointer,
      expected: "a value without tag, or a text in quotes")
  }

  fileprivate static func mergeKey(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "yaml-merge-key", "a merge key '<<' is not accepted", at: place, pointer: pointer,
      expected: "the words themselves")
  }

  fileprivate static func severalDocuments(at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "several-documents", "a second document begins here", at: place,
      expected: "one document in a file")
  }

  static func emptyDocument(at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "empty-document", "the document is empty", at: place,
      expected: "a map that begins with 'datagen: 1'")
  }
}
