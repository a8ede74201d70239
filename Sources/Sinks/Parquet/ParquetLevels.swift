import Columnar
import Encoding

/// What a leaf holds of some rows of a nested column: its levels, and its values without gaps.
///
/// - Reference: S. Melnik et al., *Dremel: Interactive Analysis of Web-Scale Datasets*, 2010.
struct LeafRows {
  /// One entry for each value, for each that is missing, and for each list without elements.
  var repetitions: [Int32]
  var definitions: [Int32]
  /// The values of the entries that have one.
  var values: ColumnValues
  /// By row: where its entries and its values end.
  var entryEnds: [Int]
  var valueEnds: [Int]

  /// The leaves of a column, in the order of the schema.
  static func leaves(of column: Column, _ field: Field) -> [LeafRows] {
    var leaves: [LeafRows] = []
    collect(column, field, LevelEntries(rowCount: column.count), into: &leaves)
    return leaves
  }

  private static func collect(
    _ column: Column, _ field: Field, _ entries: LevelEntries, into leaves: inout [LeafRows]
  ) {
    var entries = entries
    entries.define(column, field)
    switch (column.values, field.type) {
    case (.list(let lists), let type):
      guard let element = type.element else { preconditionFailure("lists without elements") }
      entries.spread(over: lists)
      collect(lists.elements, element, entries, into: &leaves)
    case (.structure(let parts), .structure(let fields)):
      for (part, field) in zip(parts.columns, fields) {
        collect(part, field, entries, into: &leaves)
      }
    default: leaves.append(LeafRows(column.values, entries))
    }
  }

  private init(_ values: ColumnValues, _ entries: LevelEntries) {
    repetitions = entries.repetitions
    definitions = entries.definitions
    self.values = values.taken(entries.places)
    entryEnds = []
    valueEnds = []
    var valueCount = 0
    for index in entries.places.indices {
      if index > 0, repetitions[index] == 0 {
        entryEnds.append(index)
        valueEnds.append(valueCount)
      }
      if entries.places[index] >= 0 { valueCount += 1 }
    }
    guard !repetitions.isEmpty else { return }
    entryEnds.append(repetitions.count)
    valueEnds.append(valueCount)
  }
}

/// Entries of a leaf on the way down to it.
private struct LevelEntries {
  var repetitions: [Int32]
  var definitions: [Int32]
  /// The row of the column reached so far that each entry stands for; -1 where something above is
  /// missing or has no elements.
  var places: [Int]
  /// How many lists lie above.
  private var depth: Int32 = 0

  init(rowCount: Int) {
    repetitions = Array(repeating: 0, count: rowCount)
    definitions = repetitions
    places = Array(0..<rowCount)
  }

  /// Takes in what is missing in a column.
  mutating func define(_ column: Column, _ field: Field) {
    if field.isNullable {
      for index in places.indices where places[index] >= 0 {
        if column.isNull(places[index]) { places[index] = -1 } else { definitions[index] += 1 }
      }
    } else if column.validity != nil {
      precondition(
        places.allSatisfy { $0 < 0 || !column.isNull($0) },
        "a null in '\(field.name)', which has none")
    }
  }

  /// Goes from lists to their elements.
  mutating func spread(over lists: ListValues) {
    depth += 1
    var result = LevelEntries(rowCount: 0)
    result.depth = depth
    for index in places.indices {
      let elements = places[index] < 0 ? 0..<0 : lists.range(at: places[index])
      if elements.isEmpty {
        result.append(repetitions[index], definitions[index], -1)
        continue
      }
      for element in elements {
        let isFirst = element == elements.lowerBound
        result.append(isFirst ? repetitions[index] : depth, definitions[index] + 1, element)
      }
    }
    self = result
  }

  private mutating func append(_ repetition: Int32, _ definition: Int32, _ place: Int) {
    repetitions.append(repetition)
    definitions.append(definition)
    places.append(place)
  }
}

extension ColumnValues {
  /// The values at some places, without the gaps.
  fileprivate func taken(_ places: [Int]) -> ColumnValues {
    let rows = places.filter { $0 >= 0 }
    let isWhole = rows.count == count && rows.indices.allSatisfy { rows[$0] == $0 }
    return isWhole ? self : gathered(rows)
  }
}

/// Levels of a page of a nested column.
struct PageLevels {
  private var repetitions: [Int32] = []
  private var definitions: [Int32] = []

  var count: Int { definitions.count }

  mutating func append(_ rows: LeafRows, entries: Range<Int>) {
    repetitions += rows.repetitions[entries]
    definitions += rows.definitions[entries]
  }

  mutating func removeAll() {
    repetitions.removeAll(keepingCapacity: true)
    definitions.removeAll(keepingCapacity: true)
  }

  /// How many entries have no value.
  func nullCount(_ leaf: ParquetLeaf) -> Int {
    definitions.reduce(0) { $0 + ($1 < leaf.definition ? 1 : 0) }
  }

  /// The levels as runs; nil where there is only one.
  func encodedRepetitions(_ leaf: ParquetLeaf) -> ByteBuffer? {
    PageLevels.encoded(repetitions, upTo: leaf.repetition)
  }

  func encodedDefinitions(_ leaf: ParquetLeaf) -> ByteBuffer? {
    PageLevels.encoded(definitions, upTo: leaf.definition)
  }

  private static func encoded(_ levels: [Int32], upTo maximum: Int) -> ByteBuffer? {
    guard maximum > 0 else { return nil }
    var runs = ByteBuffer()
    RunLength.append(levels.span, width: RunLength.width(upTo: maximum), to: &runs)
    return runs
  }
}
