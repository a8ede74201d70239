import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Paths as words hold them, such as behind `by`.
extension InputScope {
  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    let whole = path.text.unicodeScalars.count
    let parts = path.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let reference = PathReference(parts: parts, offset: 0, length: whole)
    do throws(NameProblem) {
      let binding = try bind(reference)
      guard columns.indices.contains(binding.slot) else {
        throw NameProblem(code: "not-a-path", message: "")
      }
      return (binding, try? resolver.column(columns[binding.slot]).texts)
    } catch {
      let found = problems
      problems = DiagnosticList()
      switch error.code {
      case InputScope.reportedElsewhere: throw found
      case "not-a-path": throw DiagnosticList([.notAPath(path)])
      default: throw DiagnosticList([.named(error, path, reference.place(of: error.part))])
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func named(
    _ problem: NameProblem, _ path: Scalar, _ place: Place
  ) -> Diagnostic {
    let location = path.source.location(at: place.offset, length: place.length)
    return Diagnostic(
      problem.code, problem.message, at: location, pointer: path.pointer,
      expected: problem.expectation, suggestion: problem.suggestion,
      edit: problem.replacement.flatMap {
        path.source.edit(place.offset..<place.end, to: $0)
      })
  }

  fileprivate static func notAPath(_ path: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-path", "'\(path.text)' is not a column", at: path.location, pointer: path.pointer,
      expected: "a column of this row, or of a row it refers to")
  }
}
