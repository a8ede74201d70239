/// Lists of one column: element by element, one list behind the other.
///
/// - Shape: `offsets` has one entry more than there are lists; list `i` is the elements
///   `offsets[i]..<offsets[i + 1]`, and the first list begins at element 0, the last ends at the
///   last.
package struct ListValues: Sendable {
  /// What offsets of 32 bits can count.
  package static let largestElementCount = Int(Int32.max)

  package let offsets: [Int32]
  package let elements: Column

  package init(offsets: [Int32], elements: Column) {
    precondition(offsets.first == 0, "list offsets start at 0")
    precondition(Int(offsets[offsets.count - 1]) == elements.count, "lists of all elements")
    precondition(
      zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "lists one behind the other")
    self.offsets = offsets
    self.elements = elements
  }

  /// Lists without elements.
  init(empty count: Int, of type: LogicalType) {
    guard let element = type.element else { preconditionFailure("'\(type.name)' has no elements") }
    self.init(
      offsets: Array(repeating: 0, count: count + 1), elements: .nulls(element.type, count: 0))
  }

  package var count: Int { offsets.count - 1 }

  package func range(at row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

  func gathered(_ rows: [Int]) -> ListValues {
    var ends: [Int32] = [0]
    ends.reserveCapacity(rows.count + 1)
    var places: [Int] = []
    for row in rows {
      places.append(contentsOf: range(at: row))
      precondition(places.count <= ListValues.largestElementCount, "more elements than are counted")
      ends.append(Int32(places.count))
    }
    return ListValues(offsets: ends, elements: elements.gathered(places))
  }

  func slice(_ rows: Range<Int>) -> ListValues {
    let start = offsets[rows.lowerBound]
    return ListValues(
      offsets: offsets[rows.lowerBound...rows.upperBound].map { $0 - start },
      elements: elements.slice(Int(start)..<Int(offsets[rows.upperBound])))
  }

  static func concatenated(_ type: LogicalType, _ pieces: [ListValues]) -> ListValues {
    guard let element = type.element else { preconditionFailure("'\(type.name)' has no elements") }
    let count = pieces.reduce(0) { $0 + $1.elements.count }
    precondition(count <= largestElementCount, "more elements than are counted")
    var offsets: [Int32] = [0]
    for piece in pieces {
      let start = offsets[offsets.count - 1]
      offsets.append(contentsOf: piece.offsets.dropFirst().map { start + $0 })
    }
    return ListValues(
      offsets: offsets, elements: .concatenated(element.type, pieces.map(\.elements)))
  }
}

/// Structures of one column: a column for each field, with a row for each structure.
///
/// Where a structure is missing its fields hold anything, as null rows do.
package struct StructureValues: Sendable {
  package let columns: [Column]
  package let count: Int

  package init(_ columns: [Column], count: Int) {
    precondition(columns.allSatisfy { $0.count == count }, "fields of different lengths")
    self.columns = columns
    self.count = count
  }

  /// Structures without any value.
  init(nulls count: Int, of type: LogicalType) {
    self.init(StructureValues.fields(of: type).map { .nulls($0.type, count: count) }, count: count)
  }

  func gathered(_ rows: [Int]) -> StructureValues {
    StructureValues(columns.map { $0.gathered(rows) }, count: rows.count)
  }

  func slice(_ rows: Range<Int>) -> StructureValues {
    StructureValues(columns.map { $0.slice(rows) }, count: rows.count)
  }

  static func concatenated(_ type: LogicalType, _ pieces: [StructureValues]) -> StructureValues {
    StructureValues(
      fields(of: type).enumerated().map { index, field in
        .concatenated(field.type, pieces.map { $0.columns[index] })
      }, count: pieces.reduce(0) { $0 + $1.count })
  }

  package static func fields(of type: LogicalType) -> [Field] {
    guard case .structure(let fields) = type else {
      preconditionFailure("'\(type.name)' has no fields")
    }
    return fields
  }
}

extension ColumnValues {
  /// Whether the values within are of the types that `type` says.
  func holds(_ type: LogicalType) -> Bool {
    switch self {
    case .boolean, .int64, .int128, .float64, .text, .uuid: return true
    case .list(let lists): return lists.elements.type == type.element?.type
    case .structure(let parts):
      guard case .structure(let fields) = type else { return false }
      return parts.columns.map(\.type) == fields.map(\.type)
    }
  }
}

extension Column {
  /// About how many bytes the values take in memory.
  package var byteCount: Int {
    switch values {
    case .boolean: count
    case .int64, .float64: 8 * count
    case .int128, .uuid: 16 * count
    case .text(.dictionary): 4 * count
    case .text(.plain(let texts)): 4 * count + texts.byteCount
    case .list(let lists): 4 * count + lists.elements.byteCount
    case .structure(let parts): parts.columns.reduce(0) { $0 + $1.byteCount }
    }
  }
}
