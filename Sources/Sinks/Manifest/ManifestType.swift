import Columnar
import Encoding

/// Fields as the manifest tells them; nested types tell theirs in the same way.
extension Field {
  var json: JSONValue {
    .object([JSONMember("name", .text(name))] + members)
  }

  /// The type and what may be missing, without the name.
  private var members: [JSONMember] {
    let nullable = JSONMember("nullable", .bool(isNullable))
    switch type {
    case .list(let element, let isNullable):
      return [
        JSONMember("type", .text("list")), nullable,
        JSONMember(
          "elements", .object(Field("", element, isNullable: isNullable).members)),
      ]
    case .map(let key, let value, let isNullable):
      return [
        JSONMember("type", .text("map")), nullable,
        JSONMember("keys", .object(Field("", key, isNullable: false).members)),
        JSONMember("values", .object(Field("", value, isNullable: isNullable).members)),
      ]
    case .structure(let fields):
      return [
        JSONMember("type", .text("structure")), nullable,
        JSONMember("fields", .array(fields.map(\.json))),
      ]
    default: return [JSONMember("type", .text(type.name)), nullable]
    }
  }

  init(_ value: JSONValue) throws(DecodingError) {
    self = try Field.named(try value.text("name"), value)
  }

  /// - Parameter value: the type and what may be missing; `JSONReader` limits how deep it goes.
  private static func named(
    _ name: String, _ value: JSONValue
  ) throws(DecodingError) -> Field {
    guard let isNullable = value["nullable"]?.bool else { throw .lacking("nullable") }
    return Field(name, try type(value), isNullable: isNullable)
  }

  private static func type(_ value: JSONValue) throws(DecodingError) -> LogicalType {
    let name = try value.text("type")
    switch name {
    case "json": return .json
    case "list":
      let element = try part("elements", of: value)
      return .list(of: element.type, isNullable: element.isNullable)
    case "map":
      let (key, part) = (try part("keys", of: value), try part("values", of: value))
      guard !key.isNullable, !key.type.isNested else { throw .lacking("keys") }
      return .map(key: key.type, value: part.type, isNullable: part.isNullable)
    case "structure":
      guard let list = value["fields"]?.array, !list.isEmpty else { throw .lacking("fields") }
      var fields: [Field] = []
      for field in list { fields.append(try Field(field)) }
      return .structure(fields)
    default:
      guard let type = LogicalType(name: name) else {
        throw DecodingError("column of unknown type '\(name)'")
      }
      return type
    }
  }

  private static func part(
    _ member: String, of value: JSONValue
  ) throws(DecodingError) -> Field {
    guard let part = value[member] else { throw .lacking(member) }
    return try named(member, part)
  }
}
