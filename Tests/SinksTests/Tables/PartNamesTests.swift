import Columnar
import Testing

@testable import Sinks

@Suite struct PartNamesTests {
  private func utf8(_ values: String?...) -> [[UInt8]?] { values.map { $0.map { Array($0.utf8) } } }

  @Test func `one file keeps its name, several are numbered before the ending`() {
    #expect(PartNames("a/b.csv").path([], number: 0) == "a/b.csv")
    let sized = PartNames("a/b.csv.gz", ending: "csv.gz", isNumbered: true)
    #expect(sized.path([], number: 12) == "a/b-00012.csv.gz")
    #expect(PartNames("b", ending: "csv", isNumbered: true).path([], number: 1) == "b-00001")
    let folder = PartNames("a", .folder, ending: "parquet", shared: { $0 + "!" })
    #expect(folder.path([], number: 123_456) == "a/part-123456.parquet!")
  }

  @Test func `values of folders are escaped as Hive does`() {
    let names = PartNames("t", .hive, keys: ["year", "r"], ending: "parquet")
    #expect(names.path(utf8("2024", "x"), number: 0) == "t/year=2024/r=x/part-00000.parquet")
    #expect(
      names.path(utf8(nil, "a/b=c%\"\n\u{7F}é ~"), number: 0)
        == "t/year=__HIVE_DEFAULT_PARTITION__/r=a%2Fb%3Dc%25%22%0A%7Fé ~/part-00000.parquet")
    #expect(
      names.path(utf8("", "__HIVE_DEFAULT_PARTITION__"), number: 0)
        == "t/year=/r=%5F_HIVE_DEFAULT_PARTITION__/part-00000.parquet")
    #expect(
      names.path(utf8("Aé", "b1"), number: 0, isStrict: true)
        == "t/year=%41%C3%A9/r=%621/part-00000.parquet")
  }

  @Test func `values stand where the braces are and are never read as keys`() {
    let names = PartNames("{a}/x-{b}.csv", .named, keys: ["a", "b"], ending: "csv")
    #expect(names.path(utf8("{b}", "2"), number: 0) == "%7Bb%7D/x-2.csv")
    #expect(names.path(utf8("..", ""), number: 0) == "%2E%2E/x-%.csv")
    #expect(names.path(utf8(nil, "."), number: 0) == "__HIVE_DEFAULT_PARTITION__/x-%2E.csv")
    #expect(names.path(utf8("x.y.CSV", "1.csv"), number: 0) == "x.y%2ECSV/x-1.csv.csv")
    #expect(names.path(utf8("x.gz.y", "1"), number: 0) == "x.gz.y/x-1.csv")
    let other = PartNames("{a}/{c}}{.csv", .named, keys: ["a"], ending: "csv", isNumbered: true)
    #expect(other.path(utf8("1"), number: 2) == "1/{c}}{-00002.csv")
  }

  @Test func `no two values have one name, whatever the case`() {
    let bytes = Array(0...127).map { UInt8($0) }
    var plain: Set<String> = []
    var strict: Set<String> = []
    for one in bytes {
      for other in bytes {
        plain.insert(PathText.escaped([one, other], isStrict: false))
        strict.insert(PathText.escaped([one, other], isStrict: true).lowercased())
      }
    }
    #expect(plain.count == 128 * 128 && strict.count == 128 * 128)
  }
}
