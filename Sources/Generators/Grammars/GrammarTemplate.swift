import Diagnostics
import SchemaModel

/// A template such as `{greeting}, {name}!`, cut into what stands in braces and what does not.
struct GrammarTemplate {
  enum Piece {
    /// Bytes among the literals.
    case literal(Range<Int>)
    case name(Name)
    /// An expression behind `=`.
    case expression(LocatedText)
  }

  /// `{item 2.many? 30%|a}`: a rule, which of its choices, a field of it, how often, and how it is
  /// written.
  struct Name {
    var whole: String
    /// The same, as it stands in the document.
    var text: LocatedText
    var template: LocatedText
    var rule: String
    var number: Int?
    var field: String?
    /// How often it stands there; nil for always.
    var chance: Double?
    var filters: [String]
    /// Scalars of the template before it.
    var offset: Int
  }

  static let filters = ["a", "capital"]

  /// - Parameters:
  ///   - known: names of rules, which may hold any character.
  ///   - literals: the bytes of all templates, to which this one's are added.
  static func pieces(
    of template: Scalar, known: [String], literals: inout [UInt8], problems: inout DiagnosticList
  ) -> [Piece] {
    var pieces: [Piece] = []
    let scalars = Array(template.text.unicodeScalars)
    var first = literals.count
    func literal(_ end: Int) -> [Piece] { end > first ? [.literal(first..<end)] : [] }
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      let isDoubled = place + 1 < scalars.count && scalars[place + 1] == scalar
      if scalar == "{", !isDoubled {
        guard let close = scalars[place...].firstIndex(of: "}") else {
          problems.report(.openBrace(template, place))
          return pieces
        }
        pieces += literal(literals.count)
        let inside = String(String.UnicodeScalarView(scalars[(place + 1)..<close]))
        if inside.hasPrefix("=") {
          pieces.append(.expression(template.part(place + 2..<close)))
        } else if let name = name(inside, known, place + 1, template, &problems) {
          pieces.append(.name(name))
        }
        first = literals.count
        place = close + 1
        continue
      }
      if scalar == "}", !isDoubled {
        problems.report(.closedBrace(template, place))
        return pieces
      }
      UTF8.encode(scalar) { literals.append($0) }
      place += scalar == "{" || scalar == "}" ? 2 : 1
    }
    return pieces + literal(literals.count)
  }

  private static func name(
    _ inside: String, _ known: [String], _ offset: Int, _ template: Scalar,
    _ problems: inout DiagnosticList
  ) -> Name? {
    let end = offset + inside.unicodeScalars.count
    var name = Name(
      whole: inside, text: template.part(offset..<end), template: template.source, rule: inside,
      filters: [], offset: offset)
    if known.contains(inside) { return name }
    var parts = inside.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
    for filter in parts.dropFirst() {
      guard filters.contains(filter) else {
        problems.report(.unknownFilter(filter, template, offset))
        return nil
      }
      name.filters.append(filter)
    }
    parts = parts[0].split(separator: "?", omittingEmptySubsequences: false).map { trimmed($0) }
    if parts.count > 1 {
      let share = parts[1].isEmpty ? 0.5 : LiteralReader.number(parts[1])
      guard parts.count == 2, let share, (0...1).contains(share) else {
        problems.report(.badChance(template, offset, inside))
        return nil
      }
      name.chance = share
    }
    name.rule = parts[0]
    if known.contains(name.rule) { return name }
    let halves = name.rule.split(separator: ".", maxSplits: 1).map { trimmed($0) }
    if halves.count == 2, known.contains(head(halves[0]).rule) {
      (name.rule, name.field) = (halves[0], halves[1])
    }
    if known.contains(head(name.rule).rule) { (name.rule, name.number) = head(name.rule) }
    if let first = halves.first, !known.contains(name.rule),
      case (let rule, let number?) = head(first),
      rule.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    {
      (name.rule, name.number) = (rule, number)
    }
    // What is no rule is a column: without how often and in which way it is written.
    let length = name.rule.unicodeScalars.count
    name.text = template.part(offset..<min(end, offset + length))
    return name
  }

  /// `item 2`: a rule and a number.
  private static func head(_ text: String) -> (rule: String, number: Int?) {
    guard let space = text.lastIndex(of: " "), let number = Int(text[text.index(after: space)...]),
      (1...99).contains(number)
    else { return (text, nil) }
    return (trimmed(text[..<space]), number)
  }

  private static func trimmed(_ text: Substring) -> String {
    var result = text.drop { $0 == " " }
    while result.last == " " { result.removeLast() }
    return String(result)
  }
}

extension Scalar {
  /// A part of the text that knows where it stands.
  fileprivate func part(_ range: Range<Int>) -> LocatedText {
    let rest = source.dropping(range.lowerBound)
    let text = String(String.UnicodeScalarView(rest.text.unicodeScalars.prefix(range.count)))
    return LocatedText(text, segments: rest.segments, pointer: pointer)
  }
}

extension Diagnostic {
  fileprivate static func openBrace(_ template: Scalar, _ offset: Int) -> Diagnostic {
    Diagnostic(
      "open-brace", "'{' is not closed",
      at: template.source.location(at: offset, length: 1), pointer: template.pointer,
      expected: "the name of a rule and '}', or '{{' for the brace itself")
  }

  fileprivate static func closedBrace(_ template: Scalar, _ offset: Int) -> Diagnostic {
    Diagnostic(
      "closed-brace", "'}' closes nothing",
      at: template.source.location(at: offset, length: 1), pointer: template.pointer,
      expected: "'}}' for the brace itself")
  }

  fileprivate static func unknownFilter(
    _ filter: String, _ template: Scalar, _ offset: Int
  ) -> Diagnostic {
    Diagnostic(
      "unknown-filter", "'\(filter)' is no way to write a text",
      at: template.source.location(at: offset), pointer: template.pointer,
      expected: "'capital' for a capital letter, or 'a' for 'a' or 'an' in front",
      suggestion: DidYouMean.nearest(to: filter, in: GrammarTemplate.filters)
        .map { "did you mean '\($0)'?" })
  }

  fileprivate static func badChance(
    _ template: Scalar, _ offset: Int, _ inside: String
  ) -> Diagnostic {
    Diagnostic(
      "bad-chance", "'\(inside)' does not say how often it stands there",
      at: template.source.location(at: offset), pointer: template.pointer,
      expected: "'?' for every other time, or a share behind it, such as '? 30%'")
  }
}
