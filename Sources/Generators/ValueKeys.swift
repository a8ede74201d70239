import Columnar
import Sampling

/// Keys of draws that are told by a value, so that equal values draw the same.
enum ValueKeys {
  /// - Returns: one key per row; of rows without value any.
  static func keys(of column: Column) -> RowKeys {
    switch column.values {
    case .boolean(let values): .list(values.map { StreamKey.key(of: $0 ? 1 : 0) })
    case .int64(let values): .list(values.map { StreamKey.key(of: UInt64(bitPattern: $0)) })
    case .int128(let values): .list(values.map { key(of: UInt128(bitPattern: $0)) })
    case .uuid(let values): .list(values.map { key(of: $0) })
    // 0 and -0 are one value.
    case .float64(let values): .list(values.map { StreamKey.key(of: ($0 + 0).bitPattern) })
    case .text(.plain(let texts)):
      .list((0..<column.count).map { StreamKey.key(of: texts.bytes[texts.range(at: $0)]) })
    case .text(.dictionary(let codes, let dictionary)):
      .list(keys(of: dictionary, at: codes))
    case .list, .structure: preconditionFailure("nothing reads several values at once")
    }
  }

  private static func key(of wide: UInt128) -> UInt64 {
    StreamKey.key(
      of: StreamKey.key(of: UInt64(truncatingIfNeeded: wide >> 64))
        ^ UInt64(truncatingIfNeeded: wide))
  }

  private static func keys(of dictionary: TextDictionary, at codes: [Int32]) -> [UInt64] {
    let texts = dictionary.values
    let all = (0..<texts.count).map { StreamKey.key(of: texts.bytes[texts.range(at: $0)]) }
    return codes.map { all.isEmpty ? 0 : all[Int($0)] }
  }
}

extension GenerationRequest {
  /// The same rows, whose draws are told by a value of each in place of its row key.
  ///
  /// - Parameter path: of the value, as the document names it: equal values of another one are
  ///   other persons and places.
  package func keyed(by column: Column, _ path: String) -> GenerationRequest {
    var request = laned("per")
    (request.rowKeys, request.ordinalBits) = (ValueKeys.keys(of: column), 0)
    request.record = record.lane("per").lane(path)
    return request
  }
}
