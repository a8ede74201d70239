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
    var entryEnds = [Int](repeating: 0, count: entries.rowCount)
    var valueEnds = entryEnds
    // One more place than entries: what is missing is stored there and overwritten by the next
    // value.
    var rows = [Int](repeating: 0, count: repetitions.count + 1)
    var row = -1
    var next = 0
    do {
      let (places, repetitions) = (entries.places.span, entries.repetitions.span)
      var entrySpan = entryEnds.mutableSpan
      var valueSpan = valueEnds.mutableSpan
      var rowSpan = rows.mutableSpan
      for index in places.indices {
        row &+= repetitions[index] == 0 ? 1 : 0
        rowSpan[next] = places[index]
        next &+= places[index] >= 0 ? 1 : 0
        entrySpan[row] = index &+ 1
        valueSpan[row] = next
      }
    }
    rows.removeLast(rows.count - next)
    // They rise, so that the last one tells whether any was left out.
    let isWhole = rows.count == values.count && rows.last == values.count - 1
    self.values = isWhole ? values : values.gathered(rows)
    self.entryEnds = entryEnds
    self.valueEnds = valueEnds
  }
}

/// Entries of a leaf on the way down to it.
private struct LevelEntries {
  var repetitions: [Int32]
  var definitions: [Int32]
  /// The row of the column reached so far that each entry stands for; -1 where something above is
  /// missing or has no elements.
  var places: [Int]
  let rowCount: Int
  /// How many lists lie above.
  private var depth: Int32 = 0

  init(rowCount: Int) {
    self.rowCount = rowCount
    repetitions = Array(repeating: 0, count: rowCount)
    definitions = repetitions
    places = Array(0..<rowCount)
  }

  /// Takes in what is missing in a column.
  mutating func define(_ column: Column, _ field: Field) {
    guard field.isNullable else {
      precondition(
        column.validity == nil || places.allSatisfy { $0 < 0 || !column.isNull($0) },
        "a null in '\(field.name)', which has none")
      return
    }
    let bits = column.validity?.words ?? [UInt64](repeating: ~0, count: column.count / 64 + 1)
    let words = bits.span
    // Two spans of one value exclude each other; moved out, the arrays stay their own.
    var (places, definitions) = (self.places, self.definitions)
    (self.places, self.definitions) = ([], [])
    do {
      var placeSpan = places.mutableSpan
      var levels = definitions.mutableSpan
      for index in placeSpan.indices where placeSpan[index] >= 0 {
        let place = placeSpan[index]
        let bit = Int(truncatingIfNeeded: words[place &>> 6] &>> UInt64(place & 63) & 1)
        levels[index] &+= Int32(truncatingIfNeeded: bit)
        placeSpan[index] = bit == 1 ? place : -1
      }
    }
    (self.places, self.definitions) = (places, definitions)
  }

  /// Goes from lists to their elements.
  mutating func spread(over lists: ListValues) {
    depth += 1
    let old = self
    // The elements of each entry so far, and how many entries there will be: one at least for each.
    var starts = [Int](repeating: 0, count: places.count)
    var counts = starts
    var total = places.count
    for (index, place) in places.enumerated() where place >= 0 {
      let range = lists.range(at: place)
      starts[index] = range.lowerBound
      counts[index] = range.count
      total += max(0, range.count - 1)
    }
    let (first, length) = (starts.span, counts.span)
    let (levels, beginnings) = (old.definitions.span, old.repetitions.span)
    (repetitions, definitions, places) = ([], [], [])
    places.append(addingCapacity: total) { output in
      for index in length.indices {
        if length[index] == 0 { output.append(-1) }
        for element in 0..<length[index] { output.append(first[index] &+ element) }
      }
    }
    repetitions.append(addingCapacity: total) { output in
      for index in length.indices {
        output.append(beginnings[index])
        for _ in 1..<max(1, length[index]) { output.append(depth) }
      }
    }
    definitions.append(addingCapacity: total) { output in
      for index in length.indices {
        if length[index] == 0 { output.append(levels[index]) }
        for _ in 0..<length[index] { output.append(levels[index] &+ 1) }
      }
    }
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
