import Diagnostics
import SchemaModel

extension DocumentParser.Reading {
  /// All places moved by the bytes of a byte order mark, which editors do not show as a column.
  func shifted(by bytes: Int) -> Self {
    DocumentParser.Reading(
      root: root?.shifted(by: bytes),
      problems: DiagnosticList(problems.all.map { $0.shifted(by: bytes) }))
  }
}

extension Node {
  fileprivate func shifted(by bytes: Int) -> Node {
    var node = self
    node.location.offset += bytes
    switch content {
    case .null: break
    case .scalar(let scalar): node.content = .scalar(scalar.shifted(by: bytes))
    case .list(let items): node.content = .list(items.map { $0.shifted(by: bytes) })
    case .map(let entries):
      node.content = .map(
        entries.map {
          Entry(key: $0.key.shifted(by: bytes), value: $0.value.shifted(by: bytes))
        })
    }
    return node
  }
}

extension Scalar {
  fileprivate func shifted(by bytes: Int) -> Scalar {
    var scalar = self
    for index in scalar.source.segments.indices {
      scalar.source.segments[index].location.offset += bytes
    }
    scalar.source.form?.location.offset += bytes
    return scalar
  }
}

extension Diagnostic {
  fileprivate func shifted(by bytes: Int) -> Diagnostic {
    var diagnostic = self
    diagnostic.location.offset += bytes
    diagnostic.edit?.location.offset += bytes
    return diagnostic
  }
}
