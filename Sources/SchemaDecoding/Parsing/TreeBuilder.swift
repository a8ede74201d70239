import Diagnostics
import SchemaModel

/// Builds the tree of nodes from the events of a parser and keeps the bounds every format shares:
/// nesting, number of values, length of keys and pointers, keys that stand twice.
struct TreeBuilder {
  static let depthLimit = 64
  static let nodeLimit = 1_000_000
  static let keyByteLimit = 512
  static let pointerByteLimit = 1024

  /// A part of a flow map or list, for finding expressions that a comma cut in pieces.
  struct FlowPart {
    var range: Range<Int>
    var valueRange: Range<Int>
    /// Empty in a list.
    var key: String
    var value: String
    var isPlain: Bool
    /// A word without `:` in a flow map.
    var isBare: Bool
  }

  private struct Frame {
    var isMap: Bool
    var isFlow: Bool
    var start: Int
    var end: Int
    var location: DocumentLocation
    var pointer: String
    var entries: [Node.Entry] = []
    var items: [Node] = []
    var key: Scalar?
    /// Of the last item of a list.
    var lastLine: Int { items.last?.location.line ?? location.line }
    var keyRange = 0..<0
    var parts: [FlowPart] = []
  }

  var source: SourceText
  var problems = DiagnosticList()
  private(set) var root: Node?
  private var frames: [Frame] = []
  private var nodeCount = 0
  /// Set when going on makes no sense: a bound is broken.
  private(set) var isStopped = false
  /// The block maps and lists that ended since the last value began, innermost first.
  private var ended: [YAMLIndentation.Level] = []
  /// Whether the tree lacks what a problem took away, so that its words cannot be checked.
  private var hasLoss = false

  init(_ source: SourceText) { self.source = source }

  /// What a line outside of brackets may go on with.
  var indentation: YAMLIndentation {
    YAMLIndentation(levels: frames.compactMap { level(of: $0) } + ended.reversed())
  }

  private func level(of frame: Frame) -> YAMLIndentation.Level? {
    guard !frame.isFlow else { return nil }
    let key = frame.key ?? frame.entries.last?.key
    return YAMLIndentation.Level(
      column: frame.location.column, line: key?.location.line ?? frame.lastLine,
      word: frame.isMap ? key?.text ?? "" : "-")
  }

  var expectsKey: Bool { frames.last.map { $0.isMap && $0.key == nil } ?? false }
  var isInFlow: Bool { frames.last?.isFlow ?? false }
  /// RFC 6901 pointer of the value that comes next.
  var pointer: String {
    guard let frame = frames.last else { return "" }
    guard frame.isMap else { return frame.pointer + "/\(frame.items.count)" }
    guard let key = frame.key else { return frame.pointer }
    return frame.pointer + "/" + DocumentPointer.escaped(key.text)
  }

  /// What was read. Problems that lost nothing, such as a missing pair of quotes, leave the tree.
  var reading: DocumentParser.Reading {
    if isStopped || hasLoss { return DocumentParser.Reading(problems: problems) }
    if root == nil, !problems.hasErrors {
      let place = DocumentLocation(file: source.file, line: 1, column: 1)
      return DocumentParser.Reading(problems: DiagnosticList([.emptyDocument(at: place)]))
    }
    return DocumentParser.Reading(root: root, problems: problems)
  }

  mutating func stop(_ diagnostic: Diagnostic) {
    problems.report(diagnostic)
    isStopped = true
  }

  /// A problem whose value is not known.
  mutating func reportLoss(_ diagnostic: Diagnostic) {
    problems.report(diagnostic)
    hasLoss = true
  }

  mutating func begin(isMap: Bool, isFlow: Bool, start: Int, end: Int) {
    let place = source.location(from: start, to: end)
    if expectsKey {
      problems.report(.keyNotScalar(at: place, pointer: pointer))
      return stopQuietly()
    }
    guard frames.count < Self.depthLimit else {
      return stop(.tooDeep(at: place, pointer: pointer))
    }
    ended = []
    let own = pointer
    guard own.utf8.count <= Self.pointerByteLimit else { return stop(.pathTooLong(at: place)) }
    frames.append(
      Frame(
        isMap: isMap, isFlow: isFlow, start: start, end: end, location: place, pointer: own))
  }

  private mutating func stopQuietly() { isStopped = true }

