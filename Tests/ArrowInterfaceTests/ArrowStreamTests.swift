import CArrow
import Columnar
import Diagnostics
import Engine
import Generators
import Planning
import SchemaDecoding
import Synchronization
import Testing

@testable import ArrowInterface

/// The structures of the C interface as their reader sees them.
@Suite(.serialized) struct ArrowStreamTests {
  private static let document = """
    datagen: 1
    seed: 7
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      t:
        rows: 150_000
        columns:
          number: {sequence: 0}
          small: {integer: {from: -100, to: 100}, type: int8}
          amount: {lognormal: {mu: 4, sigma: 1}, missing: 20%}
          price: {uniform: {from: 0, to: 99}, type: "decimal(9,2)"}
          kind: {choice: [ash, oak, elm], missing: 10%}
          word: {pattern: "[a-z]{3}", missing: 30%}
          code: {pattern: "[a-z]{7}"}
          flag: {chance: 40%, missing: 5%}
          id: {uuid: v4}
          day: {date: {from: 2024-01-01, to: 2024-12-31}}
    """

  private func generator(
    _ text: String = document, threads: Int = 2,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Generator {
    let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)
    let plan: GenerationPlan
    do throws(DiagnosticList) {
      let document = try DocumentDecoder.decode(
        text, fileName: "test.yaml", vocabulary: vocabulary
      ).get()
      plan = try Planner.plan(document, options: PlanOptions())
    } catch {
      Issue.record("\(TextRenderer.render(error))")
      throw error
    }
    return try Generator(plan, options: RunOptions(threads: threads, isCancelled: isCancelled))
  }

  private func exported(_ generator: Generator) throws -> ForeignStream {
    let result = ForeignStream()
    unsafe try ArrowStream(generator, table: 0).export(to: result.pointer)
    return result
  }

  @Test(arguments: [1, 2, 5])
  func `the rows are those of the run, for any number of threads`(threads: Int) throws {
    let generator = try generator(threads: threads)
    let expected = try generator.rows(of: 0, at: 0..<generator.rowCount(0), hidden: false)
    let stream = try exported(generator)
    let formats = try stream.formats()
    #expect(formats == ["l", "c", "g", "d:9,2", "i", "u", "u", "b", "w:16", "tdD"])
    var row = 0
    var lengths: [Int] = []
    while let array = try stream.next() {
      let view = unsafe ForeignRows(array.pointer.pointee)
      for column in formats.indices {
        for index in 0..<view.rowCount {
          let found = view.text(column, index, format: formats[column])
          let wanted = expected.columns[column].text(at: row + index)
          guard found == wanted else {
            Issue.record("column \(column), row \(row + index): \(found ?? "-"), \(wanted ?? "-")")
            return
          }
        }
        #expect(
          view.nullCount(column)
            == expected.columns[column].slice(row..<row + view.rowCount).nullCount)
      }
      row += view.rowCount
      lengths.append(view.rowCount)
      array.release()
    }
    #expect(row == 150_000)
    #expect(lengths == [65_536, 65_536, 18_928])
    stream.release()
  }

  @Test func `nothing is left when all is released, in any order`() throws {
    let before = ForeignMemory.liveCount.load(ordering: .relaxed)
    let generator = try generator()
    for order in 0..<4 {
      let stream = try exported(generator)
      _ = try stream.formats()
      let first = try #require(try stream.next())
      let second = try #require(try stream.next())
      switch order {
      case 0:
        first.release()
        second.release()
        stream.release()
      case 1:
        stream.release()
        #expect(unsafe ForeignRows(second.pointer.pointee).rowCount == 65_536)
        second.release()
        first.release()
      case 2:
        second.release()
        stream.release()
        first.release()
      default:
        // A column is taken out and lives on after its table.
        let moved = second.takeChild(4)
        second.release()
        first.release()
        stream.release()
        #expect(unsafe moved.pointer.pointee.length == 65_536)
        #expect(unsafe moved.pointer.pointee.dictionary.pointee.length == 3)
        moved.release()
      }
    }
    #expect(ForeignMemory.liveCount.load(ordering: .relaxed) == before)
  }

  @Test func `a stream that is never read leaves nothing`() throws {
    let before = ForeignMemory.liveCount.load(ordering: .relaxed)
    let generator = try generator()
    try exported(generator).release()
    #expect(ForeignMemory.liveCount.load(ordering: .relaxed) == before)
  }

  @Test func `the end stays the end`() throws {
    let stream = try exported(try generator(Self.document.replacing("150_000", with: "3")))
    try #require(try stream.next()).release()
    #expect(try stream.next() == nil)
    #expect(try stream.next() == nil)
    stream.release()
  }

  @Test func `a table without rows has a schema`() throws {
    let stream = try exported(try generator(Self.document.replacing("150_000", with: "0")))
    #expect(try stream.formats().count == 10)
    #expect(try stream.next() == nil)
    stream.release()
  }

  @Test func `a value that cannot be made is an error after the rows before it`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 200_000
          columns:
            number: {sequence: 0}
            whole: {value: = 10 / (140_000 - number)}
      """
    let stream = try exported(try generator(text))
    for _ in 0..<2 { try #require(try stream.next()).release() }
    let reason = "'t.whole', row 140001: division by zero"
    for _ in 0..<2 {
      #expect(throws: ForeignFailure(code: 5, text: reason)) { try stream.next() }
    }
    #expect(stream.lastError == reason)
    stream.release()
  }

  @Test func `stopping is an error of its own`() throws {
    let isStopped = Stop()
    let stream = try exported(
      try generator(isCancelled: { isStopped.flag.load(ordering: .relaxed) }))
    isStopped.flag.store(true, ordering: .relaxed)
    #expect(throws: ForeignFailure.self) { try stream.next() }
    #expect(stream.lastError == "'t': stopped")
    stream.release()
  }

  private final class Stop: Sendable { let flag = Atomic(false) }
}
