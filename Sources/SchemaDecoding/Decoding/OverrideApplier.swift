import Diagnostics
import SchemaModel

/// Applies a scenario, `--set` and `--seed` to the tree of a document.
enum OverrideApplier {
  static func scenario(_ name: String, in root: Node) throws(Diagnostic) -> Node {
    guard let patch = root["scenarios"]?[name] else {
      throw .unknownScenario(name, in: root)
    }
    return MergePatch.apply(patch, to: root)
  }

  static func set(
    _ settings: [(String, String)], in root: Node, _ problems: inout DiagnosticList
  ) -> Node {
    var result = root
    for (name, value) in settings {
      guard let declared = result["parameters"]?[name] else {
        problems.report(.unknownParameter(name, in: root))
        continue
      }
      let place = DocumentLocation(
        file: "--set", line: 1, column: name.unicodeScalars.count + 2,
        offset: name.utf8.count + 1, length: value.utf8.count)
      // Nothing behind the '=' is the empty text; 'null' is no value.
      let scalar = Scalar(
        LocatedText(value, at: place, pointer: declared.pointer), isQuoted: value.isEmpty)
      let node = Node(
        scalar.isNull ? .null : .scalar(scalar), at: place, pointer: declared.pointer)
      var isTyped = false
      if case .map = declared.content { isTyped = true }
      let key = isTyped ? ["parameters", name, "value"] : ["parameters", name]
      result = replacing(key[...], with: node, in: result)
    }
    return result
  }

  static func seed(_ seed: UInt64, in root: Node) -> Node {
    let place = DocumentLocation(file: "--seed", line: 1, column: 1)
    let scalar = Scalar(LocatedText("\(seed)", at: place, pointer: "/seed"), isQuoted: false)
    return replacing(["seed"], with: Node(.scalar(scalar), at: place, pointer: "/seed"), in: root)
  }

  /// The tree with the value of one key exchanged; maps on the way that do not exist are made, and
  /// null takes a typed parameter's value away.
  private static func replacing(
    _ path: ArraySlice<String>, with node: Node, in root: Node
  ) -> Node {
    guard let key = path.first, case .map(var entries) = root.content else { return node }
    let rest = path.dropFirst()
    var result = root
    if let index = entries.firstIndex(where: { $0.key.text == key }) {
      if rest.isEmpty, node.isNull, key == "value" {
        entries.remove(at: index)
      } else {
        entries[index].value = replacing(rest, with: node, in: entries[index].value)
      }
    } else if !(node.isNull && key == "value") {
      let name = Scalar(LocatedText(key, at: node.location, pointer: node.pointer), isQuoted: false)
      entries.append(Node.Entry(key: name, value: node))
    }
    result.content = .map(entries)
    return result
  }
}

extension Diagnostic {
  fileprivate static func unknownScenario(_ name: String, in root: Node) -> Diagnostic {
    var names: [String] = []
    if case .map(let entries) = root["scenarios"]?.content { names = entries.map(\.key.text) }
    let place = DocumentLocation(file: "--scenario", line: 1, column: 1, length: name.utf8.count)
    return Diagnostic(
      "unknown-scenario", "there is no scenario '\(name)'", at: place,
      expected: names.isEmpty
        ? "a document with scenarios" : ParameterType.oneOf(names.sorted(), "scenarios"),
      suggestion: DidYouMean.nearest(to: name, in: names).map { "did you mean '\($0)'?" })
  }

  fileprivate static func unknownParameter(_ name: String, in root: Node) -> Diagnostic {
    var names: [String] = []
    if case .map(let entries) = root["parameters"]?.content { names = entries.map(\.key.text) }
    let place = DocumentLocation(file: "--set", line: 1, column: 1, length: name.utf8.count)
    return Diagnostic(
      "unknown-parameter", "there is no parameter '\(name)'", at: place,
      expected: names.isEmpty
        ? "a document with parameters" : ParameterType.oneOf(names.sorted(), "parameters"),
      suggestion: DidYouMean.nearest(to: name, in: names).map { "did you mean '\($0)'?" })
  }
}
