import Testing

@testable import Generators

@Suite struct SexOfPersonTests {
  @Test(arguments: [
    ("Female", true), ("WOMAN", true), ("f", true), ("Frau", true), ("mujer", true), ("女", true),
    ("2", true), ("Male", false), ("m", false), ("Mann", false), ("homme", false), ("男性", false),
    ("1", false),
  ])
  func `words of many languages tell a sex`(word: String, isFemale: Bool) {
    #expect(SexOfPerson.isFemale(word) == isFemale)
  }

  @Test(arguments: ["Other", "Prefer not to say", "x", "", "0", "9"])
  func `other words leave it open`(word: String) {
    #expect(SexOfPerson.isFemale(word) == nil)
  }
}
