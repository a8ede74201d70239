import Columnar
import Encoding

/// The columns of a table as Parquet stores them: a tree whose leaves hold the values.
///
/// A list is a group of a repeated group of elements, a map a group of repeated keys with values.
/// Each level that may be missing adds one to the definition levels below it, each repeated group
/// one to both kinds.
///
/// - Reference: Apache Parquet, *Nested Encoding* and *Logical Types*, LIST and MAP.
struct ParquetSchema: Sendable {
  let fields: [Field]
  let leaves: [ParquetLeaf]

  init(_ fields: [Field]) {
    self.fields = fields
    var leaves: [ParquetLeaf] = []
    for (column, field) in fields.enumerated() {
      let root = ParquetLeaf(field, column: column)
      ParquetSchema.collect(field, root, into: &leaves)
    }
    self.leaves = leaves
  }

  /// - Parameter leaf: what is known on the way down to the field, whose name it has already.
  private static func collect(
    _ field: Field, _ leaf: ParquetLeaf, into leaves: inout [ParquetLeaf]
  ) {
    var leaf = leaf
    if field.isNullable { leaf.definition += 1 }
    if let element = field.type.element {
      leaf.definition += 1
      leaf.repeatedDefinitions.append(leaf.definition)
      if case .structure(let fields) = element.type, case .map = field.type {
        leaf.path.append("key_value")
        for part in fields { collect(part, leaf.below(part.name), into: &leaves) }
      } else {
        collect(element, leaf.below("list").below(element.name), into: &leaves)
      }
    } else if case .structure(let fields) = field.type {
      precondition(!fields.isEmpty, "a structure without fields")
      for part in fields { collect(part, leaf.below(part.name), into: &leaves) }
    } else {
      leaf.field.type = field.type
      leaf.field.isNullable = field.isNullable
      leaves.append(leaf)
    }
  }

  /// The leaf of a column that is no more than one.
  func leaf(ofColumn column: Int) -> Int? {
    leaves.firstIndex { $0.column == column && $0.isFlat }
  }

  /// `SchemaElement`s from the root on, each before what it holds.
  var elementCount: Int { 1 + fields.reduce(0) { $0 + ParquetSchema.elementCount($1) } }

  func write(to writer: inout ThriftWriter) {
    writer.structureElement {
      $0.text(4, "schema")
      $0.int32(5, Int32(fields.count))
    }
    for field in fields { ParquetSchema.write(field, to: &writer) }
  }

  private static func elementCount(_ field: Field) -> Int {
    switch field.type {
    case .list(let type, let isNullable):
      2 + elementCount(Field("element", type, isNullable: isNullable))
    case .map(let key, let value, let isNullable):
      2 + elementCount(Field("key", key, isNullable: false))
        + elementCount(Field("value", value, isNullable: isNullable))
    case .structure(let fields): fields.reduce(1) { $0 + elementCount($1) }
    default: 1
    }
  }

  private static func write(_ field: Field, to writer: inout ThriftWriter) {
    switch field.type {
    case .list(let type, let isNullable):
      group(field.name, Group.list, repetition: field.isNullable ? 1 : 0, count: 1, &writer)
      group("list", nil, repetition: 2, count: 1, &writer)
      write(Field("element", type, isNullable: isNullable), to: &writer)
    case .map(let key, let value, let isNullable):
      group(field.name, Group.map, repetition: field.isNullable ? 1 : 0, count: 1, &writer)
      group("key_value", nil, repetition: 2, count: 2, &writer)
      write(Field("key", key, isNullable: false), to: &writer)
      write(Field("value", value, isNullable: isNullable), to: &writer)
    case .structure(let fields):
      group(field.name, nil, repetition: field.isNullable ? 1 : 0, count: fields.count, &writer)
      for part in fields { write(part, to: &writer) }
    default: writer.structureElement { ParquetType(field.type).write(field, to: &$0) }
    }
  }

  /// Annotations of groups: `ConvertedType` and the member of `LogicalType`.
  enum Group {
    static let list: (converted: Int32, logical: Int16) = (3, 3)
    static let map: (converted: Int32, logical: Int16) = (1, 2)
  }

  private static func group(
    _ name: String, _ kind: (converted: Int32, logical: Int16)?, repetition: Int32, count: Int,
    _ writer: inout ThriftWriter
  ) {
    writer.structureElement { writer in
      writer.int32(3, repetition)
      writer.text(4, name)
      writer.int32(5, Int32(count))
      if let kind {
        writer.int32(6, kind.converted)
        writer.structure(10) { $0.structure(kind.logical) { _ in } }
      }
    }
  }
}

/// A column of values, at the end of a path through the schema.
struct ParquetLeaf: Sendable {
  /// Which of the table's columns it is part of.
  var column: Int
  var path: [String]
  /// Its type, and whether it may be missing where all above it is there; named like the column.
  var field: Field
  /// The definition level of a value.
  var definition = 0
  /// By repetition level from 1 on: the definition level from which on a list has an element.
  var repeatedDefinitions: [Int] = []

  init(_ field: Field, column: Int) {
    self.column = column
    self.field = field
    path = [field.name]
  }

  var repetition: Int { repeatedDefinitions.count }

  /// Whether it is a column of the table itself.
  var isFlat: Bool { path.count == 1 }

  func below(_ name: String) -> ParquetLeaf {
    var leaf = self
    leaf.path.append(name)
    return leaf
  }
}
