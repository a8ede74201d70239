/// A fact of persons, places or companies that a column of texts seems to hold, by its name.
struct TextFact {
  let word: String
  let fact: String

  /// By the last words of a name.
  private static let facts: [(name: [String], word: String, fact: String)] = [
    (["first", "name"], "person", "first_name"), (["given", "name"], "person", "first_name"),
    (["last", "name"], "person", "last_name"), (["surname"], "person", "last_name"),
    (["family", "name"], "person", "last_name"), (["full", "name"], "person", "full_name"),
    (["customer", "name"], "person", "full_name"), (["owner"], "person", "full_name"),
    (["email"], "person", "email"), (["username"], "person", "username"),
    (["user", "name"], "person", "username"), (["phone"], "person", "phone"),
    (["telephone"], "person", "phone"), (["job"], "person", "job"),
    (["city"], "place", "city"), (["state"], "place", "state"), (["street"], "place", "street"),
    (["company"], "company", "name"), (["company", "name"], "company", "name"),
  ]

  /// Whether values can be kept apart.
  var mayBeUnique: Bool { ["email", "username"].contains(fact) }

  init?(_ profile: ColumnProfile) {
    let words = NameAffinity.words(profile.name)
    let isPerson = words == ["name"] && (profile.text?.longest ?? 0) > 6
    guard
      let found = TextFact.facts.first(where: { words.suffix($0.name.count) == $0.name[...] })
        ?? (isPerson ? (["name"], "person", "full_name") : nil),
      // Codes are of a form, facts are not; addresses of mail look like one.
      profile.text?.pattern == nil || ["email", "phone", "username"].contains(found.fact)
    else { return nil }
    (word, fact) = (found.word, found.fact)
  }
}
