import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Whether the words beside a generator have a use there and hold together.
enum ModifierCheck {
  /// - Parameter made: nil when the generator itself failed; what rests on it is then left out.
  static func check(
    _ column: ColumnResolution, _ spec: ColumnSpec, _ made: ColumnResolution.Made?
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    let modifiers = spec.modifiers
    var misplaced: Set<String> = []
    if modifiers["between"] != nil, !spec.generator.isUnread, !column.isUnread("between") {
      for call in unbounded(spec.generator, column.between) {
        problems.report(.betweenWithoutLaw(call, of: spec.generator, modifiers))
        misplaced.insert("between")
      }
    }
    do throws(DiagnosticList) { try checkPart(spec.generator) } catch { problems.all += error.all }
    let dealsShares = ["chance", "choice"].contains(spec.generator.word)
    let mayDealShares = dealsShares || spec.generator.isUnread || modifiers.isUnread("missing")
    if column.isExact, !mayDealShares, modifiers["missing"] == nil {
      problems.report(.exactWithoutShare(spec, modifiers))
    }
    if modifiers["else"] != nil, modifiers["when"] == nil, !modifiers.isUnread("when"),
      !spec.generator.isUnread
    {
      problems.report(.elseWithoutWhen(spec, modifiers))
    }
    if spec.generator.word == "key", modifiers["when"] != nil || modifiers["missing"] != nil {
      problems.report(.keyMayBeMissing(spec))
    }
    // Values that cannot be kept apart at all are told as such, not word by word.
    let canBeUnique = made?.isUnique != false
    if canBeUnique, column.isUnique || spec.generator.word == "key" {
      for word in keptOut where modifiers[word] != nil && !misplaced.contains(word) {
        problems.report(.notKeptApart(spec, word, modifiers))
      }
      // Large whole numbers become one in it.
      if column.declaredType == .float32 {
        problems.report(.notKeptApart(spec, "type", modifiers))
      }
    }
    // Facts that come again are told as such, whatever their words.
    if made == nil, column.isUnique, spec.generator.comesAgain {
      problems.report(.cannotBeUnique(spec, modifiers))
    }
    if let made {
      if column.isUnique, !canBeUnique {
        problems.report(.cannotBeUnique(spec, modifiers, isDealt: made.hasSpace))
      }
      if spec.generator.word == PartKind.syntax.word, let declared = column.declaredType,
        declared != made.type
      {
        problems.report(.partOfOtherType(spec.generator, made.type))
      } else {
        checkType(column.declaredType, spec, made, &problems)
      }
    }
    if problems.hasErrors { throw problems }
  }

  /// Parts sum to their total as they are made: no word may change one of them.
  static func checkPart(_ call: GeneratorCall) throws(DiagnosticList) {
    guard call.word == PartKind.syntax.word else { return }
    let words = ["missing", "round", "when"].filter { call.modifiers[$0] != nil }
    if words.isEmpty { return }
    throw DiagnosticList(words.map { .partChanged(call, $0) })
  }

  /// Words that could make values equal that were kept apart.
  private static let keptOut = ["round", "else", "between"]

  /// Whether `round` is told as what could make values equal, so that no other mistake of it
  /// matters.
  static func refusesRounding(_ spec: ColumnSpec, _ made: ColumnResolution.Made) -> Bool {
    made.isUnique && (spec.modifiers.flag("unique") == true || spec.generator.word == "key")
  }

  private static func checkType(
    _ declared: LogicalType?, _ spec: ColumnSpec, _ made: ColumnResolution.Made,
    _ problems: inout DiagnosticList
  ) {
    if spec.modifiers.isUnread("type") { return }
    let type = declared ?? made.type
    var becomes = Conversion.isPossible(from: made.type, to: type)
    // The day is taken from the time; midnight of it is another value.
    if case .arrival = made.generator, made.type == .date { becomes = type == .date }
    if !becomes {
      problems.report(.typeMismatch(spec, made.type, type))
    } else if type == .duration, spec.modifiers.flag("hidden") != true,
      !spec.modifiers.isUnread("hidden")
    {
      problems.report(.visibleDuration(spec))
    }
  }

