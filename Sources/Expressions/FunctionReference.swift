/// The section of the reference that lists the functions, in Markdown.
package enum FunctionReference {
  package static var text: String {
    var text = """

      ## Functions

      What expressions may call, beside operators and the names of columns. A missing argument makes \
      the result missing, unless its line says otherwise.

      | function | meaning | example |
      | --- | --- | --- |

      """
    for function in FunctionRegistry.all {
      let cells = ["`\(function.signature)`", function.summary, "`\(function.example)`"]
      let escaped = cells.map { $0.replacing("|", with: "\\|") }
      text += "| \(escaped.joined(separator: " | ")) |\n"
    }
    return text
  }
}
