import Planning
import Testing

/// Paths with braces that cannot meet are fine, as far as the values of their keys are known.
@Suite struct FileNamePatternTests {
  private static func document(_ files: String) -> String {
    """
    datagen: 1
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      s:
        rows: 10
        columns:
          a: {choice: [north, south], missing: 10%}
          n: {integer: {from: 1, to: 2_000_000_000}}
          m: {integer: {from: 0, to: 40}, missing: 5%}
          day: {date: {from: 2024-01-01, to: 2024-12-31}}
          free: {pattern: "[a-z]{3}"}
          yes: {chance: 50%}
          v: {uniform: {from: 0, to: 1}}
      other: {rows: 1, columns: {x: 1}}
    output:
      format: csv
      tables: \(files)
    """
  }

  @Test(arguments: [
    // What stands between the braces tells which is which.
    "{s: {file: '{a}-{n}.csv', split: [a, n]}}",
    "{s: {file: '{day}_{n}.csv', split: [day, n]}}",
    "{s: {file: '{a}{n}.csv', split: [a, n]}}",
    "{s: {file: '{yes}{a}.csv', split: [yes, a]}}",
    "{s: {file: '{m}-{n}-{m}x{yes}.csv', split: [m, n, yes]}}",
    "{s: {file: '{free}/{a}.csv', split: [free, a]}}",
    // Values that the other path has not.
    "{s: {file: '{a}.csv', split: [a]}, other: {file: west.csv}}",
    "{s: {file: '{n}.csv', split: [n]}, other: {file: x.csv}}",
    "{s: {file: '{n}.csv', split: [n]}, other: {file: __HIVE_DEFAULT_PARTITION__.csv}}",
    "{s: {file: '{free}/s.csv', split: [free]}, other: {file: t/u/x.csv}}",
    "{s: {file: 's.csv', file_size: 1MB}, other: {file: s-0012.csv}}",
    "{s: {file: 's.csv', file_size: 1MB}, other: {file: s.csv}}",
    "{s: [{file: '{a}.csv', split: [a]}, {file: '{n}.csv', split: [n]}]}",
    // A folder is never named like a file of data.
    "{s: {file: '{free}/x/{a}.csv', split: [free, a]}, other: {file: other.csv}}",
    "{s: [{file: '{yes}', split: [yes]}, {file: h/, hive: [a]}]}",
  ])
  func `accepts paths that cannot meet`(files: String) {
    #expect(PlanBench.codes(Self.document(files)) == [])
  }

  @Test(arguments: [
    ("{s: {file: '{m}{n}.csv', split: [m, n]}}", "joined-braces"),
    ("{s: {file: '{day}-{n}x{free}{m}.csv', split: [day, n, free, m]}}", "joined-braces"),
    ("{s: {file: '{a}.csv', split: [a]}, other: {file: NORTH.csv}}", "same-file"),
    (
      "{s: {file: '{a}.csv', split: [a]}, other: {file: __hive_default_partition__.csv}}",
      "same-file"
    ),
    ("{s: {file: '{n}.csv', split: [n]}, other: {file: 2.csv}}", "same-file"),
    ("{s: {file: 's.csv', file_size: 1MB}, other: {file: s-123456.csv}}", "same-file"),
    ("{s: [{file: '{free}', split: [free]}, {file: h/, hive: [a]}]}", "same-file"),
    ("{s: [{file: '{yes}', split: [yes]}, {file: true/x/, hive: [a]}]}", "file-is-folder"),
  ])
  func `refuses paths that may meet`(files: String, code: String) {
    #expect(Set(PlanBench.codes(Self.document(files))) == [code])
  }
}
