import Validation

/// What `validate` holds data to, as a page.
enum CheckReference {
  static var text: String {
    var text = """
      # Checks

      What `datagen validate` holds data to, made by `datagen docs --checks`. How it judges is told in
      [validation.md](validation.md).

      | check | layer | what is so |
      | --- | --- | --- |

      """
    for check in Checks.all {
      text += "| `\(check.code)` | \(check.layer.rawValue) | \(check.summary) |\n"
    }
    return text
  }
}
