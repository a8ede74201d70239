import ArrowInterface
import CArrow
import Columnar
import Diagnostics
import Engine
import Generators
import Planning
import SchemaDecoding
import Sinks

/// A table of a document as a stream of the C interface, for readers outside Swift.
///
/// - Parameters:
///   - text: the document, as UTF-8 that ends in 0.
///   - table: the table's name, likewise.
/// - Returns: 0, or 1 for a document that is refused and 2 for a table that is not in it.
@c(stream_table)
public func streamTable(
  _ text: UnsafePointer<CChar>, _ table: UnsafePointer<CChar>, _ threads: CInt,
  _ target: UnsafeMutableRawPointer
) -> CInt {
  let document = unsafe String(cString: text)
  let name = unsafe String(cString: table)
  let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)
  do throws(DiagnosticList) {
    let decoded = try DocumentDecoder.decode(
      document, fileName: "document.yaml", vocabulary: vocabulary
    ).get()
    let plan = try Planner.plan(decoded, options: PlanOptions())
    guard let index = plan.tables.firstIndex(where: { $0.name == name }) else { return 2 }
    do throws(RunError) {
      let generator = try Generator(plan, options: RunOptions(threads: Int(threads)))
      let place = unsafe target.assumingMemoryBound(to: ArrowArrayStream.self)
      unsafe try ArrowStream(generator, table: index).export(to: place)
      return 0
    } catch {
      return 3
    }
  } catch {
    print(TextRenderer.render(error))
    return 1
  }
}

/// Rows of nested columns through the C data interface: what `test_c_stream.py` expects of them.
@c(nested_rows)
public func nestedRows(
  _ schema: UnsafeMutableRawPointer, _ array: UnsafeMutableRawPointer
) {
  let columns = NestedRows.columns
  let fields = columns.enumerated().map { Field("c\($0)", $1.type, isNullable: $1.nullCount > 0) }
  var rows = ArrowRows(fields.map { ArrowColumnBuffers($0, dictionary: nil) })
  let batch = Batch(columns: columns, rowCount: NestedRows.count)
  var start = 0
  while start < batch.rowCount { start = rows.append(batch, from: start) }
  unsafe ForeignSchema(fields).fill(schema.assumingMemoryBound(to: CArrow.ArrowSchema.self))
  unsafe ForeignArray.fill(
    array.assumingMemoryBound(to: ArrowArray.self), rows, columns.map { _ in nil })
}

/// A few rows, each of which shows something else.
private enum NestedRows {
  static let count = 4

  static var columns: [Column] { [lists, structures, maps, documents] }

  private static func valid(_ rows: [Bool]) -> Bitmap { Bitmap(count: rows.count) { rows[$0] } }

  /// [[1, null], []], null, [], [null]; the missing list hides an element.
  private static var lists: Column {
    let inner = Column(
      .list(of: .int32, isNullable: true),
      .list(
        ListValues(
          offsets: [0, 2, 2, 3, 3],
          elements: Column(.int32, .int64([1, 7, 9]), validity: valid([true, false, true])))),
      validity: valid([true, true, true, false]))
    return Column(
      .list(of: inner.type, isNullable: true),
      .list(ListValues(offsets: [0, 2, 3, 3, 4], elements: inner)),
      validity: valid([true, false, true, true]))
  }

  /// {x: 0.5, at: {day: 1970-01-02}}, null, {x: null, at: null}, {x: 2, at: {day: 1970-01-05}}
  private static var structures: Column {
    let day = Column(
      .structure([Field("day", .date, isNullable: false)]),
      .structure(StructureValues([Column(.date, .int64([1, 2, 3, 4]))], count: 4)),
      validity: valid([true, true, false, true]))
    let x = Column(
      .float64, .float64([0.5, 1, 1.5, 2]), validity: valid([true, true, false, true]))
    return Column(
      .structure([Field("x", .float64, isNullable: true), Field("at", day.type, isNullable: true)]),
      .structure(StructureValues([x, day], count: 4)), validity: valid([true, false, true, true]))
  }

  /// {a: 1, b: null}, {}, {}, {c: 3}
  private static var maps: Column {
    let keys = Column(.text, .text(.plain(TextDictionary(["a", "b", "c"]).values)))
    let values = Column(.int64, .int64([1, 2, 3]), validity: valid([true, false, true]))
    let entries = Column(
      .structure([Field("key", .text, isNullable: false), Field("value", .int64, isNullable: true)]
      ),
      .structure(StructureValues([keys, values], count: 3)))
    return Column(
      .map(key: .text, value: .int64, isNullable: true),
      .list(ListValues(offsets: [0, 2, 2, 2, 3], elements: entries)))
  }

  private static var documents: Column {
    Column(.json, .text(.plain(TextDictionary(["{\"a\":1}", "[]", "\"é\"", "2.50"]).values)))
  }
}
