import Columnar
import Diagnostics

/// The work of one compilation: registers given out so far, problems found so far.
package struct Compilation {
  let source: LocatedText
  private(set) var sources: [Program.Source] = []
  private var inputs: [Int: Term] = [:]
  var problems: [Diagnostic] = []
  /// What the terms are in SQL.
  var sql = SQLSteps()
  /// Where the last name ends that was taken for a subtraction: what stands before it is told.
  var toldNameEnd = 0

  init(source: LocatedText) { self.source = source }

  // Registers

  mutating func constant(_ value: ConstantValue, at place: Place) -> Term {
    sources.append(.constant(Operand(value)))
    var interval = ValueInterval.unbounded
    if let unscaled = value.unscaled {
      interval = .exact(lower: unscaled, upper: unscaled)
    } else if case .float64(let number) = value, !number.isNaN {
      interval = .float(lower: number, upper: number)
    } else if value.isNull {
      interval = value.type?.fullInterval ?? .unbounded
    }
    var term = Term(
      register: sources.count - 1, type: value.type, isNullable: value.isNull, interval: interval,
      isStated: true, constant: value, place: place, sql: sql.constant(value))
    if case .int64(let microseconds, .duration) = value {
      term.isWholeDays = microseconds % CivilTime.microsecondsPerDay == 0
    }
    return term
  }

  mutating func input(_ binding: InputBinding, at place: Place) -> Term {
    if let value = binding.constant { return constant(value, at: place) }
    if var known = inputs[binding.slot] {
      known.place = place
      return known
    }
    sources.append(.input(slot: binding.slot, type: binding.type))
    var isStated = true
    var interval = binding.interval
    if let full = binding.type.fullInterval {
      if case .exact = interval {
      } else {
        interval = full
        isStated = false
      }
    } else if binding.type.isFloat {
      if case .float = interval {} else { isStated = false }
    }
    let term = Term(
      register: sources.count - 1, type: binding.type, isNullable: binding.isNullable,
      interval: interval, isStated: isStated, constant: nil, place: place,
      sql: sql.input(binding.slot, binding.type))
    inputs[binding.slot] = term
    return term
  }

  /// Adds an operator; with constant arguments it is computed at once, unless that fails: an
  /// error counts only where its value is used.
  ///
  /// - Parameters:
  ///   - isNullable: nil when the result is null just where an argument is.
  ///   - interval: nil for all that the type can hold.
  ///   - isBounded: whether the interval holds whatever the arguments are; nil when it rests on
  ///     theirs.
  ///   - pattern: the same in SQL, the arguments standing for `{0}`, `{1}`, …; nil where it has none.
  mutating func emit(
    _ arguments: [Term], _ type: LogicalType, at place: Place, isNullable: Bool? = nil,
    interval: ValueInterval? = nil, isBounded: Bool? = nil, isWholeDays: Bool = false,
    sql pattern: String? = nil, _ kernel: @escaping Kernel
  ) -> Term {
    let registers = arguments.map(\.register)
    if arguments.allSatisfy({ $0.constant != nil }) {
      let operands = arguments.compactMap { $0.constant.map { Operand($0) } }
      let result = kernel(operands, 1)
      if result.errors.isEmpty {
        var term = constant(result.constant(type), at: place)
        term.isWholeDays = isWholeDays || term.isWholeDays
        return term
      }
    }
    sources.append(.apply(kernel, registers))
    let said = pattern.flatMap { sql.pattern($0, arguments.map(\.sql)) }
    var known = interval ?? type.fullInterval ?? .unbounded
    var isKnown = interval != nil
    if let full = type.fullInterval {
      // A float without bounds that becomes exact has those of its type.
      if case .exact = known {
      } else {
        (known, isKnown) = (full, false)
      }
    }
    return Term(
      register: sources.count - 1, type: type,
      isNullable: isNullable ?? arguments.contains(where: \.isNullable), interval: known,
      isStated: isKnown && (isBounded ?? arguments.allSatisfy(\.isStated)),
      constant: nil, isWholeDays: isWholeDays, place: place,
      sql: said)
  }

  // Problems

  /// Runs `body`; what it throws is recorded and nil returned.
  mutating func attempt(
    _ body: (inout Compilation) throws(Diagnostic) -> Term
  ) -> Term? {
    do {
      return try body(&self)
    } catch {
      problems.append(error)
      return nil
    }
  }
}

