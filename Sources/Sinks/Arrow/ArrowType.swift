import Columnar

extension LogicalType {
  static let arrowJSON = "arrow.json"

  /// What Arrow calls a type that it has as an extension of another.
  package var arrowExtension: String? {
    switch self {
    case .uuid: "arrow.uuid"
    case .json: LogicalType.arrowJSON
    default: nil
    }
  }

  /// The columns within a nested one, as Arrow calls them.
  package var arrowChildren: [Field] {
    switch self {
    case .list(let type, let isNullable): [Field("item", type, isNullable: isNullable)]
    case .map: element.map { [Field("entries", $0.type, isNullable: false)] } ?? []
    case .structure(let fields): fields
    default: []
    }
  }
}
