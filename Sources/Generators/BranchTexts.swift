import Columnar

/// One dictionary for the texts of several sources, of which each row has one.
struct BranchTexts: Sendable {
  let dictionary: TextDictionary
  private let own: [TextDictionary?]
  private let remaps: [[Int32]]

  /// - Parameter branches: the texts that each can give; nil for one that gives none.
  init(_ branches: [TextDictionary?]) {
    var distinct = DistinctTexts()
    own = branches
    remaps = branches.map { texts in
      guard let texts else { return [] }
      return (0..<texts.count).map { distinct.code(of: texts[$0]) }
    }
    dictionary = distinct.dictionary
  }

  /// Codes of the shared dictionary in place of the branch's own.
  func recoded(_ column: Column, branch: Int) -> Column {
    guard case .text(.dictionary(let codes, let own)) = column.values, own === self.own[branch]
    else { return column }
    let remap = remaps[branch]
    return Column(
      column.type, .text(.dictionary(codes: codes.map { remap[Int($0)] }, dictionary)),
      validity: column.validity)
  }
}
