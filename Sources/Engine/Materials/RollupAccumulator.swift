import Columnar
import Generators

/// Sums, counts and extremes per parent; batches come in the order of rows, so results have one
/// order of addition whatever the threads.
struct RollupAccumulator: Sendable {
  let function: RollupFunction
  private let type: LogicalType?
  private var counts: [Int64]
  private var integers: [Int64] = []
  private var wide: [Int128] = []
  private var floats: [Double] = []
  /// Child positions for first and last, -1 for none.
  private var rows: [Int] = []

  init(_ function: RollupFunction, parents: Int, value: LogicalType?) {
    self.function = function
    type = value
    counts = Array(repeating: 0, count: parents)
    switch (function, value?.storage) {
    case (.count, _): break
    case (.first, _), (.last, _): rows = Array(repeating: -1, count: parents)
    case (.mean, .int64), (.mean, .int128), (.sum, .int128), (.min, .int128), (.max, .int128):
      wide = Array(repeating: 0, count: parents)
    case (_, .float64): floats = Array(repeating: 0, count: parents)
    default: integers = Array(repeating: 0, count: parents)
    }
  }

  /// - Returns: false when a sum leaves its type.
  mutating func add(_ part: RollupPart, firstRow: Int) -> Bool {
    switch function {
    case .count: for parent in part.parents where parent >= 0 { counts[parent] += 1 }
    case .first, .last:
      for (row, parent) in part.parents.enumerated() where parent >= 0 {
        if function == .last || rows[parent] < 0 { rows[parent] = firstRow + row }
      }
    case .sum, .mean, .min, .max:
      switch part.values?.values {
      case .int64(let values)?: return addIntegers(part.parents, values)
      case .int128(let values)?: return addWide(part.parents, values)
      case .float64(let values)?: addFloats(part.parents, values)
      default: preconditionFailure("numbers are put together")
      }
    }
    return true
  }

  private mutating func addIntegers(_ parents: [Int], _ values: [Int64]) -> Bool {
    for (row, parent) in parents.enumerated() where parent >= 0 {
      let isFirst = counts[parent] == 0
      counts[parent] += 1
      switch function {
      case .mean: wide[parent] += Int128(values[row])
      case .sum:
        let (sum, overflow) = integers[parent].addingReportingOverflow(values[row])
        if overflow { return false }
        integers[parent] = sum
      case .min: integers[parent] = isFirst ? values[row] : min(integers[parent], values[row])
      default: integers[parent] = isFirst ? values[row] : max(integers[parent], values[row])
      }
    }
    return true
  }

  private mutating func addWide(_ parents: [Int], _ values: [Int128]) -> Bool {
    for (row, parent) in parents.enumerated() where parent >= 0 {
      let isFirst = counts[parent] == 0
      counts[parent] += 1
      switch function {
      case .mean, .sum:
        let (sum, overflow) = wide[parent].addingReportingOverflow(values[row])
        if overflow { return false }
        wide[parent] = sum
      case .min: wide[parent] = isFirst ? values[row] : min(wide[parent], values[row])
      default: wide[parent] = isFirst ? values[row] : max(wide[parent], values[row])
      }
    }
    return true
  }

  private mutating func addFloats(_ parents: [Int], _ values: [Double]) {
    for (row, parent) in parents.enumerated() where parent >= 0 {
      let isFirst = counts[parent] == 0
      counts[parent] += 1
      switch function {
      case .mean, .sum: floats[parent] += values[row]
      case .min: floats[parent] = isFirst ? values[row] : min(floats[parent], values[row])
      default: floats[parent] = isFirst ? values[row] : max(floats[parent], values[row])
      }
    }
  }

  /// The finished column; nil for first and last, whose values are made from `positions()`.
  func column() -> Column? {
    switch function {
    case .count: return Column(.int64, .int64(counts))
    case .first, .last: return nil
    case .mean: return Column(.float64, .float64(means()), validity: present())
    case .sum: return Column(sumType, values(sumType))
    case .min, .max:
      guard let type else { preconditionFailure("extremes have a value") }
      return Column(type, values(type), validity: present())
    }
  }

  /// What sums are added in.
  var sumType: LogicalType {
    switch type {
    case .decimal(let precision, let scale)?:
      .decimal(precision: precision <= 18 ? 18 : 38, scale: scale)
    case .float32?, .float64?: .float64
    default: .int64
    }
  }

  private func values(_ type: LogicalType) -> ColumnValues {
    switch type.storage {
    case .int128: .int128(wide)
    case .float64: .float64(floats)
    default: .int64(integers)
    }
  }

  private func means() -> [Double] {
    var divisor = 1.0
    if case .decimal(_, let scale)? = type { divisor = Double(LogicalType.powerOfTen(scale)) }
    return counts.indices.map { parent in
      guard counts[parent] > 0 else { return 0 }
      let sum = floats.isEmpty ? Double(wide[parent]) / divisor : floats[parent]
      return sum / Double(counts[parent])
    }
  }

  private func present() -> Bitmap? {
    counts.contains(0) ? Bitmap(count: counts.count) { counts[$0] > 0 } : nil
  }

  /// The child row behind each parent's value, and which parents have one.
  func positions() -> ParentPositions {
    ParentPositions(
      positions: rows, validity: Bitmap(count: rows.count) { rows[$0] >= 0 })
  }
}

extension Column {
  /// Whether all integers and decimals lie in the range of the type; storage holds more.
  var fitsItsType: Bool {
    guard let range = type.unscaledRange else { return true }
    switch values {
    case .int64(let values): return values.allSatisfy { range.contains(Int128($0)) }
    case .int128(let values): return values.allSatisfy { range.contains($0) }
    case .boolean, .float64, .text, .uuid, .list, .structure: return true
    }
  }
}
