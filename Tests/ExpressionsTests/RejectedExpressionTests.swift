import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Foundation
import Testing

/// `Fixtures/rejected/<code>.expr` holds an expression, `<code>.expected` all that is said of it.
@Suite struct RejectedExpressionTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/rejected")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".expr") }.map { String($0.dropLast(5)) }.sorted()
  }()

  static let bench: Workbench = {
    var bench = Workbench([
      "quantity": .integers([1], .int32), "price": .floats([2.5]), "status": .texts(["open"]),
      "is_active": .booleans([true]), "order_date": .dates(["2024-05-05"]),
      "opened_at": .timestamps(["2024-05-05 10:00"]), "bounded": .integers([1]),
      "wide": .wide([1], .decimal(precision: 38, scale: 10)),
    ])
    bench.intervals["bounded"] = .exact(lower: 0, upper: 10_000_000_000)
    bench.intervals["price"] = .float(lower: 2, upper: 1000)
    return bench
  }()

  @Test(arguments: names)
  func `is refused with the words expected`(name: String) throws {
    let text = try read(name + ".expr")
    let found = problems(text)
    #expect(name == "several" || found.contains { $0.code == name }, "'\(name)' is not reported")
    let rendered = found.map(render).joined()
    let expected = Self.folder.appending(path: name + ".expected")
    if ProcessInfo.processInfo.environment["DATAGEN_UPDATE_FIXTURES"] == "1" {
      try rendered.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: expected, encoding: .utf8) == rendered)
  }

  @Test(arguments: names)
  func `edits mend what they are about`(name: String) throws {
    let text = try read(name + ".expr")
    let found = problems(text)
    var bytes = Array(text.utf8)
    let edits = found.compactMap(\.edit).sorted { $0.location.offset > $1.location.offset }
    if edits.isEmpty { return }
    for edit in edits {
      let start = edit.location.offset
      bytes.replaceSubrange(start..<start + edit.location.length, with: edit.replacement.utf8)
    }
    let left = problems(String(decoding: bytes, as: UTF8.self))
    // Problems without an edit stay; each that has one goes.
    for code in Set(found.map(\.code)) {
      let staying = found.count { $0.code == code && $0.edit == nil }
      #expect(
        left.count { $0.code == code } <= staying,
        "\(code) in \(String(decoding: bytes, as: UTF8.self)): \(left)")
    }
  }

  @Test func `there are cases enough`() {
    #expect(Self.names.count >= 60)
  }

  private func read(_ name: String) throws -> String {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private func problems(_ text: String) -> [Diagnostic] {
    do {
      _ = try Self.bench.compile(text)
      return []
    } catch let list as DiagnosticList {
      return list.all
    } catch {
      Issue.record(error)
      return []
    }
  }

  private func render(_ problem: Diagnostic) -> String {
    let place = problem.location
    var lines = [
      "\(place.line):\(place.column)+\(place.length): \(problem.message) [\(problem.code)]"
    ]
    if let expectation = problem.expectation { lines.append("  expected \(expectation)") }
    if let suggestion = problem.suggestion { lines.append("  \(suggestion)") }
    if let edit = problem.edit {
      lines.append("  edit \(edit.location.offset)+\(edit.location.length): \(edit.replacement)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
