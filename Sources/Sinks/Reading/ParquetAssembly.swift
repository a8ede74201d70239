import Columnar
import Encoding

/// What a file holds of a leaf in one row group: levels, and values without gaps.
struct ParquetEntries {
  let leaf: ParquetLeaf
  let repetitions: [Int32]
  let definitions: [Int32]
  let values: Column

  /// - Throws: where levels do not go with each other, or not with the number of rows.
  init(
    _ leaf: ParquetLeaf, _ repetitions: [Int32], _ definitions: [Int32], _ values: Column,
    rowCount: Int
  ) throws(DecodingError) {
    self.leaf = leaf
    self.repetitions = repetitions
    self.definitions = definitions
    self.values = values
    var found = 0
    for index in repetitions.indices {
      guard repetitions[index] > 0 else {
        found += 1
        continue
      }
      // What goes on with a list goes on behind one of its elements.
      let least = leaf.repeatedDefinitions[Int(repetitions[index]) - 1]
      guard index > 0, Int(definitions[index]) >= least, Int(definitions[index - 1]) >= least
      else { throw DecodingError("an element without its list") }
    }
    guard found == rowCount else {
      throw DecodingError("\(found) rows of a column where there are \(rowCount)")
    }
  }
}

/// A nested column put together from its leaves.
struct ParquetAssembly {
  /// Where a column stands: what has been defined above it.
  private struct Place {
    var definition = 0
    var repetition = 0
    /// The definition level from which on the list it is in has an element.
    var start = 0
  }

  private var leaves: ArraySlice<ParquetEntries>

  /// - Parameter leaves: those of the column, in the order of the schema.
  static func column(
    _ field: Field, _ leaves: [ParquetEntries]
  ) throws(DecodingError) -> Column {
    var assembly = ParquetAssembly(leaves: leaves[...])
    return try assembly.column(field, Place())
  }

  private mutating func column(
    _ field: Field, _ above: Place
  ) throws(DecodingError) -> Column {
    var place = above
    if field.isNullable { place.definition += 1 }
    guard let guide = leaves.first else { preconditionFailure("a leaf for each column") }
    if let element = field.type.element { return try list(field, element, place, guide) }
    guard case .structure(let fields) = field.type else {
      leaves.removeFirst()
      return value(field, place, guide)
    }
    let levels = ParquetAssembly.levels(guide, place)
    var columns: [Column] = []
    for part in fields {
      let column = try column(part, place)
      guard column.count == levels.count else {
        throw DecodingError("fields of different lengths in '\(field.name)'")
      }
      columns.append(column)
    }
    return Column(
      field.type, .structure(StructureValues(columns, count: levels.count)),
      validity: ParquetAssembly.validity(levels, field, place))
  }

  private mutating func list(
    _ field: Field, _ element: Field, _ place: Place, _ guide: ParquetEntries
  ) throws(DecodingError) -> Column {
    var offsets: [Int32] = []
    var count: Int32 = 0
    for (repetition, level) in zip(guide.repetitions, guide.definitions) {
      if repetition <= place.repetition {
        guard level >= place.start else { continue }
        offsets.append(count)
        if level > place.definition { count += 1 }
      } else if repetition == place.repetition + 1 {
        count += 1
      }
    }
    let levels = ParquetAssembly.levels(guide, place)
    let elements = try column(
      element,
      Place(
        definition: place.definition + 1, repetition: place.repetition + 1,
        start: place.definition + 1))
    guard elements.count == Int(count) else {
      throw DecodingError("lists of different lengths in '\(field.name)'")
    }
    return Column(
      field.type, .list(ListValues(offsets: offsets + [count], elements: elements)),
      validity: ParquetAssembly.validity(levels, field, place))
  }

  private func value(_ field: Field, _ place: Place, _ entries: ParquetEntries) -> Column {
    let levels = ParquetAssembly.levels(entries, place)
    let validity = ParquetAssembly.validity(levels, field, place)
    guard entries.values.count > 0 else {
      return Column.nulls(field.type, count: levels.count).with(validity: validity)
    }
    var next = 0
    let rows = levels.map { level in
      guard level >= place.definition else { return 0 }
      next += 1
      return next - 1
    }
    return entries.values.gathered(rows).with(validity: validity)
  }

  /// The definition level of each row that a column has at a place.
  private static func levels(_ entries: ParquetEntries, _ place: Place) -> [Int32] {
    var result: [Int32] = []
    for (repetition, level) in zip(entries.repetitions, entries.definitions)
    where repetition <= place.repetition && level >= place.start {
      result.append(level)
    }
    return result
  }

  /// A field that is never missing is not even where the structure around it is.
  private static func validity(_ levels: [Int32], _ field: Field, _ place: Place) -> Bitmap? {
    guard field.isNullable else { return nil }
    let bits = Bitmap(count: levels.count) { levels[$0] >= place.definition }
    return bits.setCount == bits.count ? nil : bits
  }
}
