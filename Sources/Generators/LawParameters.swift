import Diagnostics
import Sampling
import SchemaModel

/// How the parameters of a law are read: which of its forms they state, each as a number, and in
/// which unit.
extension LawKind {
  /// The parameters of a form, and whether one of them is a length of time.
  static func parameters(
    of form: LawForm, _ arguments: Arguments, _ context: any ColumnContext
  ) throws(DiagnosticList) -> (values: [NumericArgument], isDuration: Bool) {
    var values: [NumericArgument] = []
    var isDuration = false
    var problems = DiagnosticList()
    for parameter in form.parameters {
      guard let value = arguments[parameter.name] else {
        values.append(.constant(parameter.default ?? 0))
        continue
      }
      do throws(DiagnosticList) {
        let argument = try NumericArgument(value, in: context)
        values.append(argument)
        if argument.isDuration { isDuration = true }
        if case .literal(let scalar) = value, NumericArgument.read(scalar.text)?.isDuration == true
        {
          isDuration = true
        }
      } catch { problems.all += error.all }
    }
    // A parameter may fail without a word, where a column it reads has been reported.
    guard values.count == form.parameters.count else { throw problems }
    if isDuration { try checkUnits(form, arguments, values) }
    return (values, isDuration)
  }

  /// Beside a length of time, `5` would be microseconds; shapes and powers have no unit.
  private static func checkUnits(
    _ form: LawForm, _ arguments: Arguments, _ values: [NumericArgument]
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    for (parameter, argument) in zip(form.parameters, values)
    where ["from", "location", "mean", "median", "mode", "p90", "scale", "sd", "to"].contains(
      parameter.name)
    {
      guard let value = arguments[parameter.name] else { continue }
      var isDuration = argument.isDuration || argument.constant == 0
      if case .literal(let scalar) = value {
        isDuration = isDuration || NumericArgument.read(scalar.text)?.isDuration == true
      }
      if case .expression = value, argument.constant != nil { isDuration = true }
      if !isDuration { problems.report(.noUnit(parameter.name, value.location, arguments)) }
    }
    if problems.hasErrors { throw problems }
  }

  /// The one form whose parameters are the ones written.
  static func form(
    of law: any Law.Type, _ arguments: Arguments, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Int {
    let written = Set(arguments.values.keys)
    for (index, form) in law.forms.enumerated() {
      let names = Set(form.parameters.map(\.name))
      let required = Set(form.parameters.filter { $0.default == nil }.map(\.name))
      if written.isSubset(of: names), required.isSubset(of: written) { return index }
    }
    throw DiagnosticList([.noSuchForm(law, written.sorted(), call)])
  }
}

extension Diagnostic {
  fileprivate static func noUnit(
    _ name: String, _ location: DocumentLocation, _ arguments: Arguments
  ) -> Diagnostic {
    Diagnostic(
      "no-unit", "'\(name)' has no unit beside lengths of time", at: location,
      pointer: arguments.pointer, expected: "a length of time such as 5s or 20min")
  }

  fileprivate static func noSuchForm(
    _ law: any Law.Type, _ written: [String], _ call: GeneratorCall
  ) -> Diagnostic {
    let forms = law.forms.map { form in
      "{" + form.parameters.map(\.name).joined(separator: ", ") + "}"
    }
    return Diagnostic(
      "law-form",
      "'\(law.word)' cannot be stated by \(written.map { "'\($0)'" }.joined(separator: ", "))",
      at: call.location, pointer: call.pointer, expected: forms.joined(separator: " or "))
  }
}
