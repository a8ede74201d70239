/// Which paths a file system takes for one.
package struct PathFolding: Hashable, Sendable {
  /// Whether it overlooks case. How accents are written is overlooked everywhere, as by `String`.
  package let isCaseless: Bool

  package static let exact = PathFolding(isCaseless: false)
  package static let caseless = PathFolding(isCaseless: true)

  /// Equal for paths that are one.
  package func key(_ path: String) -> String { isCaseless ? path.lowercased() : path }

  private init(isCaseless: Bool) { self.isCaseless = isCaseless }

  /// What holds where a folder lies whose name has letters: it is there by another name, too, where
  /// case is overlooked.
  init(around folder: String) {
    let (parent, name) = FileTree.split(folder)
    let other = FileTree.join(parent, name.uppercased())
    guard let descriptor = try? SystemCalls.openToRead(other) else {
      isCaseless = false
      return
    }
    isCaseless = true
    try? SystemCalls.close(descriptor)
  }
}