  mutating func end(at end: Int) {
    guard var frame = frames.popLast() else { return }
    if frame.isFlow { frame.end = end }
    frame.location.length = max(0, frame.end - frame.start)
    joinSlips(&frame)
    if frame.isMap { reportDuplicates(frame.entries) }
    if let level = level(of: frame) { ended.append(level) }
    let node = Node(
      frame.isMap ? .map(frame.entries) : .list(frame.items), at: frame.location,
      pointer: frame.pointer)
    add(node, range: frame.start..<frame.end, text: "", isPlain: false, isEmpty: false)
  }

  /// A scalar, or null when `scalar` is nil; in the place of a key it is a key.
  mutating func scalar(
    _ text: String?, range: Range<Int>, isQuoted: Bool, style: WrittenForm.Style, raw: String,
    segments: (inout SourceText) -> [LocatedText.Segment]
  ) {
    let place = source.location(from: range.lowerBound, to: range.upperBound)
    ended = []
    if expectsKey {
      guard raw.utf8.count <= Self.keyByteLimit else {
        return stop(.keyTooLong(at: place, pointer: pointer))
      }
      let keyPointer = pointer + "/" + DocumentPointer.escaped(raw)
      let key = Scalar(
        LocatedText(
          raw, segments: segments(&source), pointer: keyPointer,
          form: WrittenForm(style, at: place)),
        isQuoted: isQuoted)
      frames[frames.count - 1].key = key
      frames[frames.count - 1].keyRange = range
      return
    }
    let own = pointer
    guard own.utf8.count <= Self.pointerByteLimit else { return stop(.pathTooLong(at: place)) }
    let content: Node.Content =
      if let text {
        .scalar(
          Scalar(
            LocatedText(
              text, segments: segments(&source), pointer: own,
              form: WrittenForm(style, at: place)),
            isQuoted: isQuoted))
      } else {
        .null
      }
    add(
      Node(content, at: place, pointer: own), range: range, text: raw, isPlain: !isQuoted,
      isEmpty: range.isEmpty)
  }

  /// An expression without quotes, read as it was meant and reported.
  mutating func scalar(joining cut: UnquotedExpression.Cut) {
    let text = UnquotedExpression.folded(source.text(cut.range))
    let place = source.location(from: cut.range.lowerBound, to: cut.range.upperBound)
    // Of `c ? a : b` the expression itself says what is wrong.
    if !cut.isConditional {
      problems.report(
        .unquotedExpression(text, by: cut.mark, cut.prefix, at: place, pointer: pointer))
    }
    let joined = Scalar(located(text, cut.range, pointer, behind: cut.prefix), isQuoted: true)
    add(
      Node(.scalar(joined), at: place, pointer: pointer), range: cut.range, text: text,
      isPlain: false, isEmpty: false)
  }

  /// The expression inside of which the parser gave up.
  ///
  /// - Parameter index: where it did, in scalars.
  mutating func cutExpression(at index: Int) -> UnquotedExpression.Cut? {
    let offset = source.offset(ofScalar: index)
    guard let frame = frames.last, frame.isFlow else {
      return QuotedStart.cut(onLineOf: offset, in: source.bytes)
        ?? UnquotedExpression.conditional(onLineOf: offset, in: source.bytes)
    }
    return UnquotedExpression.cut(frame.parts, at: offset, in: source.bytes)
  }

  private mutating func add(
    _ node: Node, range: Range<Int>, text: String, isPlain: Bool, isEmpty: Bool
  ) {
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit else { return stop(.tooManyValues(at: node.location)) }
    guard let last = frames.indices.last else {
      root = node
      return
    }
    frames[last].end = max(frames[last].end, range.upperBound)
    let keyRange = frames[last].keyRange
    if frames[last].isFlow {
      let whole =
        frames[last].isMap
        ? keyRange.lowerBound..<max(keyRange.upperBound, range.upperBound) : range
      frames[last].parts.append(
        FlowPart(
          range: whole, valueRange: range, key: frames[last].key?.text ?? "", value: text,
          isPlain: isPlain,
          isBare: frames[last].isMap ? isEmpty : isPlain))
    }
    guard frames[last].isMap else {
      frames[last].items.append(node)
      return
    }
    guard let key = frames[last].key else { preconditionFailure("a value came before its key") }
    frames[last].entries.append(Node.Entry(key: key, value: node))
    frames[last].key = nil
  }

