import Columnar
import Diagnostics
import Expressions

/// One input of libFuzzer: an expression over columns of every type. Beyond not crashing, every
/// answer must hold together, and what compiles must be computed or fail by row.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  let place = DocumentLocation(file: "fuzz.yaml", line: 1, column: 1)
  check(LocatedText(text, at: place, pointer: "/x"))
  return 0
}

private func check(_ source: LocatedText) {
  let length = source.text.utf8.count
  do throws(DiagnosticList) {
    let parsed = try ExpressionParser.parse(source)
    for expected in [nil, LogicalType.boolean, .date, .decimal(precision: 6, scale: 2)] {
      do throws(DiagnosticList) {
        evaluate(try parsed.compile(in: Columns(), expecting: expected))
      } catch { check(error, source, length) }
    }
  } catch { check(error, source, length) }
}

private func check(_ list: DiagnosticList, _ source: LocatedText, _ length: Int) {
  precondition(list.hasErrors, "a failure has a reason")
  for diagnostic in list.all {
    for place in [diagnostic.location, diagnostic.edit?.location].compactMap({ $0 }) {
      precondition(place.offset >= 0 && place.length >= 0, "a place is not negative")
      precondition(place.offset + place.length <= length, "a place lies in the expression")
    }
  }
  let edits = list.all.compactMap(\.edit)
  let mended = EditApplier.apply(edits, to: Array(source.text.utf8), file: "fuzz.yaml")
  // The mended text is read again: it may still be wrong, but it is answered.
  let place = DocumentLocation(file: "fuzz.yaml", line: 1, column: 1)
  let again = LocatedText(String(decoding: mended, as: UTF8.self), at: place, pointer: "/x")
  _ = try? ExpressionParser.parse(again).compile(in: Columns(), expecting: nil)
}

/// The values of a compiled expression are of its type, and inside the bounds it promises.
private func evaluate(_ compiled: CompiledExpression) {
  let column: Column
  do throws(EvaluationError) {
    column = try compiled.evaluate(rowCount: Columns.rows) { (slot) throws(EvaluationError) in
      Columns.all[slot].column
    }
  } catch { return }
  precondition(column.type == compiled.type, "the value has another type than it was compiled to")
  precondition(column.count == Columns.rows, "a value for each row")
  for row in 0..<column.count {
    if column.isNull(row) {
      precondition(compiled.isNullable, "a value is missing that never is")
      continue
    }
    switch (compiled.interval, column.values) {
    case (.exact(let lower, let upper), .int64(let values)):
      precondition((lower...upper).contains(Int128(values[row])), "a value beyond its bounds")
    case (.exact(let lower, let upper), .int128(let values)):
      precondition((lower...upper).contains(values[row]), "a value beyond its bounds")
    default: break
    }
  }
}

/// Columns of every type, some with missing values, some with bounds.
private struct Columns: NameScope {
  static let rows = 3

  struct Known: Sendable {
    var name: String
    var column: Column
    var interval = ValueInterval.unbounded
  }

  static let gaps = Bitmap(count: 3) { $0 != 1 }
  static let all: [Known] = [
    Known(name: "n", column: Column(.int64, .int64([-3, 0, 7]))),
    Known(name: "m", column: Column(.int64, .int64([1, 2, 3]), validity: gaps)),
    Known(
      name: "k", column: Column(.int32, .int64([1, 5, 9])), interval: .exact(lower: 1, upper: 9)),
    Known(
      name: "p", column: Column(.decimal(precision: 8, scale: 2), .int64([125, -50, 99_999_999]))),
    Known(
      name: "w",
      column: Column(.decimal(precision: 30, scale: 10), .int128([1, -1, 1_000_000_000_000]))),
    Known(name: "x", column: Column(.float64, .float64([0.5, -1e300, 3]))),
    Known(name: "b", column: Column(.boolean, .boolean([true, false, true]), validity: gaps)),
    Known(name: "d", column: Column(.date, .int64([0, 19_000, 20_000]))),
    Known(name: "t", column: Column(.timestamp(utc: false), .int64([0, 86_399_999_999, -1]))),
    Known(name: "s", column: Column(.text, .text(.dictionary(codes: [0, 1, 0], words)))),
    Known(name: "u", column: Column(.uuid, .uuid([0, 1, 2]))),
  ]
  static let words = TextDictionary(["open", "it's"])

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
    if path.text == "param.rate" {
      return InputBinding(
        slot: -1, type: .float64, isNullable: false, constant: .float64(0.19))
    }
    guard let slot = Columns.all.firstIndex(where: { $0.name == path.text }) else {
      throw NameProblem(
        code: "unknown-name", message: "unknown name", replacement: "n", part: 0)
    }
    let known = Columns.all[slot]
    return InputBinding(
      slot: slot, type: known.column.type, isNullable: known.column.validity != nil,
      interval: known.interval)
  }
}
