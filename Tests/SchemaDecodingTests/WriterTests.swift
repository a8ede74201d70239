import Diagnostics
import Foundation
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct WriterTests {
  static let schema = JSONSchemaWriter.write(SampleVocabulary.vocabulary)
  static let reference = ReferenceWriter.write(SampleVocabulary.vocabulary)

  @Test(arguments: ["schema.json", "reference.md"])
  func `writes what is committed`(name: String) throws {
    let text = name == "schema.json" ? Self.schema : Self.reference
    if RejectedDocumentTests.isUpdating {
      try Data(text.utf8).write(to: Fixture.folder.appending(path: "written/\(name)"))
    }
    #expect(text == String(decoding: try Fixture.bytes("written/\(name)"), as: UTF8.self))
  }

  @Test func `the schema is JSON and names only definitions it has`() throws {
    let root = try DocumentParser.parse(Array(Self.schema.utf8), fileName: "s.json").get()
    guard case .map(let definitions) = root["$defs"]?.content else {
      Issue.record("the schema has definitions")
      return
    }
    let names = Set(definitions.map(\.key.text))
    var used: Set<String> = []
    func visit(_ node: Node) {
      switch node.content {
      case .map(let entries):
        for entry in entries {
          if entry.key.text == "$ref", case .scalar(let scalar) = entry.value.content {
            let path = scalar.text.dropFirst("#/$defs/".count).split(separator: "/")
            used.insert(String(path[0]))
            if path.count > 1 {
              #expect(root["$defs"]?[String(path[0])]?["properties"]?[String(path[2])] != nil)
            }
          }
          visit(entry.value)
        }
      case .list(let items): items.forEach(visit)
      default: break
      }
    }
    visit(root)
    #expect(used.isSubset(of: names))
    #expect(used.count > 10)
  }

  @Test func `both know every word of the tables, and no later one as usable`() {
    for shape in ShapeCollector.shapes(of: .document) {
      #expect(Self.reference.contains("## \(shape.name)\n"))
      for name in shape.supportedNames {
        #expect(Self.reference.contains("| `\(name)` |"), "\(name)")
        #expect(Self.schema.contains("\"\(name)\": {"), "\(name)")
      }
    }
    for syntax in SampleVocabulary.vocabulary.generators {
      #expect(Self.reference.contains("### \(syntax.word)\n") == syntax.isSupported)
    }
    #expect(!Self.schema.contains("\"processes\""))
    #expect(!Self.schema.contains("\"rank\""))
  }
}
