import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Sums that cannot fit their type whoever the children belong to: of so many children for so many
/// parents, some parent has at least the average.
extension ColumnResolution {
  /// - Parameters:
  ///   - key: the child's column that refers to this table.
  ///   - value: what is summed; nil for counts.
  ///   - made: the type that sums are added in.
  func checkSum(
    _ function: RollupFunction, child: Int, key: Int, value: InputBinding?, made: LogicalType,
    _ call: GeneratorCall
  ) throws(DiagnosticList) {
    guard function == .sum || function == .count, call.options["where"] == nil,
      let spec = state.spec, let children = resolver.tables[child].rowCount,
      let parents = resolver.tables[id.table].rowCount, parents > 0,
      isAlwaysSet(key, of: child), value?.isNullable != true
    else { return }
    let each: ClosedRange<Double>
    if let value {
      guard let range = value.interval.doubles(of: value.type) else { return }
      each = range
    } else {
      each = 1...1
    }
    let count = Double((children + parents - 1) / parents)
    // The sum of that parent, as near to 0 as it can be.
    let sum = each.lowerBound > 0 ? count * each.lowerBound : min(count * each.upperBound, 0)
    let isAddable = Self.mayHold(sum, made)
    guard !isAddable || !Self.mayHold(sum, declaredType ?? made) else { return }
    throw DiagnosticList([
      .sumTooLarge(
        spec, isAddable ? nil : call, sum, Int(count), resolver.tables[child].name,
        isAddable ? declaredType ?? made : made,
        most: count * max(abs(each.lowerBound), abs(each.upperBound)))
    ])
  }

  /// Rounding, of the sum and of what is known of it, may bring it a little nearer to 0.
  private static func mayHold(_ sum: Double, _ type: LogicalType) -> Bool {
    guard let range = type.unscaledRange else { return true }
    let unit = Rounding.unit(of: type)
    let end = sum > 0 ? Double(range.upperBound) / unit : -Double(range.lowerBound) / unit
    return abs(sum) * (1 - 1e-9) - 1 / unit <= end
  }

  private func isAlwaysSet(_ column: Int, of table: Int) -> Bool {
    guard let modifiers = resolver.tables[table].columns[column].spec?.modifiers else {
      return false
    }
    return ["missing", "when"].allSatisfy { modifiers[$0] == nil && !modifiers.isUnread($0) }
  }
}

extension Diagnostic {
  /// - Parameters:
  ///   - call: the word, where the sum cannot even be added in the type that sums have.
  ///   - most: how far from 0 the sum of that many rows can be.
  fileprivate static func sumTooLarge(
    _ spec: ColumnSpec, _ call: GeneratorCall?, _ sum: Double, _ count: Int, _ child: String,
    _ type: LogicalType, most: Double
  ) -> Diagnostic {
    let wider = type.holding(most).name
    let holds = type.heldNumbers.map { "; \(type.name) holds \($0)" } ?? ""
    return Diagnostic(
      "sum-too-large",
      "'\(spec.name.text)' does not fit \(type.name): some parent has \(count) rows of "
        + "'\(child)' or more, which gives \(LawProblem.written(sum.rounded(.towardZero))) or "
        + (sum > 0 ? "more" : "less"),
      at: call?.location ?? spec.modifiers.location(of: "type"), pointer: spec.pointer,
      expected: (call == nil ? "a type that holds it, such as " : "values to add of type ")
        + wider + holds)
  }
}
