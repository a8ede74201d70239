import Columnar
import Synchronization

/// The word lists of one locale: names, places, companies, with their frequencies.
///
/// Parsed once per process; every caller gets the same dictionaries, so that columns made from one
/// list are written with one dictionary.
package struct Vocabulary: Sendable {
  /// Part of the contract of `rng: 1`: any change of a list's rows, order or weights raises it.
  package static let version = 1

  /// The locales in the executable, sorted; the order of `vocabulary.c`.
  package static let locales = [
    "ar_SA", "de_DE", "en_GB", "en_US", "es_ES", "fr_FR", "hi_IN", "it_IT", "ja_JP", "nl_NL",
    "pl_PL", "pt_BR", "sv_SE", "tr_TR", "zh_CN",
  ]

  package let locale: String
  /// The names of the lists, sorted.
  package let names: [String]
  private let lists: [String: VocabularyList]

  private static let cache = Mutex<[String: Vocabulary]>([:])

  /// - Throws: `unknownLocale`; `damaged` when the bytes are not what the build put there.
  package static func load(locale: String) throws(VocabularyError) -> Vocabulary {
    if let known = cache.withLock({ $0[locale] }) { return known }
    guard let index = locales.firstIndex(of: locale) else {
      throw .unknownLocale(locale, known: locales)
    }
    let parsed = try Vocabulary(bytes: EmbeddedVocabulary.bytes(at: index))
    guard parsed.locale == locale else {
      throw .damaged("the lists of '\(locale)' say they are of '\(parsed.locale)'")
    }
    return cache.withLock { cache in
      // Another thread may have been first; its dictionaries are the ones in use.
      if let known = cache[locale] { return known }
      cache[locale] = parsed
      return parsed
    }
  }

  /// Reads the compiled form that docs/vocabularies.md describes.
  package init(bytes: [UInt8]) throws(VocabularyError) {
    var reader = VocabularyReader(bytes)
    let strings = try reader.header(version: Vocabulary.version)
    locale = try reader.string(strings)
    let listCount = try reader.count(atLeast: 6)
    var names: [String] = []
    var lists: [String: VocabularyList] = [:]
    for _ in 0..<listCount {
      let list = try reader.list(strings)
      if let last = names.last, last >= list.name { throw .damaged("lists are not sorted") }
      names.append(list.name)
      lists[list.name] = list
    }
    try reader.finish()
    self.names = names
    self.lists = lists
  }

  private init(_ locale: String, _ lists: [String: VocabularyList]) {
    self.locale = locale
    self.lists = lists
    names = lists.keys.sorted()
  }

  /// The words with the lists of files in place of those of the same name, or joined to them.
  ///
  /// - Returns: also the lists that lack a field of those they stand for.
  package func adding(_ files: [ListFile]) -> (words: Vocabulary, lacking: [String: String]) {
    var lists = lists
    var lacking: [String: String] = [:]
    for file in files {
      let name = file.list.name
      guard let own = lists[name] else {
        lists[name] = file.list
        continue
      }
      lists[name] = file.isExtension ? own.joined(with: file.list) : file.list
      if let field = own.fieldLacking(in: file.list) {
        lacking[name] = field
        lists[name] = own
      }
    }
    return (Vocabulary(locale, lists), lacking)
  }

  package func list(_ name: String) -> VocabularyList? { lists[name] }
}

/// Why word lists cannot be used.
package enum VocabularyError: Error, Hashable, Sendable {
  case unknownLocale(String, known: [String])
  /// The compiled bytes break their format; only a faulty build does that.
  case damaged(String)
}
