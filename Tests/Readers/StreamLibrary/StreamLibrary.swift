import ArrowInterface
import CArrow
import Diagnostics
import Engine
import Generators
import Planning
import SchemaDecoding

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