extension ParsedExpression {
  /// Resolves names and types.
  ///
  /// - Parameters:
  ///   - expecting: the type the value must have; it is converted as `Conversion` does. Nil takes
  ///     the type the expression has.
  /// - Throws: all independent problems, each with its place.
  package func compile(
    in scope: some NameScope, expecting: LogicalType? = nil
  ) throws(DiagnosticList) -> CompiledExpression {
    var compilation = Compilation(source: source)
    let lowering = Lowering(expression: self, scope: scope)
    let lowered = lowering.lower(root, &compilation)
    var result: Term?
    if let lowered {
      result = compilation.attempt { (work) throws(Diagnostic) in
        try work.finish(lowered, expecting: expecting)
      }
    }
    guard let term = result, let type = term.type, compilation.problems.isEmpty else {
      throw DiagnosticList(compilation.problems)
    }
    let program = Program.pruned(compilation.sources, result: term.register)
    return CompiledExpression(
      type: type, isNullable: term.isNullable, interval: term.interval,
      mayHold: term.known.mayHold, inputSlots: program.inputSlots, constant: term.constant,
      program: program,
      sqlSteps: compilation.sql, sqlPart: term.sql)
  }
}

extension Compilation {
  /// The result in the type expected of it.
  fileprivate mutating func finish(
    _ term: Term, expecting: LogicalType?
  ) throws(Diagnostic) -> Term {
    var result = term
    try refuseMonths([term])
    if let expecting { result = try converted(term, to: expecting) }
    guard result.type != nil else { throw source.untypedNull(at: term.place) }
    try refuseConstantError(result)
    return result
  }

  /// A value without inputs that cannot be computed fails here, not in every row.
  private func refuseConstantError(_ term: Term) throws(Diagnostic) {
    guard term.constant == nil else { return }
    let program = Program.pruned(sources, result: term.register)
    guard program.inputSlots.isEmpty else { return }
    do {
      let result = try program.run(rowCount: 1) { (_) throws(EvaluationError) in
        preconditionFailure("a constant asked for an input")
      }
      guard let type = term.type else { return }
      _ = try result.column(type, count: 1)
    } catch {
      throw source.constantError(error.message, at: term.place)
    }
  }

  /// A term in another type, as a declared type or a common type of branches asks for it.
  mutating func converted(_ term: Term, to target: LogicalType) throws(Diagnostic) -> Term {
    guard let type = term.type else { return constant(.null(target), at: term.place) }
    if type == target { return term }
    guard Conversion.isPossible(from: type, to: target) else {
      throw source.wrongType(term, target)
    }
    let interval = Conversion.interval(term.interval, from: type, to: target)
    try refuseMisfit(term, from: type, to: target)
    return emit(
      [term], target, at: term.place, interval: interval,
      sql: SQLConversion.pattern(from: type, to: target),
      Conversion.kernel(from: type, to: target, knowing: term.interval))
  }

  /// An interval wholly outside the type: no row could fit.
  private func refuseMisfit(
    _ term: Term, from type: LogicalType, to target: LogicalType
  ) throws(Diagnostic) {
    guard !term.isNull, term.isStated, let range = target.unscaledRange else { return }
    switch term.interval {
    case .unbounded: return
    case .exact(let lower, let upper):
      let digits = target.scale - type.scale
      let low = Conversion.rescaled(lower, by: digits)
      let high = Conversion.rescaled(upper, by: digits)
      let isAbove = low.map { $0 > range.upperBound } ?? (lower > 0)
      let isBelow = high.map { $0 < range.lowerBound } ?? (upper < 0)
      if isAbove || isBelow { throw source.doesNotFit(term, type, target) }
    case .float(let lower, let upper):
      let power = Double(powerOfTen(target.scale))
      let isAbove = lower * power > Double(range.upperBound) + 1
      let isBelow = upper * power < Double(range.lowerBound) - 1
      if isAbove || isBelow { throw source.doesNotFit(term, type, target) }
    }
  }
}

extension Int128 {
  /// The same value in 64 bits, where the planning has shown that it fits.
  var narrowed: Int64 {
    precondition(self >= Int128(Int64.min) && self <= Int128(Int64.max), "beyond 64 bits")
    return Int64(truncatingIfNeeded: self)
  }
}
