import Diagnostics
import Sampling
import SchemaModel

/// How the parameters of a law are read: which of its forms they state, each as a number, and in
/// which unit.
extension LawKind {
  /// The parameters of a form, and whether one of them is a length of time.
  static func parameters(
    of law: any Law.Type, _ form: LawForm, _ arguments: Arguments, _ call: GeneratorCall,
    _ context: any ColumnContext
  ) throws(DiagnosticList) -> (values: [NumericArgument], isDuration: Bool) {
    var values: [NumericArgument?] = []
    var isDuration = false
    var problems = DiagnosticList()
    for parameter in form.parameters {
      guard let value = arguments[parameter.name] else {
        values.append(.constant(parameter.default ?? 0))
        continue
      }
      do throws(DiagnosticList) {
        let argument = try number(value, parameter, of: law, in: context)
        values.append(argument)
        isDuration = isDuration || argument.isDuration
      } catch {
        problems.all += error.all
        values.append(nil)
      }
    }
    problems.all += outside(values, of: form, arguments, call)
    // A parameter may fail without a word, where a column it reads has been reported.
    let known = values.compactMap { $0 }
    guard known.count == values.count, !problems.hasErrors else { throw problems }
    if isDuration { try checkUnits(form, arguments, known) }
    return (known, isDuration)
  }

  /// A parameter's value; a length of time only where draws can be such.
  private static func number(
    _ value: ArgumentValue, _ parameter: LawParameter?, of law: any Law.Type,
    in context: any ColumnContext
  ) throws(DiagnosticList) -> NumericArgument {
    if parameter?.accepted == .timeOfDay {
      return try NumericArgument(value, as: .time, in: context)
    }
    let argument = try NumericArgument(value, in: context, mayBeLength: true)
    guard argument.isDuration, let parameter, !law.mayHaveUnit || !parameter.hasUnitOfDraws else {
      return argument
    }
    throw DiagnosticList([.unitNotHere(parameter, value)])
  }

  /// Constants that their parameter does not accept, whatever the others are.
  private static func outside(
    _ values: [NumericArgument?], of form: LawForm, _ arguments: Arguments, _ call: GeneratorCall
  ) -> [Diagnostic] {
    form.parameters.indices.compactMap { index in
      guard let value = values[index]?.constant, let problem = form.problem(index, value) else {
        return nil
      }
      return .lawProblem(problem, form.parameters[index].name, arguments, call)
    }
  }

  /// Beside a length of time, `5` would be microseconds; shapes and powers have no unit.
  private static func checkUnits(
    _ form: LawForm, _ arguments: Arguments, _ values: [NumericArgument]
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    for (parameter, argument) in zip(form.parameters, values)
    where parameter.hasUnitOfDraws && !argument.isDuration && argument.constant != 0 {
      guard let value = arguments[parameter.name] else { continue }
      problems.report(.noUnit(parameter.name, value.location, arguments))
    }
    if problems.hasErrors { throw problems }
  }

  /// The one form whose parameters are the ones written.
  ///
  /// - Throws: where there is none, also what is wrong with each parameter alone.
  static func form(
    of law: any Law.Type, _ arguments: Arguments, _ call: GeneratorCall,
    _ context: any ColumnContext
  ) throws(DiagnosticList) -> Int {
    let written = Set(arguments.values.keys)
    for (index, form) in law.forms.enumerated() {
      let names = Set(form.parameters.map(\.name))
      let required = Set(form.parameters.filter { $0.default == nil }.map(\.name))
      if written.isSubset(of: names), required.isSubset(of: written) { return index }
    }
    var problems = DiagnosticList()
    // A word that is none may be what a form lacks.
    if !arguments.hasUnknownWords { problems.report(.noSuchForm(law, written.sorted(), call)) }
    for name in written.sorted() {
      guard let value = arguments[name] else { continue }
      do throws(DiagnosticList) {
        // What a parameter accepts is the same in all forms that have it.
        let form = law.forms.first { $0.parameters.contains { $0.name == name } }
        let parameter = form?.parameters.first { $0.name == name }
        let argument = try number(value, parameter, of: law, in: context)
        let values = form?.parameters.map { $0.name == name ? argument : nil } ?? []
        if let form { problems.all += outside(values, of: form, arguments, call) }
      } catch { problems.all += error.all }
    }
    throw problems
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

  fileprivate static func unitNotHere(
    _ parameter: LawParameter, _ value: ArgumentValue
  ) -> Diagnostic {
    Diagnostic(
      "unit-not-here", "'\(parameter.name)' is a length of time, which has no meaning there",
      at: value.location, pointer: value.pointer, expected: parameter.accepted.expectation)
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