  /// What `between` cannot keep within its ends: it truncates laws. Beside laws, a case may be a
  /// number that lies between ends that are known.
  static func unbounded(
    _ call: GeneratorCall, _ ends: (lower: NumericArgument?, upper: NumericArgument?)
  ) -> [GeneratorCall] {
    holdsLaw(call) ? outside(call, ends) : [call]
  }

  /// `between` beside a generator that stands within a column's.
  static func checkBetween(
    _ call: GeneratorCall, _ ends: (lower: NumericArgument?, upper: NumericArgument?)
  ) throws(DiagnosticList) {
    let unbounded = unbounded(call, ends)
    guard unbounded.isEmpty else {
      throw DiagnosticList(unbounded.map { .betweenWithoutLaw($0, of: call, call.modifiers) })
    }
  }

  private static func isLaw(_ call: GeneratorCall) -> Bool { GeneratorRegistry.isLaw(call.word) }

  private static func holdsLaw(_ call: GeneratorCall) -> Bool {
    isLaw(call) || call.branches.contains { holdsLaw($0) }
  }

  private static func outside(
    _ call: GeneratorCall, _ ends: (lower: NumericArgument?, upper: NumericArgument?)
  ) -> [GeneratorCall] {
    if isLaw(call) { return [] }
    guard call.word == "by" else { return isInside(call, ends) ? [] : [call] }
    // A case with ends of its own is checked with them.
    return call.branches.filter { $0.modifiers["between"] == nil }
      .flatMap { outside($0, ends) }
  }

  private static func isInside(
    _ call: GeneratorCall, _ ends: (lower: NumericArgument?, upper: NumericArgument?)
  ) -> Bool {
    guard call.word == "value", case .literal(let scalar) = call.argument else { return false }
    if scalar.isNull { return true }
    guard let number = NumericArgument.read(scalar.text)?.value else { return false }
    let low = ends.lower.map { $0.constant ?? .infinity } ?? -.infinity
    let high = ends.upper.map { $0.constant ?? -.infinity } ?? .infinity
    return low <= number && number <= high
  }

  /// All that draws can give must fit a type that is narrower than they are.
  static func fits(
    _ interval: ValueInterval, _ made: LogicalType, _ type: LogicalType, _ spec: ColumnSpec
  ) throws(DiagnosticList) {
    if let drawn = excess(interval, made, type) {
      throw DiagnosticList([.doesNotHold(spec, drawn, type)])
    }
  }

  /// The range of the values where it goes beyond that of a type; nil where it does not, or is not
  /// known.
  static func excess(
    _ interval: ValueInterval, _ made: LogicalType, _ type: LogicalType
  ) -> ClosedRange<Double>? {
    guard let range = type.unscaledRange, made.isNumeric,
      let drawn = interval.doubles(of: made)
    else { return nil }
    let unit = Rounding.unit(of: type)
    let (low, high) = (Double(range.lowerBound) / unit, Double(range.upperBound) / unit)
    return drawn.lowerBound < low || drawn.upperBound > high ? drawn : nil
  }

  /// Values that stand in the document are as they stand.
  ///
  /// - Parameter literal: nil where one of them has a mistake.
  static func checkLiteral(_ state: ColumnState, _ literal: Column?) throws(DiagnosticList) {
    var problems = DiagnosticList()
    if literal?.type == .duration, !state.isHidden,
      state.spec?.modifiers.isUnread("hidden") != true
    {
      problems.report(.visibleDuration(literal: state))
    }
    guard let spec = state.spec else {
      if problems.hasErrors { throw problems }
      return
    }
    for word in ["between", "else", "exact", "missing", "round", "unique", "when"]
    where spec.modifiers[word] != nil {
      problems.report(.modifierOfLiteral(spec, word))
    }
    if problems.hasErrors { throw problems }
  }
}

