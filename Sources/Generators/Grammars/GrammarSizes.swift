import Diagnostics
import Sampling
import SchemaModel

/// The largest texts that rules can come to.
struct GrammarSizes {
  private let rules: [TextGrammar.Rule]
  private let keys: [Scalar?]
  private var known: [TextGrammar.Size?]
  private var path = 0

  /// - Parameter keys: of the rules as written; nil for what stands in the text itself.
  init(rules: [TextGrammar.Rule], keys: [Scalar?]) {
    self.rules = rules
    self.keys = keys
    known = Array(repeating: nil, count: rules.count)
  }

  mutating func size(of parts: [TextGrammar.Part]) throws(DiagnosticList) -> TextGrammar.Size {
    var sum = TextGrammar.Size()
    for part in parts {
      switch part {
      case .literal(let range): sum = sum + TextGrammar.Size(bytes: range.count)
      case .rule(let index): sum = sum + (try size(of: index))
      case .kept(let index, _): sum = sum + TextGrammar.Size(bytes: try size(of: index).bytes)
      case .article: sum = sum + TextGrammar.Size(bytes: 3)
      case .column, .capital: continue
      }
    }
    return sum
  }

  mutating func size(of index: Int) throws(DiagnosticList) -> TextGrammar.Size {
    if let size = known[index] { return size }
    // What stands in the text itself is within no rule.
    if path >= GrammarCompiler.deepest, let key = keys[index] {
      throw DiagnosticList([.rulesTooDeep(at: key)])
    }
    path += 1
    var size = TextGrammar.Size()
    for alternative in rules[index].alternatives {
      size = size.joined(try self.size(of: alternative))
    }
    path -= 1
    if rules[index].picker != nil { size.draws += 1 }
    known[index] = size
    return size
  }
}

extension Diagnostic {
  fileprivate static func rulesTooDeep(at key: Scalar) -> Diagnostic {
    Diagnostic(
      "rules-too-deep", "rules stand inside each other more than \(GrammarCompiler.deepest) deep",
      at: key.location, pointer: key.pointer,
      expected: "at most \(GrammarCompiler.deepest) from the first to the last")
  }

  static func grammarTooLarge(
    _ size: TextGrammar.Size, _ call: GeneratorCall
  ) -> Diagnostic {
    let what =
      size.bytes > GrammarCompiler.largest
      ? "can have \(size.bytes) bytes" : "can take \(size.draws) choices"
    return Diagnostic(
      "grammar-too-large", "a text of the grammar \(what)", at: call.location,
      pointer: call.pointer, expected: "at most \(GrammarCompiler.largest)")
  }
}
