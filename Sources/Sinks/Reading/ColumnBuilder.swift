import Columnar
import Encoding

/// Collects the values of one column while a file is read.
struct ColumnBuilder {
  let field: Field
  private(set) var count = 0
  private var isValid: [Bool] = []
  private var nullCount = 0
  private var truths: [Bool] = []
  private var integers: [Int64] = []
  private var wide: [Int128] = []
  private var floats: [Double] = []
  private var uuids: [UInt128] = []
  private var text = PlainText()

  init(_ field: Field) { self.field = field }

  /// - Throws: for a null in a column that has none.
  mutating func appendNull() throws(DecodingError) {
    guard field.isNullable else { throw DecodingError("null in '\(field.name)', which has none") }
    note(valid: false)
    nullCount += 1
    switch field.type.storage {
    case .boolean: truths.append(false)
    case .int64: integers.append(0)
    case .int128: wide.append(0)
    case .float64: floats.append(0)
    case .uuid: uuids.append(0)
    case .text: text.offsets.append(Int32(text.byteCount))
    }
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
    if let range = field.type.unscaledRange, !range.contains(value) {
      throw DecodingError("a number out of the range of '\(field.type.name)'")
    }
    if field.type.storage == .int128 {
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
    if field.type == .text, String(validating: text.bytes, as: UTF8.self) == nil {
      throw DecodingError("text that is not UTF-8 in '\(field.name)'")
    }
    let values: ColumnValues =
      switch field.type.storage {
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
