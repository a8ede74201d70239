import Columnar

/// The words of filler text, as they stand within a sentence and at its beginning.
struct FillerWords: Sendable {
  let words: PlainText
  let capitals: PlainText
  /// Between two words, and behind a sentence.
  let space: [UInt8]
  let stop: [UInt8]
  let comma: [UInt8]

  /// The words of a locale; without any, those that printers fill pages with.
  init(_ vocabulary: Vocabulary?, locale: String) {
    if let own = vocabulary?.list("words")?.texts("word") {
      words = own.values
    } else {
      words = TextDictionary(FillerWords.latin).values
    }
    capitals = FillerWords.capitalized(words)
    switch locale.prefix(2) {
    case "ja", "zh": (space, stop, comma) = ([], Array("。".utf8), Array("、".utf8))
    case "hi": (space, stop, comma) = ([32], Array("। ".utf8), Array(", ".utf8))
    case "ar": (space, stop, comma) = ([32], Array(". ".utf8), Array("، ".utf8))
    default: (space, stop, comma) = ([32], Array(". ".utf8), Array(", ".utf8))
    }
  }

  private static func capitalized(_ words: PlainText) -> PlainText {
    var result = PlainText()
    for index in 0..<words.count {
      var scalars = words.string(at: index).unicodeScalars
      if let first = scalars.popFirst() {
        result.append(first.properties.titlecaseMapping + String(scalars))
      } else {
        result.append("")
      }
    }
    return result
  }

  /// - Reference: Cicero, *De finibus bonorum et malorum*, as typesetters have cut it.
  private static let latin = """
    a ac accumsan ad adipiscing aenean aliquam amet ante at auctor augue bibendum blandit commodo
    condimentum congue consectetur consequat convallis cras curabitur cursus dapibus diam dictum
    dolor donec dui egestas eget elementum elit enim erat eros est et eu euismod ex facilisis
    faucibus felis fermentum feugiat finibus fringilla fusce gravida habitant hendrerit iaculis id
    imperdiet in integer interdum ipsum justo lacinia lacus laoreet lectus leo libero ligula lobortis
    lorem luctus maecenas magna malesuada massa mattis mauris maximus metus mi molestie mollis morbi
    nam nec neque nibh nisi nisl non nulla nunc odio orci ornare pellentesque pharetra placerat porta
    praesent pretium proin pulvinar purus quam quis rhoncus risus rutrum sagittis sapien scelerisque
    sed sem semper sit sodales sollicitudin suscipit suspendisse tellus tempor tempus tincidunt tortor
    tristique turpis ullamcorper ultrices urna ut varius vehicula vel velit venenatis vestibulum vitae
    vivamus viverra volutpat vulputate
    """.split { $0 == " " || $0 == "\n" }.map(String.init)
}

extension String.UnicodeScalarView {
  fileprivate mutating func popFirst() -> Unicode.Scalar? { isEmpty ? nil : removeFirst() }
}
