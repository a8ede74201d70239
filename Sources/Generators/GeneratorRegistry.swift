import Sampling
import SchemaModel

/// All words a column can be made with.
package enum GeneratorRegistry {
  /// Sorted by file name.
  package static let words: [any GeneratorWord.Type] = [
    AfterKind.self,
    ArrivalWord.self,
    ByKind.self,
    CardKind.self,
    ChanceKind.self,
    ChoiceKind.self,
    ColorKind.self,
    CompanyKind.self,
    CountWord.self,
    CurrencyKind.self,
    DateKind.self,
    EANKind.self,
    EmpiricalKind.self,
    FileKind.self,
    FirstWord.self,
    GeohashKind.self,
    GrammarKind.self,
    IBANKind.self,
    IPv4Kind.self,
    IPv6Kind.self,
    ISBNKind.self,
    JSONKind.self,
    KeyKind.self,
    LastWord.self,
    ListKind.self,
    LoremKind.self,
    MACKind.self,
    MapKind.self,
    MaxWord.self,
    MeanWord.self,
    MinWord.self,
    MixtureKind.self,
    NationalIDKind.self,
    PartKind.self,
    PatternKind.self,
    PersonKind.self,
    PlaceKind.self,
    PlateKind.self,
    PointKind.self,
    RefTypeWord.self,
    RefWord.self,
    SequenceKind.self,
    StructKind.self,
    SumWord.self,
    ULIDKind.self,
    UUIDKind.self,
    UserAgentKind.self,
    VATKind.self,
    ValueKind.self,
    WebKind.self,
    WordKind.self,
    ZeroInflatedKind.self,
  ]

  package static func word(_ name: String) -> (any GeneratorWord.Type)? {
    words.first { $0.syntax.word == name }
  }

  /// The syntax of every generator and law, and of the words later versions bring, by word.
  package static let syntaxes: [GeneratorSyntax] =
    (words.map { $0.syntax } + LawRegistry.all.map(lawSyntax) + LaterWords.all)
    .sorted { $0.word < $1.word }

  private static let laws = Set(syntaxes.filter(\.isLaw).map(\.word))

  /// Whether a word is a law: of numbers, or made of laws or of data.
  package static func isLaw(_ word: String) -> Bool { laws.contains(word) }

  private static func type(of parameter: LawParameter) -> ParameterType {
    if parameter.accepted == .timeOfDay { return .time(.row) }
    return .oneOf([
      .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, .row),
      .duration(.row),
    ])
  }

  /// A law takes a record of its parameters; one whose first form requires a single parameter takes
  /// it bare.
  private static func lawSyntax(_ law: any Law.Type) -> GeneratorSyntax {
    var parameters: [Parameter] = []
    // As a weight, Zipf ranks the rows of the referenced table, so their number is known.
    func isImplied(_ parameter: LawParameter) -> Bool {
      law == Zipf.self && parameter.name == "n"
    }
    for parameter in law.forms.flatMap(\.parameters)
    where !parameters.contains(where: { $0.name == parameter.name }) {
      let isRequired =
        !isImplied(parameter)
        && law.forms.allSatisfy { form in
          form.parameters.contains { $0.name == parameter.name && $0.default == nil }
        }
      parameters.append(
        Parameter(
          parameter.name, type(of: parameter),
          required: isRequired, default: parameter.default.map { "\($0)" }, parameter.summary))
    }
    let required = law.forms[0].parameters.filter { $0.default == nil && !isImplied($0) }
    return GeneratorSyntax(
      law.word, law.summary,
      argument: .record(
        Shape(
          law.word, law.summary, parameters,
          shorthand: required.count == 1 ? required[0].name : nil)),
      isLaw: true)
  }
}
