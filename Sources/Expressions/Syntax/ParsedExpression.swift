import Columnar
import Diagnostics

/// A dotted name used in an expression: `customer_id.segment`, `param.holiday`, `now`.
///
/// - Units: `offset` and `length` in Unicode scalars of the expression's text.
package struct PathReference: Hashable, Sendable {
  package var parts: [String]
  package var offset: Int
  package var length: Int
  /// Where each part stands; empty for names that were not read from an expression.
  package var places: [Place]

  package init(parts: [String], offset: Int, length: Int, places: [Place] = []) {
    self.parts = parts
    self.offset = offset
    self.length = length
    self.places = places
  }

  /// The name as written, with its dots.
  package var text: String { parts.joined(separator: ".") }

  /// Where one part stands; all of the name for nil.
  package func place(of part: Int?) -> Place {
    let whole = Place(offset: offset, length: length)
    guard let part, parts.indices.contains(part) else { return whole }
    if places.indices.contains(part) { return places[part] }
    // Behind words such as `by`, dots and parts fill the name.
    guard text.unicodeScalars.count == length else { return whole }
    let before = parts[..<part].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
    return Place(offset: offset + before, length: parts[part].unicodeScalars.count)
  }

  /// A name as an expression writes it: one with a blank or '-' stands in backquotes.
  static func written(_ name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).map { part in
      part.utf8.contains { $0 == 32 || $0 == 45 } ? "`\(part)`" : String(part)
    }.joined(separator: ".")
  }
}

/// An expression whose grammar has been checked; names and types have not.
package struct ParsedExpression: Sendable {
  package let source: LocatedText
  /// Every name used, in order of appearance; a name used twice stands twice.
  package let paths: [PathReference]
  package let root: SyntaxNode
}

/// Reads expressions.
package enum ExpressionParser {
  /// - Parameters:
  ///   - source: the text behind `=`, or a condition.
  /// - Throws: every lexical problem, or the first problem of grammar.
  package static func parse(_ source: LocatedText) throws(DiagnosticList) -> ParsedExpression {
    let reading = read(source)
    guard let parsed = reading.parsed else { throw DiagnosticList(reading.problems) }
    return parsed
  }

  /// Reads an expression and compiles it.
  ///
  /// - Throws: the problems of the text, with those of the names that stand clear of them; or those
  ///   of names and types.
  package static func compile(
    _ source: LocatedText, in scope: any NameScope, expecting: LogicalType? = nil
  ) throws(DiagnosticList) -> (parsed: ParsedExpression, compiled: CompiledExpression) {
    let reading = read(source)
    guard let parsed = reading.parsed else {
      throw DiagnosticList(reading.problems + reading.names.problems(in: scope))
    }
    return (parsed, try parsed.compile(in: scope, expecting: expecting))
  }

  private struct Reading {
    /// Nil where there is a problem.
    var parsed: ParsedExpression?
    var problems: [Diagnostic]
    var names: KnownNames
  }

  private static func read(_ source: LocatedText) -> Reading {
    var lexer = Lexer(source)
    let tokens = lexer.run()
    var problems = lexer.problems
    var parsed: ParsedExpression?
    var names = KnownNames(source: source)
    if !tokens.isEmpty {
      var parser = Parser(source: source, tokens: tokens)
      do {
        parsed = try parser.run()
      } catch {
        // Behind a slip that was not mended, what follows may follow from it.
        if lexer.clearEnd == .max { problems.append(error) }
        parser.forgetLastName()
      }
      if lexer.clearEnd == .max { problems += parser.problems }
      names.paths = parser.paths.filter { $0.offset + $0.length <= lexer.clearEnd }
      names.calls = parser.calls.filter { $0.place.end <= lexer.clearEnd }
    }
    return Reading(parsed: problems.isEmpty ? parsed : nil, problems: problems, names: names)
  }
}
