import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A fact of the web page of the row: its address is on its domain, which is reserved.
///
/// - Draws: lanes of what the columns of a row share under `web`.
/// - Reference: RFC 2606 and RFC 6761, names kept for examples and tests.
struct WebKind: RecordWord {
  static let shared: [String] = []
  static let syntax = GeneratorSyntax(
    "web",
    "A fact of the web page this row describes, on a domain that is reserved and leads nowhere: the columns of one row agree.",
    argument: .word(["domain", "host", "path", "url"]), options: [of])

  private static let domains = CodeForm(
    "domain",
    "(b[aeiou]|d[aeio]|f[aeiou]|k[aeio]|l[aeiou]|m[aeiou]|n[aeiou]|p[aeio]|r[aeiou]|s[aeio]|t[aeiou]"
      + "|v[aeio]|z[aeo]){3,4}(\\.example|\\.test|\\.example\\.(com|net|org))"
  ).texts()
  private static let hosts = CodeForm("host", "(api|blog|docs|shop|www|www|www|www)\\.").texts()
  private static let paths = CodeForm(
    "path",
    "/((about|contact|help|jobs|news|prices|search)|(articles|blog|guides|news)/20(1\\d|2[0-5])/[a-z]{4,9}(-[a-z]{3,8}){1,3}"
      + "|(basket|items|orders|products|users)/[1-9]\\d{2,6})(\\.html)?"
  ).texts()

  private let field: String
  private let stream: RecordStream
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    field = try call.literal().text
    stream = WebKind.stream(call)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let stream = stream(request)
    func part(_ name: String, _ texts: CodeTexts) -> PlainText {
      texts.drawn(stream.lane(name), request.rowKeys)
    }
    switch field {
    case "domain": return Column(.text, .text(.plain(part(field, WebKind.domains))))
    case "path": return Column(.text, .text(.plain(part(field, WebKind.paths))))
    default: break
    }
    var assembly = TextAssembly(count: request.count)
    if field == "url" { assembly.add("https://") }
    assembly.add(.texts(part("host", WebKind.hosts)))
    assembly.add(.texts(part("domain", WebKind.domains)))
    if field == "url" { assembly.add(.texts(part("path", WebKind.paths))) }
    return Column(.text, .text(.plain(assembly.texts())))
  }
}
