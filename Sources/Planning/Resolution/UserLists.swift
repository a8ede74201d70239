import Diagnostics
import Generators
import SchemaModel

/// The lists of words that a document takes from files, each read once.
struct UserLists {
  private let files: [(name: Scalar, file: ListFile)]
  /// Lists that could not be read, which has been reported.
  let unread: Set<String>
  /// Whether there may be lists of which nothing is known.
  let areUnread: Bool

  init(_ document: DocumentSpec, _ data: DataFiles, _ problems: inout DiagnosticList) {
    var files: [(name: Scalar, file: ListFile)] = []
    var unread = Set<String>()
    for spec in document.vocabularies {
      do throws(DiagnosticList) {
        let file = try ListFile(spec.name, spec.arguments) { (path, column) throws(DataProblem) in
          try data.column(path, column)
        }
        files.append((spec.name, file))
      } catch {
        problems.all += error.all
        unread.insert(spec.name.text)
      }
    }
    self.files = files
    self.unread = unread
    areUnread = document.unread.areVocabularies || document.unread.hasUnknownWords
  }

  /// The words of a locale with these lists, and what keeps some from being theirs.
  func words(
    of locale: String, _ call: GeneratorCall
  ) throws(DiagnosticList) -> (words: Vocabulary, problems: [Diagnostic]) {
    if case .literal(let name) = call.argument, call.word == "word",
      unread.contains(name.text) || areUnread
    {
      throw DiagnosticList()
    }
    let own = try Vocabulary.checked(locale, call)
    if files.isEmpty { return (own, []) }
    let (words, lacking) = own.adding(files.map(\.file))
    let problems = files.compactMap { name, file in
      lacking[name.text].map { Diagnostic.listLacks(name, file, $0, locale) }
    }
    return (words, problems)
  }
}

extension Resolver {
  func words(of locale: String, _ call: GeneratorCall) throws(DiagnosticList) -> Vocabulary {
    let (words, problems) = try lists.words(of: locale, call)
    for problem in problems where !listProblems.contains(problem) { listProblems.append(problem) }
    return words
  }
}

extension Diagnostic {
  fileprivate static func listLacks(
    _ name: Scalar, _ file: ListFile, _ field: String, _ locale: String
  ) -> Diagnostic {
    Diagnostic(
      "list-lacks-field",
      "'\(file.list.source)' cannot stand for the list '\(name.text)' of \(locale): it has no field "
        + "'\(field)' of its kind", at: name.location, pointer: name.pointer,
      expected: "a file with that field, or another name for the list")
  }
}