  /// An unquoted expression with commas falls apart in a flow map or list: the pieces are found,
  /// reported with the quoted text, and joined as they were meant.
  private mutating func joinSlips(_ frame: inout Frame) {
    guard frame.isFlow else { return }
    let slips = UnquotedExpression.slips(in: frame.parts, isMap: frame.isMap)
    var surplus = slips.reduce(0) { $0 + $1.last - $1.first }
    for slip in slips.reversed() {
      surplus -= slip.last - slip.first
      let range = slip.valueStart..<slip.end
      let text = UnquotedExpression.folded(source.text(range))
      let pointer =
        frame.isMap
        ? frame.entries[slip.first].value.pointer : frame.pointer + "/\(slip.first - surplus)"
      let place = source.location(from: range.lowerBound, to: range.upperBound)
      problems.report(.unquotedExpression(text, by: "a comma", at: place, pointer: pointer))
      let joined = Node(
        .scalar(Scalar(located(text, range, pointer), isQuoted: true)), at: place, pointer: pointer)
      if frame.isMap {
        frame.entries[slip.first].value = joined
        frame.entries.removeSubrange(slip.first + 1...slip.last)
      } else {
        frame.items[slip.first] = joined
        frame.items.removeSubrange(slip.first + 1...slip.last)
      }
    }
  }

  private mutating func located(
    _ text: String, _ range: Range<Int>, _ pointer: String, behind prefix: String = ""
  ) -> LocatedText {
    let runs = ScalarSegments(value: text, raw: range, style: .plain, in: source.bytes).runs
    let length = prefix.unicodeScalars.count
    var segments = runs.map {
      LocatedText.Segment(
        start: $0.start + length, location: source.location(from: $0.offset, to: $0.offset))
    }
    if length > 0 {
      let place = source.location(from: range.lowerBound, to: range.lowerBound)
      segments.insert(.init(start: 0, location: place), at: 0)
    }
    let place = source.location(from: range.lowerBound, to: range.upperBound)
    // The quotes come first; what else there is to mend is said again with them.
    return LocatedText(
      prefix + text, segments: segments, pointer: pointer, form: WrittenForm(.joined, at: place))
  }

  private mutating func reportDuplicates(_ entries: [Node.Entry]) {
    var seen: [String: DocumentLocation] = [:]
    for entry in entries {
      if let first = seen[entry.key.text] {
        problems.report(.duplicateKey(entry.key, first: first))
      } else {
        seen[entry.key.text] = entry.key.location
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func keyNotScalar(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "key-not-scalar", "a key is a list or a map", at: place, pointer: pointer,
      expected: "a word before the ':'")
  }

  fileprivate static func tooDeep(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "nested-too-deep", "the document is nested more than \(TreeBuilder.depthLimit) levels deep",
      at: place, pointer: pointer, expected: "at most \(TreeBuilder.depthLimit) levels")
  }

  fileprivate static func pathTooLong(at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "path-too-long", "the keys that lead here are too long together", at: place,
      expected: "at most \(TreeBuilder.pointerByteLimit) bytes")
  }

  fileprivate static func keyTooLong(at place: DocumentLocation, pointer: String) -> Diagnostic {
    Diagnostic(
      "key-too-long", "a key is too long", at: place, pointer: pointer,
      expected: "at most \(TreeBuilder.keyByteLimit) bytes")
  }

  fileprivate static func tooManyValues(at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "too-many-values", "the document holds more than \(TreeBuilder.nodeLimit) values",
      at: place, expected: "at most \(TreeBuilder.nodeLimit) values")
  }

  fileprivate static func duplicateKey(_ key: Scalar, first: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "duplicate-key", "'\(key.text)' stands twice in one map", at: key.location,
      pointer: key.pointer, expected: "each name once in a map",
      suggestion: "it stands first at \(first.line):\(first.column)")
  }

  fileprivate static func unquotedExpression(
    _ text: String, by what: String, _ prefix: String = "", at place: DocumentLocation,
    pointer: String
  ) -> Diagnostic {
    let quoted = UnquotedExpression.quoted(prefix + text)
    let expectation =
      switch what {
      case "a quote": "quotes around all of a value that begins with a quote"
      case "a colon": "quotes around a text that holds ': '"
      default: "quotes around an expression with , [ ] { } inside { } or [ ]"
      }
    return Diagnostic(
      "unquoted-expression", "\(what) cuts '\(Scalar.shown(text))' in pieces", at: place,
      pointer: pointer, expected: expectation,
      suggestion: text.utf8.count <= 120 ? "write \(quoted)" : "put quotes around it",
      edit: Edit(location: place, replacement: quoted))
  }
}
