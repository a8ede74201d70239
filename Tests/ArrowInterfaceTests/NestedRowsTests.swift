import CArrow
import Columnar
import Sinks
import Testing

@testable import ArrowInterface

/// Nested columns in the structures of the C interface.
@Suite struct NestedRowsTests {
  private static let type = LogicalType.list(
    of: .structure([
      Field("a", .json, isNullable: true),
      Field("b", .map(key: .date, value: .uuid, isNullable: false), isNullable: false),
    ]), isNullable: true)

  @Test func `a schema tells the columns within`() {
    var schema = unsafe ArrowSchema()
    unsafe ForeignSchema([Field("c", Self.type, isNullable: true)]).fill(&schema)
    defer { unsafe schema.release(&schema) }
    var lines: [String] = []
    func collect(_ schema: ArrowSchema, _ depth: Int) {
      let name = unsafe String(cString: schema.name)
      let format = unsafe String(cString: schema.format)
      let isNullable = unsafe schema.flags & Int64(CARROW_FLAG_NULLABLE) != 0
      let hasMetadata = unsafe schema.metadata != nil
      lines.append(
        String(repeating: " ", count: depth) + "\(name) \(format)" + (isNullable ? "?" : "")
          + (hasMetadata ? " extension" : ""))
      for index in 0..<Int(unsafe schema.n_children) {
        if let child = unsafe schema.children[index]?.pointee { unsafe collect(child, depth + 1) }
      }
    }
    unsafe collect(schema, 0)
    #expect(
      lines == [
        " +s", " c +l?", "  item +s?", "   a u? extension", "   b +m", "    entries +s",
        "     key tdD", "     value w:16 extension",
      ])
  }

  @Test func `columns within hold what is there alone`() {
    // [1, null], null (which hides 5), [], [3]
    let elements = Column(
      .int64, .int64([1, 2, 5, 3]), validity: Bitmap(count: 4) { $0 != 1 })
    let column = Column(
      .list(of: .int64, isNullable: true),
      .list(ListValues(offsets: [0, 2, 3, 3, 4], elements: elements)),
      validity: Bitmap(count: 4) { $0 != 1 })
    var rows = ArrowRows([
      ArrowColumnBuffers(Field("c", column.type, isNullable: true), dictionary: nil)
    ])
    _ = rows.append(Batch(columns: [column], rowCount: 4), from: 0)
    var array = unsafe ArrowArray()
    unsafe ForeignArray.fill(&array, rows, [nil])
    defer { unsafe array.release(&array) }
    guard let list = unsafe array.children[0]?.pointee, let offsets = unsafe list.buffers[1],
      let child = unsafe list.children[0]?.pointee, let values = unsafe child.buffers[1]
    else {
      Issue.record("no list, or no elements")
      return
    }
    let counts = unsafe [list.length, list.null_count, child.length, child.null_count]
    #expect(counts == [4, 1, 3, 1])
    let ends = (0..<5).map { unsafe offsets.load(fromByteOffset: 4 * $0, as: Int32.self) }
    #expect(ends == [0, 2, 2, 2, 3])
    // What is missing is 0.
    let found = (0..<3).map { unsafe values.load(fromByteOffset: 8 * $0, as: Int64.self) }
    #expect(found == [1, 0, 3])
  }
}
