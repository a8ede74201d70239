import Columnar
import Diagnostics

/// An expression with names and types resolved, ready to be evaluated batch by batch.
package struct CompiledExpression: Sendable {
  package let type: LogicalType
  package let isNullable: Bool
  package let interval: ValueInterval
  /// Whether a condition can be true in some row, as far as ranges of values tell.
  package let mayHold: Bool
  /// What `evaluate` asks for, each slot once, in order of first use.
  package let inputSlots: [Int]
  /// The value where it is the same for every row.
  package let constant: ConstantValue?
  let program: Program
  let sqlSteps: SQLSteps
  let sqlPart: SQLSteps.Part?

  /// The same as DuckDB says it; nil where that cannot be said.
  package var sql: SQLTemplate? { sqlSteps.template(sqlPart) }

  /// The input that is only handed on.
  package var onlyInput: Int? { program.onlyInput }

  /// - Parameters:
  ///   - input: the column of a slot, of `rowCount` rows and of the type it was bound with.
  /// - Returns: a column of `type`.
  /// - Throws: the first row whose value cannot be computed, or what `input` throws.
  package func evaluate(
    rowCount: Int, input: (Int) throws(EvaluationError) -> Column
  ) throws(EvaluationError) -> Column {
    if let slot = program.onlyInput {
      let column = try input(slot)
      precondition(column.count == rowCount, "an input of another batch")
      precondition(column.type == type, "an input of another type than it was bound with")
      return column
    }
    return try program.run(rowCount: rowCount, input: input).column(type, count: rowCount)
  }
}

/// The operators of an expression in the order they run, each result in a register of its own.
struct Program: Sendable {
  enum Source: Sendable {
    case input(slot: Int, type: LogicalType)
    case constant(Operand)
    case apply(Kernel, [Int])
  }

  struct Instruction: Sendable {
    var source: Source
    /// Registers not read afterwards; their memory is given back.
    var released: [Int] = []
  }

  var instructions: [Instruction]
  var result: Int

  /// The slot of a program that only hands a column on.
  var onlyInput: Int? {
    guard instructions.count == 1, case .input(let slot, _) = instructions[0].source else {
      return nil
    }
    return slot
  }

  func run(
    rowCount: Int, input: (Int) throws(EvaluationError) -> Column
  ) throws(EvaluationError) -> Operand {
    var registers = [Operand?](repeating: nil, count: instructions.count)
    for (index, instruction) in instructions.enumerated() {
      switch instruction.source {
      case .input(let slot, let type):
        let column = try input(slot)
        precondition(column.count == rowCount, "an input of another batch")
        precondition(column.type == type, "an input of another type than it was bound with")
        registers[index] = Operand(column)
      case .constant(let operand): registers[index] = operand
      case .apply(let kernel, let arguments):
        let operands = arguments.map { registers[$0] }.compactMap { $0 }
        precondition(operands.count == arguments.count, "a register read after its release")
        registers[index] = kernel(operands, rowCount)
      }
      for register in instruction.released { registers[register] = nil }
    }
    guard let operand = registers[result] else { preconditionFailure("a program without result") }
    return operand
  }

  /// The part of `sources` that `result` needs, renumbered, with the last readers noted.
  static func pruned(_ sources: [Source], result: Int) -> Program {
    var isNeeded = [Bool](repeating: false, count: sources.count)
    isNeeded[result] = true
    for index in sources.indices.reversed() where isNeeded[index] {
      if case .apply(_, let arguments) = sources[index] {
        for argument in arguments { isNeeded[argument] = true }
      }
    }
    var position = [Int](repeating: -1, count: sources.count)
    var instructions: [Instruction] = []
    for index in sources.indices where isNeeded[index] {
      position[index] = instructions.count
      var source = sources[index]
      if case .apply(let kernel, let arguments) = source {
        source = .apply(kernel, arguments.map { position[$0] })
      }
      instructions.append(Instruction(source: source))
    }
    var program = Program(instructions: instructions, result: position[result])
    program.noteReleases()
    return program
  }

  private mutating func noteReleases() {
    var isReleased = [Bool](repeating: false, count: instructions.count)
    isReleased[result] = true
    for index in instructions.indices.reversed() {
      guard case .apply(_, let arguments) = instructions[index].source else { continue }
      for argument in arguments where !isReleased[argument] {
        isReleased[argument] = true
        instructions[index].released.append(argument)
      }
    }
  }

  var inputSlots: [Int] {
    var slots: [Int] = []
    for instruction in instructions {
      if case .input(let slot, _) = instruction.source, !slots.contains(slot) { slots.append(slot) }
    }
    return slots
  }
}
