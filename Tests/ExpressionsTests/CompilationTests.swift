import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Foundation
import Testing

@Suite struct CompilationTests {
  private func parse(_ text: String) throws -> ParsedExpression {
    let place = DocumentLocation(file: "shop.yaml", line: 7, column: 12, offset: 100)
    return try ExpressionParser.parse(LocatedText(text, at: place, pointer: ""))
  }

  @Test func `every name is listed with its place`() throws {
    let parsed = try parse("row.order_date + 90d >= param.from and count(now, größe) = previous.x")
    #expect(
      parsed.paths == [
        PathReference(
          parts: ["row", "order_date"], offset: 0, length: 14, places: [place(0, 3), place(4, 10)]),
        PathReference(
          parts: ["param", "from"], offset: 24, length: 10, places: [place(24, 5), place(30, 4)]),
        PathReference(parts: ["now"], offset: 45, length: 3, places: [place(45, 3)]),
        PathReference(parts: ["größe"], offset: 50, length: 5, places: [place(50, 5)]),
        PathReference(
          parts: ["previous", "x"], offset: 59, length: 10, places: [place(59, 8), place(68, 1)]),
      ])
  }

  @Test func `a part of a name stands where it is written`() throws {
    let path = try #require(parse("`order date` . x + 1").paths.first)
    #expect(path.parts == ["order date", "x"])
    #expect(path.place(of: 0) == place(0, 12))
    #expect(path.place(of: 1) == place(15, 1))
    #expect(path.place(of: nil) == place(0, 16))
    let bare = PathReference(parts: ["key", "size"], offset: 0, length: 8)
    #expect(bare.place(of: 1) == place(4, 4))
  }

  private func place(_ offset: Int, _ length: Int) -> Place {
    Place(offset: offset, length: length)
  }

  @Test func `words of the grammar are names behind a dot`() throws {
    let parsed = try parse("x.in + is.missing + null.pi")
    #expect(parsed.paths.map(\.text) == ["x.in", "is.missing", "null.pi"])
  }

  @Test func `only what the result needs is asked for`() throws {
    var bench = Workbench(["a": .integers([1]), "b": .integers([2]), "c": .integers([3])])
    bench.constants["param.flag"] = .boolean(false)
    let compiled = try bench.compile("if(param.flag, a, b + c + b)")
    #expect(compiled.inputSlots == [1, 2])
    #expect(compiled.constant == nil)
  }

  @Test func `constants are folded`() throws {
    var bench = Workbench([:])
    bench.constants["param.rate"] = .int64(8, .decimal(precision: 3, scale: 2))
    let compiled = try bench.compile("param.rate * 2 + 1")
    #expect(compiled.constant == .int64(116, compiled.type))
    #expect(compiled.inputSlots == [])
    #expect(
      try compiled.evaluate(rowCount: 3) { _ in .integers([]) }.texts == ["1.16", "1.16", "1.16"])
    #expect(try bench.compile("12mo / 1y").constant == .float64(1))
    #expect(try bench.compile("12mo > 365d").constant == .boolean(true))
    #expect(try bench.compile("250us").constant == .int64(250, .duration))
    #expect(try bench.compile("date('2024-01-31') + 1mo").constant == .int64(19782, .date))
    #expect(try bench.compile("1", expecting: .float64).constant == .float64(1))
  }

  @Test func `months held by a parameter are calendar months`() throws {
    var bench = Workbench(["d": .dates(["2024-01-31"])])
    bench.constants["param.window"] = .months(1)
    #expect(try bench.rows("d + param.window") == "date: 2024-02-29")
    #expect(try bench.rows("d + 2 * param.window") == "date: 2024-03-31")
  }

  private func codes(_ text: String, _ bench: Workbench = Workbench([:])) -> [String] {
    do {
      _ = try bench.compile(text)
      return []
    } catch let list as DiagnosticList { return list.all.map(\.code) } catch { return ["other"] }
  }

  @Test func `sums of months keep to 9999 years`() throws {
    let bench = Workbench([:])
    #expect(try bench.compile("(9998y + 1y - 2mo) / 1y > 9998").constant == .boolean(true))
    for sum in ["9999y + 1mo", "-9999y - 1y", "9998y + 2y - 9999y"] {
      #expect(codes(sum) == ["unfit-duration"], "\(sum)")
    }
    // So long a sum would no longer fit its microseconds.
    let long = Array(repeating: "9999y", count: 31).joined(separator: " + ")
    #expect(codes(long) == ["unfit-duration"])
  }

  @Test func `months stand beside a date, or compare and divide`() throws {
    let bench = Workbench(["d": .dates(["2024-01-31"]), "n": .integers([2])])
    for text in [
      "1mo", "-2y", "2 * 6mo", "n * 1mo", "1.5 * 1mo", "1mo + 1d", "d + (1mo + 1d)",
      "d + n * 1mo", "coalesce(days(n), 1mo)", "if(n > 1, 1mo, 1y)", "max(days(n), 1mo)",
    ] {
      #expect(codes(text, bench) == ["months-without-date"], "\(text)")
    }
    for (text, expected) in [
      ("d + 1mo + 1d", "2024-03-01"),
      ("if(n > 1, d + 1mo, d + 1y)", "2024-02-29"), ("add_months(d, n)", "2024-03-31"),
      ("d + 2 * 1mo", "2024-03-31"), ("if(days(n) < 1mo, d, d + 1y - 1mo)", "2024-01-31"),
    ] {
      #expect(try bench.rows(text) == "date: \(expected)", "\(text)")
    }
  }

  @Test func `intervals follow the values`() throws {
    var bench = Workbench([
      "q": .integers([1], .int32), "p": .integers([1], .decimal(precision: 10, scale: 2)),
      "x": .floats([1]), "d": .dates(["2024-01-01"]),
    ])
    bench.intervals = [
      "q": .exact(lower: 1, upper: 20), "p": .exact(lower: 100, upper: 5000),
      "x": .float(lower: 0, upper: 2), "d": .exact(lower: 19723, upper: 20088),
    ]
    #expect(try bench.compile("q * p").interval == .exact(lower: 100, upper: 100_000))
    #expect(try bench.compile("-q").interval == .exact(lower: -20, upper: -1))
    #expect(try bench.compile("max(0, 5 - q)").interval == .exact(lower: 0, upper: 4))
    #expect(try bench.compile("x / q").interval == .float(lower: 0, upper: 2))
    #expect(try bench.compile("q / x").interval == .unbounded)
    #expect(try bench.compile("year(d)").interval == .exact(lower: 2024, upper: 2024))
    #expect(try bench.compile("ceil(x * 3)").interval == .exact(lower: 0, upper: 6))
    #expect(
      try bench.compile("x", expecting: .decimal(precision: 4, scale: 2)).interval
        == .exact(lower: 0, upper: 200))
    #expect(
      Conversion.interval(.exact(lower: 1, upper: 2), from: .date, to: .timestamp(utc: false))
        == .exact(lower: 86_400_000_000, upper: 172_800_000_000))
  }

  @Test func `an interval wholly outside the type is refused`() throws {
    var bench = Workbench(["q": .integers([1], .int32)])
    bench.intervals["q"] = .exact(lower: 200, upper: 300)
    #expect(throws: DiagnosticList.self) { try bench.compile("q", expecting: .int8) }
    #expect(try bench.compile("q", expecting: .int16).type == .int16)
  }

  @Test func `long and nested expressions are read on a small stack`() throws {
    let (chain, nesting) = (195, 60)
    let texts = [
      String(repeating: "(", count: nesting) + "1" + String(repeating: ")", count: nesting),
      String(repeating: "abs(", count: nesting) + "x" + String(repeating: ")", count: nesting),
      Array(repeating: "x", count: chain).joined(separator: " + "),
      String(repeating: "not (", count: nesting) + "x = 1" + String(repeating: ")", count: nesting),
    ]
    let finished = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var results: [String] = []
    let thread = Thread {
      let bench = Workbench(["x": .floats([1])])
      for text in texts { unsafe results.append((try? bench.rows(text)) ?? "refused") }
      finished.signal()
    }
    // Builds without optimisation need more for each level.
    thread.stackSize = (SpeedTests.isOptimised ? 512 : 2048) * 1024
    thread.start()
    finished.wait()
    #expect(unsafe results == ["int64: 1", "float64: 1.0", "float64: 195.0", "boolean: true"])
  }

  @Test func `deeper nesting is refused`() {
    for text in [
      String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "1",
      String(repeating: "not ", count: 2000) + "true",
      Array(repeating: "1", count: 2000).joined(separator: " + "),
      String(repeating: "if(true, ", count: 900),
    ] {
      #expect(throws: DiagnosticList.self) { try parse(text) }
    }
  }

  @Test func `functions are sorted, named once, and their examples parse`() throws {
    let names = FunctionRegistry.all.map { $0.name }
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    for function in FunctionRegistry.all {
      #expect(try parse(function.example).root.place.length > 0)
      #expect(function.example.contains(function.name + "("), "\(function.name)")
      #expect(function.signature.hasPrefix(function.name + "("), "\(function.name)")
      #expect(function.summary.hasSuffix(".") || function.summary.hasSuffix(")."))
    }
  }

  @Test func `every function of the sources is registered`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Expressions/Functions").standardized
    var names: [String] = []
    for file in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let marker = "  static let name = \""
        if line.hasPrefix(marker) { names.append(String(line.dropFirst(marker.count).dropLast())) }
      }
    }
    #expect(names.sorted() == FunctionRegistry.all.map { $0.name })
  }

  @Test func `places in folded text point into the document`() throws {
    let first = DocumentLocation(file: "shop.yaml", line: 3, column: 9, offset: 40)
    let second = DocumentLocation(file: "shop.yaml", line: 4, column: 11, offset: 60)
    let text = LocatedText(
      "a > 1 and b == 2",
      segments: [.init(start: 0, location: first), .init(start: 6, location: second)], pointer: "/x"
    )
    do {
      _ = try ExpressionParser.parse(text)
      Issue.record("'==' was read")
    } catch {
      #expect(error.all.map(\.location.line) == [4])
      #expect(error.all.map(\.location.column) == [17])
      #expect(error.all.first?.edit?.location.offset == 66)
    }
  }

  @Test(arguments: [
    ("20%", "decimal(2,2): 0.20"), ("12.5%", "decimal(3,3): 0.125"), ("100%", "decimal(3,2): 1.00"),
    ("if(x > 1, 20%, 3%)", "decimal(2,2): 0.20"), ("x * 50%", "float64: 1.0"),
    ("50% * x", "float64: 1.0"), ("5%-1%", "decimal(3,2): 0.04"),
    ("x > 5% and x < 300%", "boolean: true"),
    ("5% between 1% and 10%", "boolean: true"), ("x in (5%, 200%)", "boolean: true"),
  ])
  func `a percentage is a decimal`(text: String, expected: String) throws {
    #expect(try Workbench(["x": .floats([2])]).rows(text) == expected)
  }

  @Test(arguments: ["7 % 2", "x % 2", "7%2", "7 %(2)", "x%x", "5%'a'"])
  func `the sign of a remainder is none of a percentage`(text: String) {
    let bench = Workbench(["x": .floats([2])])
    #expect(throws: DiagnosticList.self) { try bench.rows(text) }
  }
}
