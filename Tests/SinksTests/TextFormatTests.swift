import Columnar
import Encoding
import Foundation
import Testing

@testable import Sinks

/// What CSV and JSON Lines write, character by character.
@Suite struct TextFormatTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func write(
    _ columns: [Column], csv: Bool, nonFinite: NonFinite = .refuse,
    options: CSVOptions = CSVOptions()
  ) throws -> String {
    let layout = TableLayout(
      table: "t",
      fields: columns.enumerated().map { Field("c\($0)", $1.type, isNullable: true) })
    let file = try OutputFile.single(place.file("t"), force: true)
    let sink: any BatchSink =
      csv
      ? try CSVSink(layout: layout, file: file, options: options)
      : try JSONLinesSink(layout: layout, file: file, nonFinite: nonFinite)
    defer { sink.discard() }
    let encoder = sink.makeEncoder()
    try encoder.append(Batch(columns: columns, rowCount: columns[0].count))
    try sink.write(try encoder.finish())
    _ = try sink.finish()
    try file.publish()
    return try place.text(of: "t")
  }

  private func texts(_ texts: [String]) -> TextColumn { .plain(TextDictionary(texts).values) }

  private func cells(_ column: Column) throws -> [String] {
    try write([column], csv: true).split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().dropLast().map(String.init)
  }

  @Test func `CSV quotes only what needs it and tells null from empty text`() throws {
    let validity = Bitmap(count: 6) { $0 != 5 }
    let column = Column(
      .text, .text(texts(["", "plain", "a,b", "a\"b", "a\nb", "unseen"])), validity: validity)
    let key = Column(.int64, .int64([1, 2, 3, 4, 5, 6]))
    #expect(
      try write([key, column], csv: true)
        == "c0,c1\n1,\"\"\n2,plain\n3,\"a,b\"\n4,\"a\"\"b\"\n5,\"a\nb\"\n6,\n")
  }

  @Test func `CSV writes the text for nulls, and quotes it where it is a value`() throws {
    let validity = Bitmap(count: 5) { $0 != 4 }
    let values = texts(["NULL", "NUL", "", "NULLS", "unseen"])
    let plain = Column(.text, .text(values), validity: validity)
    let codes = Column(
      .text,
      .text(
        .dictionary(codes: [0, 1, 2, 3, 0], TextDictionary(["NULL", "NUL", "", "NULLS"]))),
      validity: validity)
    let number = Column(.int64, .int64([1, 2, 3, 4, 5]), validity: validity)
    let text = try write([number, plain, codes], csv: true, options: CSVOptions(nullText: "NULL"))
    #expect(
      text == """
        c0,c1,c2
        1,"NULL","NULL"
        2,NUL,NUL
        3,"",""
        4,NULLS,NULLS
        NULL,NULL,NULL

        """)
    let layout = TableLayout(
      table: "t",
      fields: [
        Field("c0", .int64, isNullable: true), Field("c1", .text, isNullable: true),
        Field("c2", .text, isNullable: true),
      ])
    let reader = try TableReaders.open(
      place.file("t"), format: "csv", layout: layout,
      options: ReaderOptions(csv: CSVOptions(nullText: "NULL")))
    let batch = try #require(try reader.next())
    for column in batch.columns {
      #expect((0..<5).map(column.isNull) == [false, false, false, false, true])
    }
    #expect((0..<4).map { batch.columns[1].text(at: $0) } == ["NULL", "NUL", "", "NULLS"])
  }

  @Test func `CSV takes another delimiter, quotes all values and leaves the header out`() throws {
    let validity = Bitmap(count: 4) { $0 != 3 }
    let columns = [
      Column(.text, .text(texts(["a,b", "a;b", "a\"b", "unseen"])), validity: validity),
      Column(.int64, .int64([-1, 2, 3, 4]), validity: validity),
      Column(.date, .int64([0, 1, 2, 3])),
      Column(.float64, .float64([0.5, .nan, 1, 2])),
    ]
    #expect(
      try write(columns, csv: true, options: CSVOptions(delimiter: UInt8(ascii: ";"))) == """
        c0;c1;c2;c3
        a,b;-1;1970-01-01;0.5
        "a;b";2;1970-01-02;NaN
        "a""b";3;1970-01-03;1.0
        ;;1970-01-04;2.0

        """)
    #expect(
      try write(
        columns, csv: true,
        options: CSVOptions(quoting: .all, hasHeader: false, nullText: "NULL")) == """
          "a,b","-1","1970-01-01","0.5"
          "a;b","2","1970-01-02","NaN"
          "a""b","3","1970-01-03","1.0"
          NULL,NULL,"1970-01-04","2.0"

          """)
  }

  @Test func `what needs quotes or escapes is found wherever it stands`() throws {
    let plain = String(repeating: "abcdefghijklmnopqrstuvwxyzäöü", count: 2)
    var values: [String] = []
    for place in 0...40 {
      for special in ["\"", ",", "\n", "\r", "\\", "\t", "\u{1F}", "x"] {
        values.append(plain.prefix(place) + special + plain.prefix(40 - place))
        values.append(plain.prefix(place) + special)
      }
    }
    let column = Column(.text, .text(texts(values)))
    let csv = values.map { value in
      value.contains { "\",\n\r".contains($0) }
        ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
    #expect(try write([column], csv: true) == "c0\n" + csv.map { $0 + "\n" }.joined())
    let names = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"]
    let json = values.map { value in
      "{\"c0\":\""
        + value.unicodeScalars.map {
          names[String($0)] ?? ($0 == "\u{1F}" ? "\\u001f" : String($0))
        }
        .joined() + "\"}\n"
    }
    #expect(try write([column], csv: false) == json.joined())
  }

  @Test func `JSON escapes as RFC 8259 asks`() throws {
    let column = Column(
      .text, .text(texts(["", "a\"b\\c/d", "\n\r\t\u{8}\u{C}", "\u{1}\u{1F}\u{7F}é𝄞"])))
    #expect(
      try write([column], csv: false) == """
        {"c0":""}
        {"c0":"a\\"b\\\\c/d"}
        {"c0":"\\n\\r\\t\\b\\f"}
        {"c0":"\\u0001\\u001f\u{7F}é𝄞"}

        """)
  }

  @Test func `JSON writes null, truth and numbers bare and times as text`() throws {
    let validity = Bitmap(count: 2) { $0 == 0 }
    let columns = [
      Column(.boolean, .boolean([true, false])),
      Column(.int64, .int64([-5, 7]), validity: validity),
      Column(.decimal(precision: 5, scale: 2), .int64([-5, 12_345])),
      Column(.date, .int64([0, 1])),
      Column(.timestamp(utc: true), .int64([0, 1])),
      Column(.uuid, .uuid([1, UInt128.max])),
    ]
    #expect(
      try write(columns, csv: false) == """
        {"c0":true,"c1":-5,"c2":-0.05,"c3":"1970-01-01","c4":"1970-01-01T00:00:00.000000Z",\
        "c5":"00000000-0000-0000-0000-000000000001"}
        {"c0":false,"c1":null,"c2":123.45,"c3":"1970-01-02","c4":"1970-01-01T00:00:00.000001Z",\
        "c5":"ffffffff-ffff-ffff-ffff-ffffffffffff"}

        """)
  }

  @Test func `integers around every power of ten`() throws {
    var values: [Int64] = [0, .min, .max]
    var power: Int64 = 1
    for _ in 0..<19 {
      values += [power - 1, power, power + 1, -power, 1 - power]
      power = power &* 10
    }
    #expect(try cells(Column(.int64, .int64(values))) == values.map { String($0) })
  }

  @Test func `decimals at every scale`() throws {
    for precision in [1, 9, 18, 19, 38] {
      for scale in 0...precision {
        let limit = LogicalType.powerOfTen(precision) - 1
        let values: [Int128] = [0, 1, -1, limit, -limit, limit / 7, -limit / 77]
        let type = LogicalType.decimal(precision: precision, scale: scale)
        let column = Column(
          type, precision <= 18 ? .int64(values.map { Int64($0) }) : .int128(values))
        let expected = values.map { value -> String in
          var digits = String(value.magnitude)
          digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
          if scale > 0 {
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
          }
          return (value < 0 ? "-" : "") + digits
        }
        #expect(try cells(column) == expected)
      }
    }
  }

  @Test func `days and times from year 1 to 9999`() throws {
    let days: [Int64] = Array(stride(from: -719_162, through: 2_932_896, by: 1237)) + [2_932_896]
    #expect(
      try cells(Column(.date, .int64(days))) == days.map { CivilTime.format(date: $0) })
    let times = days.map { $0 * 86_400_000_000 + ($0 &* 7_919_654_321) & 0xF_FFFF_FFFF }
    #expect(
      try cells(Column(.timestamp(utc: false), .int64(times)))
        == times.map { time in
          let text = CivilTime.format(timestamp: time).replacing(" ", with: "T")
          return text.contains(".") ? text : text + ".000000"
        })
    #expect(
      try cells(Column(.time, .int64([0, 86_399_999_999, 3_661_000_001])))
        == ["00:00:00.000000", "23:59:59.999999", "01:01:01.000001"])
  }

  @Test func `floats are the shortest that read back, whole ones with a point`() throws {
    let values: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e15, 1e16, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    #expect(
      try cells(Column(.float64, .float64(values))) == [
        "0.0", "-0.0", "1.0", "-1.0", "0.1", "1000000000000000.0", "1e+16", "1e-05", "5e-324",
        "1.7976931348623157e+308",
      ])
    #expect(
      try cells(Column(.float32, .float64([Double(Float(0.1)), 16_777_216, 1e10])))
        == ["0.1", "16777216.0", "1e+10"])
    #expect(
      try cells(Column(.float64, .float64([.nan, .infinity, -.infinity])))
        == ["NaN", "inf", "-inf"])
  }

  @Test func `JSON refuses numbers that are not finite, or writes null`() throws {
    let column = Column(
      .float64, .float64([1, .nan, -.infinity]), validity: Bitmap(repeating: true, count: 3))
    let key = Column(.int64, .int64([1, 2, 3]))
    #expect(
      throws: SinkError(
        .output, path: place.file("t"), table: "t",
        reason: "column 'c1' holds a number that is not finite, which JSON has no word for; "
          + "choose another format")
    ) { try write([key, column], csv: false) }
    #expect(
      try write([column], csv: false, nonFinite: .null)
        == "{\"c0\":1.0}\n{\"c0\":null}\n{\"c0\":null}\n")
    // What a null row holds is nobody's business.
    let hidden = Column(.float64, .float64([.nan]), validity: Bitmap(repeating: false, count: 1))
    #expect(try write([hidden], csv: false) == "{\"c0\":null}\n")
  }

  @Test func `dictionary texts are written as plain ones, large dictionaries too`() throws {
    let entries = (0..<9000).map { $0 % 3 == 0 ? "a,\($0)" : "b\"\($0)" } + [""]
    for dictionary in [TextDictionary(Array(entries.prefix(10))), TextDictionary(entries)] {
      let codes = (0..<20).map { Int32($0 * 7919 % dictionary.count) }
      let validity = Bitmap(count: 20) { $0 % 4 != 0 }
      let coded = Column(.text, .text(.dictionary(codes: codes, dictionary)), validity: validity)
      let plain = Column(
        .text, .text(texts(codes.map { dictionary[Int($0)] })), validity: validity)
      for csv in [true, false] {
        #expect(try write([coded], csv: csv) == write([plain], csv: csv))
      }
    }
  }

  /// A row of each: [1, null], [], null; {a: "x,y", b: {…}}, null; maps.
  private static let nested: [Column] = {
    let numbers = Column(
      .list(of: .int64, isNullable: true),
      .list(
        ListValues(
          offsets: [0, 2, 2, 3],
          elements: Column(
            .int64, .int64([1, 0, 9]), validity: Bitmap(count: 3) { $0 != 1 }))),
      validity: Bitmap(count: 3) { $0 != 2 })
    let parts = Column(
      .structure([
        Field("a \"quoted\"", .text, isNullable: false), Field("b", .date, isNullable: true),
      ]),
      .structure(
        StructureValues(
          [
            Column(.text, .text(.plain(TextDictionary(["x,\"y\"", "", "hidden"]).values))),
            Column(.date, .int64([0, 1, 2]), validity: Bitmap(count: 3) { $0 == 0 }),
          ], count: 3)), validity: Bitmap(count: 3) { $0 != 2 })
    let entries = Column(
      .structure([
        Field("key", .int32, isNullable: false), Field("value", .float64, isNullable: false),
      ]),
      .structure(
        StructureValues(
          [Column(.int32, .int64([1, 2])), Column(.float64, .float64([0.5, -1]))], count: 2)))
    let maps = Column(
      .map(key: .int32, value: .float64, isNullable: false),
      .list(ListValues(offsets: [0, 2, 2, 2], elements: entries)))
    let documents = Column(
      .json, .text(.plain(TextDictionary(["{ \"k\": [1,\n 2] }", "null", "\"a b\""]).values)))
    return [numbers, parts, maps, documents]
  }()

  @Test func `JSON Lines write nested values as they are`() throws {
    #expect(
      try write(Self.nested, csv: false) == """
        {"c0":[1,null],"c1":{"a \\"quoted\\"":"x,\\"y\\"","b":"1970-01-01"},\
        "c2":{"1":0.5,"2":-1.0},"c3":{"k":[1,2]}}
        {"c0":[],"c1":{"a \\"quoted\\"":"","b":null},"c2":{},"c3":null}
        {"c0":null,"c1":null,"c2":{},"c3":"a b"}

        """)
  }

  @Test func `CSV writes nested values as JSON`() throws {
    #expect(
      try write(Self.nested, csv: true) == #"""
        c0,c1,c2,c3
        "[1,null]","{""a \""quoted\"""":""x,\""y\"""",""b"":""1970-01-01""}",\#
        "{""1"":0.5,""2"":-1.0}","{ ""k"": [1,
         2] }"
        [],"{""a \""quoted\"""":"""",""b"":null}",{},null
        ,,{},"""a b"""

        """#)
  }

  @Test(arguments: [true, false])
  func `a number within that is not finite is refused`(csv: Bool) throws {
    let column = Column(
      .list(of: .float64, isNullable: false),
      .list(ListValues(offsets: [0, 1], elements: Column(.float64, .float64([.nan])))))
    do {
      _ = try write([column], csv: csv)
      Issue.record("nothing was thrown")
    } catch let error as SinkError {
      #expect(
        error.reason == "column 'c0' holds a number that is not finite, which JSON has no word "
          + "for; choose another format")
    }
  }
}
