import CDuckDB

/// One value of a result.
package enum SQLValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case int64(Int64)
  case float64(Double)
  case text(String)

  package var int: Int64? {
    if case .int64(let value) = self { value } else { nil }
  }

  package var double: Double? {
    switch self {
    case .float64(let value): value
    case .int64(let value): Double(value)
    default: nil
    }
  }

  package var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  package var isNull: Bool { self == .null }
}

/// Values of one column of a result.
package struct SQLColumn: Sendable {
  package enum Values: Sendable {
    case boolean([Bool])
    case int64([Int64])
    case float64([Double])
    case text([String])
  }

  package let values: Values
  /// Nil where no value is missing; what stands in place of a missing one means nothing.
  package let isPresent: [Bool]?

  package subscript(row: Int) -> SQLValue {
    guard isPresent?[row] ?? true else { return .null }
    switch values {
    case .boolean(let values): return .boolean(values[row])
    case .int64(let values): return .int64(values[row])
    case .float64(let values): return .float64(values[row])
    case .text(let values): return .text(values[row])
    }
  }

  package var doubles: [Double]? {
    if case .float64(let values) = values { values } else { nil }
  }

  package var integers: [Int64]? {
    if case .int64(let values) = values { values } else { nil }
  }
}

/// Some rows of a result.
package struct SQLBatch: Sendable {
  package let count: Int
  package let columns: [SQLColumn]
}

/// The rows of a statement, some thousand at a time.
///
/// Columns are BOOLEAN, BIGINT, DOUBLE or VARCHAR: statements cast what they return.
@safe package final class SQLRows {
  private let result: OpaquePointer
  /// Lives as long as its rows.
  private let engine: SQLEngine
  private let types: [CDuckType]

  init(_ result: OpaquePointer, of engine: SQLEngine) {
    unsafe self.result = result
    self.engine = engine
    let count = unsafe cduck_column_count(result)
    types = (0..<count).map { unsafe cduck_column_type(result, $0) }
  }

  deinit { unsafe cduck_free_result(result) }

  /// - Returns: nil behind the last rows.
  package func next() throws(SQLError) -> SQLBatch? {
    var reason = ErrorText()
    let count = unsafe reason.write { unsafe cduck_fetch(result, $0, $1) }
    guard count >= 0 else { throw SQLEngine.error(reason.text) }
    guard count > 0 else { return nil }
    return SQLBatch(
      count: Int(count), columns: types.indices.map { column($0, Int(count)) })
  }

  private func column(_ place: Int, _ count: Int) -> SQLColumn {
    let isPresent = presence(place, count)
    return SQLColumn(values: values(place, count, isPresent), isPresent: isPresent)
  }

  private func presence(_ place: Int, _ count: Int) -> [Bool]? {
    guard let words = unsafe cduck_validity(result, Int64(place)) else { return nil }
    return (0..<count).map { unsafe words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
  }

  private func values(_ place: Int, _ count: Int, _ isPresent: [Bool]?) -> SQLColumn.Values {
    let pointer = unsafe cduck_values(result, Int64(place))
    switch types[place] {
    case cduck_is_boolean:
      return unsafe .boolean(copied(pointer, count, UInt8.self).map { $0 != 0 })
    case cduck_is_int64: return unsafe .int64(copied(pointer, count, Int64.self))
    case cduck_is_float64: return unsafe .float64(copied(pointer, count, Double.self))
    case cduck_is_text:
      return .text((0..<count).map { isPresent?[$0] ?? true ? text(place, $0) : "" })
    default: preconditionFailure("a statement whose results are not cast")
    }
  }

  private func copied<Value>(
    _ pointer: UnsafeRawPointer?, _ count: Int, _ type: Value.Type
  ) -> [Value] {
    guard let pointer = unsafe pointer else { return [] }
    let start = unsafe pointer.assumingMemoryBound(to: type)
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  private func text(_ place: Int, _ row: Int) -> String {
    var length: UInt32 = 0
    guard let bytes = unsafe cduck_text(result, Int64(place), Int64(row), &length) else {
      return ""
    }
    let start = unsafe UnsafeRawPointer(bytes)
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
  }
}
