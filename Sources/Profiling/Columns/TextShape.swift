import Claims
import Validation

/// What texts of a column look like.
package struct TextShape: Encodable, Sendable {
  /// In characters.
  package let shortest: Int
  package let longest: Int
  /// A regular expression that all texts match, in the syntax of the generator `pattern`.
  package var pattern: String?
  /// Where texts are the same but for a number of fixed width: what stands before and behind it.
  package var numbered: Numbered?

  package struct Numbered: Encodable, Sendable {
    package var before: String
    package var behind: String
    /// Digits at least.
    package var width: Int
    package var least: Int
    package var greatest: Int
  }

  init(shortest: Int, longest: Int) {
    self.shortest = shortest
    self.longest = longest
  }

  private static let sampleRows = 10_000

  /// Looks for a form in some texts, and holds it against all.
  static func look(
    _ profiles: inout [ColumnProfile], _ columns: [OpenColumn], from: String, _ engine: SQLEngine
  ) throws(SQLError) {
    for index in columns.indices
    where columns[index].kind == .text && profiles[index].present > 0 && !profiles[index].isConstant
    {
      guard let shape = profiles[index].text, shape.longest <= TextPattern.mostCharacters else {
        continue
      }
      let value = columns[index].sql
      let texts = try engine.rows(
        "SELECT DISTINCT \(value) FROM (SELECT \(value) FROM \(from) WHERE \(value) IS NOT NULL "
          + "LIMIT \(sampleRows)) ORDER BY 1"
      ).compactMap { $0.first?.text }
      // The first rows may know fewer characters than all, and the ends are of all.
      let ends = [profiles[index].least, profiles[index].greatest].compactMap { $0 }
      guard let pattern = TextPattern(texts + ends) else { continue }
      let row = try engine.rows(
        "SELECT count(*) FILTER (WHERE NOT regexp_full_match(\(value), "
          + "\(SQLText.literal(pattern.text)))) FROM \(from)")
      guard row.first?.first?.int == 0 else { continue }
      profiles[index].text?.pattern = pattern.text
      guard let (before, behind) = pattern.aroundNumber else { continue }
      let digits =
        "substring(\(value), \(before.unicodeScalars.count + 1), "
        + "length(\(value)) - \(before.unicodeScalars.count + behind.unicodeScalars.count))"
      let range = try engine.rows(
        "SELECT min(TRY_CAST(\(digits) AS BIGINT)), max(TRY_CAST(\(digits) AS BIGINT)) "
          + "FROM \(from) WHERE \(value) IS NOT NULL")
      if let row = range.first, let least = row[0].int, let greatest = row[1].int {
        profiles[index].text?.numbered = Numbered(
          before: before, behind: behind,
          width: shape.shortest - before.unicodeScalars.count - behind.unicodeScalars.count,
          least: Int(least), greatest: Int(greatest))
      }
    }
  }
}