extension GeneratorCall {
  /// The cases of `by` and its `else`; none of other words.
  var branches: [GeneratorCall] {
    guard word == GeneratorSyntax.by.word, case .map(let entries, _)? = options["cases"] else {
      return []
    }
    return (entries.map(\.value) + (options["else"].map { [$0] } ?? [])).map {
      GeneratorCall(of: $0)
    }
  }
}

extension GeneratorCall {
  /// Whether it tells a fact of a person, a place or a company that several may share.
  fileprivate var comesAgain: Bool {
    guard describesRow, case .literal(let field) = argument, !argument.isUnread else {
      return false
    }
    return !["email", "username", "work_email"].contains(field.text)
  }
}

extension Diagnostic {
  fileprivate static func typeMismatch(
    _ spec: ColumnSpec, _ type: LogicalType, _ declared: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-mismatch",
      "'\(spec.name.text)' gives \(type.name), which does not become \(declared.name)",
      at: spec.modifiers.location(of: "type"), pointer: spec.pointer,
      expected: type.isNested
        ? "no 'type' here, but beside the values within" : "a type that \(type.name) becomes")
  }

  fileprivate static func doesNotHold(
    _ spec: ColumnSpec, _ drawn: ClosedRange<Double>, _ type: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-too-narrow",
      "'\(spec.name.text)' may be from \(drawn.lowerBound) to \(drawn.upperBound), "
        + "which \(type.name) does not hold", at: spec.modifiers.location(of: "type"),
      pointer: spec.pointer, expected: "a wider type, or 'between' to keep values within it")
  }

  fileprivate static func modifierOfLiteral(_ spec: ColumnSpec, _ word: String) -> Diagnostic {
    Diagnostic(
      "modifier-of-literal", "'\(word)' has no use: '\(spec.name.text)' stands in 'literal'",
      at: spec.modifiers.location(of: word), pointer: spec.pointer,
      expected: "'describe', 'hidden' or 'type'")
  }

  fileprivate static func notKeptApart(
    _ spec: ColumnSpec, _ word: String, _ all: Arguments
  ) -> Diagnostic {
    Diagnostic(
      "not-kept-apart", "'\(word)' could make values of '\(spec.name.text)' equal",
      at: all.location(of: word), pointer: spec.pointer,
      expected: "'\(spec.name.text)' without '\(word)'")
  }

  /// - Parameters:
  ///   - call: the generator, or the case of it, that no ends hold.
  ///   - all: the modifiers that `between` is among.
  static func betweenWithoutLaw(
    _ call: GeneratorCall, of whole: GeneratorCall, _ all: Arguments
  ) -> Diagnostic {
    let isWhole = call.word == whole.word && call.location == whole.location
    return Diagnostic(
      "between-without-law",
      isWhole
        ? "'between' truncates laws, but '\(call.word)' is none"
        : "'between' truncates laws, but this case is none",
      at: isWhole ? all.location(of: "between") : call.location, pointer: call.pointer,
      expected: isWhole
        ? "'between' beside a law such as 'normal'"
        : "a law such as 'normal', or a number between the two ends")
  }

  fileprivate static func partChanged(_ call: GeneratorCall, _ word: String) -> Diagnostic {
    Diagnostic(
      "part-changed", "with '\(word)' the parts would not sum to their total",
      at: call.modifiers.location(of: word), pointer: call.pointer,
      expected: "'part' without '\(word)', or another column that reads it")
  }

  static func partOfOtherType(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "a part has the type of its total, \(type.name)",
      at: call.modifiers.location(of: "type"), pointer: call.pointer,
      expected: "no 'type', or \(type.name)")
  }

  fileprivate static func exactWithoutShare(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "exact-without-share", "'exact' deals out shares, but '\(spec.name.text)' states none",
      at: all.location(of: "exact"), pointer: spec.pointer,
      expected: "'exact' beside 'choice', 'chance' or 'missing'")
  }

  /// - Parameter isDealt: whether a table's `unique` can deal the values out.
  fileprivate static func cannotBeUnique(
    _ spec: ColumnSpec, _ all: Arguments, isDealt: Bool = false
  ) -> Diagnostic {
    if case .record(let words) = spec.generator.argument, words["per"] != nil {
      return Diagnostic(
        "cannot-be-unique", "'sequence' with 'per' begins anew, so its values come again",
        at: all.location(of: "unique"), pointer: spec.pointer,
        expected: "'unique' without 'per', or 'per' without 'unique'")
    }
    if spec.generator.word == "person", case .literal(let field) = spec.generator.argument,
      ["email", "username"].contains(field.text),
      case .literal(let path)? = spec.generator.options["of"]
    {
      return Diagnostic(
        "cannot-be-unique", "several rows may name one person by '\(path.text)'",
        at: all.location(of: "unique"), pointer: spec.pointer,
        expected: "'unique' beside the '\(field.text)' of that row itself, or none")
    }
    if let mend = mend(of: spec.generator) {
      return Diagnostic(
        "cannot-be-unique", "values of '\(spec.generator.word)' repeat as they do in life",
        at: all.location(of: "unique"), pointer: spec.pointer, expected: mend)
    }
    return Diagnostic(
      "cannot-be-unique", "values of '\(spec.generator.word)' cannot be kept apart",
      at: all.location(of: "unique"), pointer: spec.pointer,
      expected: isDealt
        ? "'unique: [\(spec.name.text)]' of the table, which deals each value out once"
        : "'key', 'sequence', 'uuid', 'ulid', 'pattern', 'ref', 'integer', 'person: email' or 'username', or a code "
          + "such as 'iban'")
  }

  /// What keeps things of a record apart in place of `unique`.
  private static func mend(of call: GeneratorCall) -> String? {
    let field = if case .literal(let scalar) = call.argument { scalar.text } else { "" }
    switch (call.word, field) {
    case ("person", "first_name"), ("person", "full_name"), ("person", "last_name"):
      return
        "'unique: [first, last]' at the table, with columns 'first' and 'last' of words that are "
        + "all alike, and 'given: {first_name: first, last_name: last}' beside 'person'; or 'unique' "
        + "beside 'person: email' or 'username'"
    case ("person", _), ("place", _), ("company", _):
      return "a 'key' beside it, which tells rows apart"
    default: return nil
    }
  }

  fileprivate static func elseWithoutWhen(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "else-without-when", "'else' stands without 'when'", at: all.location(of: "else"),
      pointer: spec.pointer, expected: "'when' with a condition beside it")
  }

  fileprivate static func keyMayBeMissing(_ spec: ColumnSpec) -> Diagnostic {
    Diagnostic(
      "key-may-be-missing", "the key '\(spec.name.text)' would be missing in some rows",
      at: spec.location, pointer: spec.pointer, expected: "a key without 'when' and 'missing'")
  }

  fileprivate static func visibleDuration(_ spec: ColumnSpec) -> Diagnostic {
    // What is written as `5d` may be meant as a label.
    let isWritten =
      switch (spec.generator.word, spec.generator.argument) {
      case (_, .expression): false
      case ("choice", _), ("literal", _), ("value", _): true
      default: false
      }
    return Diagnostic(
      "visible-duration", "'\(spec.name.text)' is a length of time, which no file holds",
      at: spec.location, pointer: spec.pointer,
      expected: "'hidden: true', or a number such as 'length / 1h'"
        + (isWritten ? ", or 'type: text'" : ""))
  }

  fileprivate static func visibleDuration(literal state: ColumnState) -> Diagnostic {
    Diagnostic(
      "visible-duration", "'\(state.name)' is a length of time, which no file holds",
      at: state.location, pointer: state.pointer,
      expected: "'hidden: true' or 'type: text' for '\(state.name)' under 'columns'")
  }
}
