import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// What stands before the `@` of a person's addresses, which is also the user name: the name in
/// small letters.
///
/// Where a column of the record is `unique`, a number that no two row keys share follows the name;
/// else the name is shortened in some of the ways people do, with a year or not.
struct MailNames: Sendable {
  private let names: PersonNames
  private let folding: LatinFolding
  /// The first names of the lists, and behind them their first letters.
  private let shortened: PlainText
  /// Whether all differ.
  let isNumbered: Bool

  /// The fixed space of numbers; row keys beyond it stand for themselves.
  private static let space: UInt64 = 10_000_000_000

  /// How names are joined: the whole first name or its first letter, what stands between, whether
  /// a number follows, and how often.
  private static let styles: [(isWhole: Bool, joint: Int32, isNumbered: Bool, weight: Double)] = [
    (true, 1, false, 34), (true, 1, true, 26), (false, 0, false, 10), (false, 0, true, 14),
    (true, 0, true, 8), (true, 2, false, 8),
  ]
  private static let alias = AliasTable(weights: styles.map(\.weight))
  private static let joints = PlainText(offsets: [0, 0, 1, 2], bytes: Array("._".utf8))
  /// Nothing, and 1 to 99.
  private static let numbers: PlainText = {
    var numbers = PlainText()
    numbers.append("")
    for number in 1...99 { numbers.append(String(number)) }
    return numbers
  }()

  init(_ parts: RecordParts) throws(DiagnosticList) {
    folding = LatinFolding(language: parts.language)
    names = try PersonNames(parts, folded: folding)
    shortened = MailNames.shortened(names.firstTexts)
    isNumbered = parts.scope.asks(for: ["email", "username", "work_email"]) {
      $0.modifiers.flag("unique") ?? false
    }
  }

  func add(_ rows: RecordRows, to assembly: inout TextAssembly) throws(EvaluationError) {
    let draw = try names.draw(rows)
    let first = try names.firstPart(draw, rows, folding)
    let last = try names.lastPart(draw, rows, folding)
    if isNumbered {
      let permutation = Permutation(rows.person.lane("address"), size: MailNames.space)
      assembly.add(first)
      assembly.add(".")
      assembly.add(last)
      assembly.add(
        .number(
          (0..<rows.count).map { row in
            let key = rows.keys[row]
            return key < MailNames.space ? permutation(key) : key
          }))
      return
    }
    let styles = MailNames.alias.picks(rows.person.lane("mail style"), rows.keys)
    let numbers = rows.person.lane("mail number").bits(for: rows.keys)
    assembly.add(shortened(first, styles, isGiven: names.isFirstGiven))
    assembly.add(.coded(MailNames.joints, styles.map { MailNames.styles[Int($0)].joint }))
    assembly.add(last)
    assembly.add(
      .coded(
        MailNames.numbers,
        styles.indices.map { row in
          guard MailNames.styles[Int(styles[row])].isNumbered else { return 0 }
          return 1 + Int32(numbers[row].multipliedFullWidth(by: 99).high)
        }))
  }

  /// The first letter alone in rows of such a style.
  private func shortened(
    _ part: TextAssembly.Part, _ styles: [Int32], isGiven: Bool
  ) -> TextAssembly.Part {
    guard case .coded(let texts, let codes) = part else { return part }
    let shift = Int32(texts.count)
    return .coded(
      isGiven ? MailNames.shortened(texts) : shortened,
      codes.indices.map { row in
        MailNames.styles[Int(styles[row])].isWhole ? codes[row] : codes[row] &+ shift
      })
  }

  private static func shortened(_ texts: PlainText) -> PlainText {
    var all = texts
    for row in 0..<texts.count {
      let range = texts.range(at: row)
      all.bytes.append(contentsOf: texts.bytes[range.prefix(1)])
      all.offsets.append(all.offsets[all.offsets.count - 1] + Int32(min(range.count, 1)))
    }
    return all
  }
}
