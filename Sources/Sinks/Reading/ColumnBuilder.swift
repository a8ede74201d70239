import Columnar
import Encoding

/// Collects the values of one column while a file is read, and of the columns within it.
struct ColumnBuilder {
  /// How values look in text; kept apart from the type, which takes longer to compare.
  enum Form {
    case truth, number, moment, text, document, list, map, structure

    init(_ type: LogicalType) {
      self =
        switch type {
        case .boolean: .truth
        case .int8, .int16, .int32, .int64, .float32, .float64, .decimal: .number
        case .date, .time, .timestamp, .duration, .uuid: .moment
        case .text: .text
        case .json: .document
        case .list: .list
        case .map: .map
        case .structure: .structure
        }
    }
  }

  let field: Field
  let form: Form
  private let unscaledRange: ClosedRange<Int128>?
  private let isWide: Bool
  private(set) var count = 0
  private var isValid: [Bool] = []
  private var nullCount = 0
  private var truths: [Bool] = []
  private var integers: [Int64] = []
  private var wide: [Int128] = []
  private var floats: [Double] = []
  private var uuids: [UInt128] = []
  private var text = PlainText()
  private var offsets: [Int32] = [0]
  /// A list's elements, or the fields of a structure.
  private(set) var parts: [ColumnBuilder]

  init(_ field: Field) {
    self.field = field
    form = Form(field.type)
    unscaledRange = field.type.unscaledRange
    isWide = field.type.storage == .int128
    parts =
      if let element = field.type.element {
        [ColumnBuilder(element)]
      } else if case .structure(let fields) = field.type {
        fields.map { ColumnBuilder($0) }
      } else {
        []
      }
  }

  /// - Throws: for a null in a column that has none.
  mutating func appendNull() throws(DecodingError) {
    guard field.isNullable else { throw DecodingError("null in '\(field.name)', which has none") }
    appendNothing()
  }

  /// What stands where the column's value, or the structure it is part of, is missing.
  private mutating func appendNothing() {
    note(valid: !field.isNullable)
    if field.isNullable { nullCount += 1 }
    switch field.type.storage {
    case .boolean: truths.append(false)
    case .int64: integers.append(0)
    case .int128: wide.append(0)
    case .float64: floats.append(0)
    case .uuid: uuids.append(0)
    case .text: text.offsets.append(Int32(text.byteCount))
    case .list: offsets.append(offsets[offsets.count - 1])
    case .structure: for index in parts.indices { parts[index].appendNothing() }
    }
  }

  /// Appends what goes to the parts: as many elements as there are, or a value for each field.
  mutating func append(
    parts body: (inout [ColumnBuilder]) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    note(valid: true)
    try body(&parts)
    guard field.type.storage == .list else { return }
    guard parts[0].count <= ListValues.largestElementCount else {
      throw DecodingError("more elements at once than are counted")
    }
    offsets.append(Int32(parts[0].count))
  }

  mutating func append(_ value: Bool) {
    note(valid: true)
    truths.append(value)
  }

  mutating func append(_ value: Int64) {
    note(valid: true)
    integers.append(value)
  }

  mutating func append(_ value: Int128) {
    note(valid: true)
    wide.append(value)
  }

  mutating func append(_ value: Double) {
    note(valid: true)
    floats.append(value)
  }

  mutating func append(_ value: UInt128) {
    note(valid: true)
    uuids.append(value)
  }

  mutating func append(text bytes: ArraySlice<UInt8>) throws(DecodingError) {
    guard text.byteCount + bytes.count <= Int(Int32.max) else {
      throw DecodingError("more than 2 GiB of text at once")
    }
    note(valid: true)
    text.bytes.append(contentsOf: bytes)
    text.offsets.append(Int32(text.bytes.count))
  }

  /// An unscaled decimal or an integer, checked against the type's range.
  mutating func append(unscaled value: Int128) throws(DecodingError) {
    if let unscaledRange, !unscaledRange.contains(value) {
      throw DecodingError("a number out of the range of '\(field.type.name)'")
    }
    if isWide {
      append(value)
    } else {
      guard let narrow = Int64(exactly: value) else {
        throw DecodingError("a number out of the range of '\(field.type.name)'")
      }
      append(narrow)
    }
  }

  private mutating func note(valid: Bool) {
    count += 1
    isValid.append(valid)
  }

  /// Hands the column over and starts again.
  ///
  /// - Throws: for text that is not UTF-8.
  mutating func take() throws(DecodingError) -> Column {
    if field.type.storage == .text, String(validating: text.bytes, as: UTF8.self) == nil {
      throw DecodingError("text that is not UTF-8 in '\(field.name)'")
    }
    var columns: [Column] = []
    for index in parts.indices { columns.append(try parts[index].take()) }
    let values: ColumnValues =
      switch field.type.storage {
      case .list: .list(ListValues(offsets: offsets, elements: columns[0]))
      case .structure: .structure(StructureValues(columns, count: count))
      case .boolean: .boolean(truths)
      case .int64: .int64(integers)
      case .int128: .int128(wide)
      case .float64: .float64(floats)
      case .uuid: .uuid(uuids)
      case .text: .text(.plain(text))
      }
    let validity = nullCount == 0 ? nil : Bitmap(count: count) { isValid[$0] }
    let column = Column(field.type, values, validity: validity)
    self = ColumnBuilder(field)
    return column
  }
}
