import Diagnostics
import Sampling
import SchemaModel

/// A generator word whose columns in one row describe one thing, such as a card: they have its
/// draws in common.
package protocol RecordWord: GeneratorKind {
  /// Options that columns of one thing must have alike, as each of them draws the thing.
  static var shared: [String] { get }
}

extension RecordWord {
  /// The option that tells several things in one row apart.
  static var of: Parameter {
    Parameter(
      "of", .text,
      "A name of your own, where a row has several: columns with the same name describe the same one."
    )
  }

  /// What the columns of the row's thing have in common.
  static func stream(_ call: GeneratorCall) -> RecordStream {
    var lane: String?
    if case .literal(let name)? = call.options["of"] { lane = name.text }
    return RecordStream(word: syntax.word, lane: lane)
  }
}

/// The draws of one of the things that a row describes.
struct RecordStream: Sendable {
  let word: String
  let lane: String?

  func callAsFunction(_ request: GenerationRequest) -> StreamKey {
    let own = request.record.lane(word)
    return lane.map { own.lane($0) } ?? own
  }
}
