/// What is read of a value that holds several.
package enum PartReading: Hashable, Sendable {
  /// A field of a structure.
  case field(Int)
  /// What a map has under a key.
  case entry(String)
  /// How many elements a list has, or entries a map.
  case length
  /// An element of a list, from 0.
  case element(Int)
  /// Whether a list has an element that reads so.
  case holds(String)

  /// - Returns: the type of what is read, and whether it may be missing where the value is not; nil
  ///   where the value has no such part.
  package func type(in whole: LogicalType) -> (type: LogicalType, mayMiss: Bool)? {
    switch (self, whole) {
    case (.field(let index), .structure(let fields)):
      (fields[index].type, fields[index].isNullable)
    case (.entry, .map(_, let value, _)): (value, true)
    case (.length, .list), (.length, .map): (.int64, false)
    case (.element, .list(let element, _)): (element, true)
    case (.holds, .list): (.boolean, false)
    default: nil
    }
  }
}

extension Column {
  /// A part of each value; missing where the value is, or has no such part.
  package func reading(_ part: PartReading) -> Column {
    let made: Column
    switch (part, values) {
    case (.field(let index), .structure(let parts)): made = parts.columns[index]
    case (.length, .list(let lists)):
      made = Column(.int64, .int64((0..<count).map { Int64(lists.range(at: $0).count) }))
    case (.element(let place), .list(let lists)):
      made = lists.elements.picked(
        (0..<count).map { row in
          let range = lists.range(at: row)
          return place < range.count ? range.lowerBound + place : nil
        })
    case (.holds(let text), .list(let lists)):
      let holds = lists.elements.reads(text)
      made = Column(
        .boolean, .boolean((0..<count).map { row in lists.range(at: row).contains { holds[$0] } }))
    case (.entry(let key), .list(let lists)):
      guard case .structure(let pair) = lists.elements.values else {
        preconditionFailure("a map has keys and values")
      }
      let isKey = pair.columns[0].reads(key)
      made = pair.columns[1].picked(
        (0..<count).map { row in lists.range(at: row).first { isKey[$0] } })
    default: preconditionFailure("'\(type.name)' has no such part")
    }
    return validity.map { made.masked(by: $0) } ?? made
  }

  /// Some rows; missing where none is named.
  private func picked(_ rows: [Int?]) -> Column {
    if count == 0 { return .nulls(type, count: rows.count) }
    let found = gathered(rows.map { $0 ?? 0 })
    return found.masked(by: Bitmap(count: rows.count) { rows[$0] != nil })
  }

  /// Which rows read as a text says, by bytes.
  private func reads(_ text: String) -> [Bool] {
    if case .text(.dictionary(let codes, let dictionary)) = values {
      let same = (0..<dictionary.count).map { dictionary[$0].utf8.elementsEqual(text.utf8) }
      return codes.indices.map { same[Int(codes[$0])] && !isNull($0) }
    }
    return (0..<count).map { row in
      self.text(at: row).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    }
  }
}
