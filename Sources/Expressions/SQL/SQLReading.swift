import Columnar

extension PartReading {
  /// The part of a value in SQL.
  ///
  /// - Parameters:
  ///   - value: the SQL of the value that is read.
  ///   - type: its type.
  /// - Returns: nil where the value has no such part, or where SQL cannot write the key.
  package func sql(of value: String, _ type: LogicalType) -> String? {
    switch (self, type) {
    case (.field(let index), .structure(let fields)):
      ConstantValue.sql(fields[index].name).map { "struct_extract(\(value), \($0))" }
    case (.length, .list): "len(\(value))"
    case (.length, .map): "cardinality(\(value))"
    case (.element(let place), .list): "list_extract(\(value), \(place + 1))"
    case (.holds(let text), .list(let element, _)): holds(text, value, element)
    case (.entry(let key), .map):
      ConstantValue.sql(key).map {
        "list_extract(map_values(\(value)), list_position(list_transform(map_keys(\(value)), "
          + "lambda k: CAST(k AS VARCHAR)), \($0)))"
      }
    default: nil
    }
  }

  /// Texts and whole numbers are compared as they read.
  private func holds(_ text: String, _ value: String, _ element: LogicalType) -> String? {
    guard element == .text || element.isInteger else { return nil }
    return ConstantValue.sql(text).map {
      "list_contains(CAST(\(value) AS VARCHAR[]), \($0))"
    }
  }
}
