import Columnar
import Expressions

/// Values as JSON documents, without white space between their parts.
enum JSONDocuments {
  static func texts(of column: Column) throws(EvaluationError) -> PlainText {
    switch column.values {
    case .structure(let parts): return try object(parts, column)
    case .list(let lists):
      if case .map = column.type, case .structure(let entries) = lists.elements.values {
        let names = try texts(of: text(of: entries.columns[0]), isQuoted: true)
        let values = try texts(of: entries.columns[1])
        return joined(lists, column, "{", "}") { entry, bytes in
          add(names, entry, to: &bytes)
          bytes.append(UInt8(ascii: ":"))
          add(values, entry, to: &bytes)
        }
      }
      let elements = try texts(of: lists.elements)
      return joined(lists, column, "[", "]") { element, bytes in
        add(elements, element, to: &bytes)
      }
    case .text where column.type == .json: return try texts(of: column, isQuoted: false)
    case .boolean, .int64, .int128, .float64, .text, .uuid:
      let isBare = column.type.isNumeric || column.type == .boolean
      return try texts(of: text(of: column), isQuoted: !isBare)
    }
  }

  private static func object(
    _ parts: StructureValues, _ column: Column
  ) throws(EvaluationError) -> PlainText {
    guard case .structure(let fields) = column.type else {
      preconditionFailure("structures of a type without fields")
    }
    var members: [PlainText] = []
    for part in parts.columns { members.append(try texts(of: part)) }
    let leads = fields.enumerated().map { index, field in
      var lead = [UInt8(ascii: index == 0 ? "{" : ",")]
      add(quoted: Array(field.name.utf8)[...], to: &lead)
      return lead + [UInt8(ascii: ":")]
    }
    return rows(column) { row, bytes in
      for (lead, member) in zip(leads, members) {
        bytes += lead
        add(member, row, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func joined(
    _ lists: ListValues, _ column: Column, _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    _ element: (Int, inout [UInt8]) -> Void
  ) -> PlainText {
    rows(column) { row, bytes in
      bytes.append(UInt8(ascii: open))
      for (number, place) in lists.range(at: row).enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        element(place, &bytes)
      }
      bytes.append(UInt8(ascii: close))
    }
  }

  private static func rows(
    _ column: Column, _ body: (Int, inout [UInt8]) -> Void
  ) -> PlainText {
    var text = PlainText()
    for row in 0..<column.count {
      if column.isNull(row) { text.bytes += null } else { body(row, &text.bytes) }
      text.offsets.append(Int32(text.bytes.count))
    }
    return text
  }

  private static let null = Array("null".utf8)

  private static func text(of column: Column) throws(EvaluationError) -> Column {
    try Conversion.convert(column, to: .text)
  }

  private static func texts(of column: Column, isQuoted: Bool) throws(EvaluationError) -> PlainText
  {
    guard case .text(let texts) = column.values else { preconditionFailure("a text") }
    let (plain, codes): (PlainText, [Int32]?) =
      switch texts {
      case .plain(let plain): (plain, nil)
      case .dictionary(let codes, let dictionary): (dictionary.values, codes)
      }
    return rows(column) { row, bytes in
      let own = plain.bytes[plain.range(at: codes.map { Int($0[row]) } ?? row)]
      if isQuoted { add(quoted: own, to: &bytes) } else { bytes += own }
    }
  }

  private static func add(_ text: PlainText, _ row: Int, to bytes: inout [UInt8]) {
    bytes += text.bytes[text.range(at: row)]
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func add(quoted text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<32:
        bytes += Array("\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
