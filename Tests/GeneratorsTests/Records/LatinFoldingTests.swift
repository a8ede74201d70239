import Columnar
import Testing

@testable import Generators

@Suite struct LatinFoldingTests {
  private static func folded(_ text: String, _ language: String) -> String {
    let folded = LatinFolding(language: language).folded(TextDictionary([text]).values)
    return folded.string(at: 0)
  }

  @Test(arguments: [
    ("Müller-Lüdenscheid", "de", "muellerluedenscheid"), ("Größe", "de", "groesse"),
    ("Björk", "sv", "bjork"), ("Ångström", "sv", "angstrom"), ("Łukasz Żółć", "pl", "lukaszzolc"),
    ("François Cœur", "fr", "francoiscoeur"), ("Şahin Yıldız İpek", "tr", "sahinyildizipek"),
    ("Søren Æbelø", "da", "sorenaebelo"), ("O'Neill", "en", "oneill"), ("João", "pt", "joao"),
    ("山田", "ja", ""), ("", "en", ""),
  ])
  func `names become small letters and digits`(text: String, language: String, expected: String) {
    #expect(Self.folded(text, language) == expected)
  }
}
