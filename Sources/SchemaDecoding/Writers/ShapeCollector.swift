import SchemaModel

/// The shapes reachable from one, in the order a reader meets them, each once.
enum ShapeCollector {
  static func shapes(of root: Shape) -> [Shape] {
    var found: [Shape] = []
    collect(root, into: &found)
    return found
  }

  /// The shapes of an argument that have no page of their own yet.
  static func shapes(of type: ParameterType) -> [Shape] {
    var found: [Shape] = []
    collect(type, into: &found)
    return found
  }

  private static func collect(_ shape: Shape, into found: inout [Shape]) {
    guard !found.contains(where: { $0.name == shape.name }) else { return }
    found.append(shape)
    for parameter in shape.parameters { collect(parameter.type, into: &found) }
  }

  private static func collect(_ type: ParameterType, into found: inout [Shape]) {
    switch type {
    case .record(let shape): collect(shape, into: &found)
    case .list(let element), .map(let element), .cases(let element):
      collect(element, into: &found)
    case .oneOf(let types): for one in types { collect(one, into: &found) }
    default: break
    }
  }
}
