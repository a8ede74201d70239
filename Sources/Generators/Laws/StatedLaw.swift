import Columnar
import Diagnostics
import Sampling
import SchemaModel

/// A law as a document states it: one of the registry, a value, others put together, or data.
///
/// Its parameters lie in one list, so that those of a row make the law of the row.
struct StatedLaw: Sendable {
  indirect enum Node: Sendable {
    /// One of the registry; its parameters from a place of the list on.
    case law(any Law.Type, form: Int, first: Int, call: GeneratorCall, words: Arguments)
    case value(Int)
    case mixture([(weight: Int, part: Node)], call: GeneratorCall)
    case zeroInflated(chance: Int, Node, call: GeneratorCall)
    /// Cut by `between`.
    case cut(Node, lower: Int?, upper: Int?, call: GeneratorCall)
    case rounded(Node, Grid)
    case data(any Distribution)
  }

  let root: Node
  let arguments: [Argument]
  /// Of the values: float64, int64, duration, or a point in time.
  let type: LogicalType

  struct Argument: Sendable {
    var value: NumericArgument
    /// What a row has that lacks the value; where there is nothing, the row has no value either.
    var ifMissing: Double?
  }

  /// Why parameters make no law.
  struct Fault: Error {
    var problem: LawProblem
    var call: GeneratorCall
    /// The words of the law, where one of them is at fault.
    var words: Arguments?
    var name: String?

    var diagnostic: Diagnostic {
      if let words { return .lawProblem(problem, name, words, call) }
      return Diagnostic(
        "law-parameter", problem.message, at: call.location, pointer: call.pointer,
        expected: problem.expectation)
    }
  }

  /// The law when no parameter differs by row.
  var constants: [Double]? {
    let values = arguments.compactMap(\.value.constant)
    return values.count == arguments.count ? values : nil
  }

  /// - Parameter values: of the parameters, in the order of the list.
  func distribution(_ values: [Double]) throws(Fault) -> any Distribution {
    try made(root, values)
  }

  private func made(_ node: Node, _ values: [Double]) throws(Fault) -> any Distribution {
    switch node {
    case .data(let law): return law
    case .value(let place): return try value(values[place])
    case .law(let type, let form, let first, let call, let words):
      let parameters = type.forms[form].parameters
      return try checked(call, words, parameters.map(\.name)) { () throws(LawProblem) in
        try type.init(form: form, Array(values[first..<first + parameters.count]))
      }
    case .mixture(let parts, let call):
      var laws: [(weight: Double, law: any Distribution)] = []
      for (weight, part) in parts { laws.append((values[weight], try made(part, values))) }
      return try checked(call, nil, []) { () throws(LawProblem) in try Mixture(laws) }
    case .zeroInflated(let chance, let node, let call):
      let law = try made(node, values)
      return try checked(call, nil, []) { () throws(LawProblem) in
        try Mixture(zeros: values[chance], and: law)
      }
    case .rounded(let node, let grid): return try made(node, values).discretised(to: grid)
    case .cut(let node, let lower, let upper, let call):
      let law = try made(node, values)
      let low = lower.map { values[$0] } ?? -.infinity
      let high = upper.map { values[$0] } ?? .infinity
      if low <= high, let cut = law.cut(to: low...high) { return cut }
      throw Fault(
        problem: LawProblem(
          parameter: nil, "'\(call.word)' has no values between \(low) and \(high)",
          expected: "ends around what it draws"), call: call)
    }
  }

  private func value(_ value: Double) throws(Fault) -> any Distribution {
    // What is missing in a row makes the whole row missing, so that any number will do.
    PointMass(value.isFinite ? value : 0)
  }

  private func checked(
    _ call: GeneratorCall, _ words: Arguments?, _ names: [String],
    _ make: () throws(LawProblem) -> any Distribution
  ) throws(Fault) -> any Distribution {
    do throws(LawProblem) {
      return try make()
    } catch {
      let name = error.parameter.flatMap { names.indices.contains($0) ? names[$0] : nil }
      throw Fault(problem: error, call: call, words: words, name: name)
    }
  }
}

extension StatedLaw {
  /// The law inside a map that holds one beside other words.
  static func law(in value: ArgumentValue) -> GeneratorCall? {
    guard case .record(let words) = value,
      case .generator(let call)? = words[Shape.lawName]
    else { return nil }
    return call
  }
}
