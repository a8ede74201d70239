import Columnar

/// Folders made with their parents and removed with what they hold.
enum FileTree {
  /// Removes a file or a folder with all it holds; links are removed, not followed.
  ///
  /// Files may still appear while a folder is emptied, so it is tried a few times.
  @discardableResult
  static func remove(_ path: String) -> Bool {
    for _ in 0..<3 where SystemCalls.removeTree(path) { return true }
    return SystemCalls.removeTree(path)
  }

  /// Makes a folder and the parents it lacks.
  ///
  /// - Returns: the folders made, outermost first.
  static func makeFolders(_ path: String) throws(SystemFailure) -> [String] {
    do throws(SystemFailure) {
      try SystemCalls.makeFolder(path)
      return [path]
    } catch {
      if error.isExisting {
        return []
      }
      guard error.isMissing, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        throw error
      }
    }
    var made = try makeFolders(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    do throws(SystemFailure) {
      try SystemCalls.makeFolder(path)
      made.append(path)
    } catch {
      if !error.isExisting { throw error }
    }
    return made
  }

  /// Waits until a folder's entries are on the disk.
  ///
  /// A folder that may be written to and not read cannot be waited for: what was moved there is
  /// there all the same, so it is no failure.
  static func synchronize(_ folder: String) throws(SystemFailure) {
    let descriptor: Int32
    do throws(SystemFailure) {
      descriptor = try SystemCalls.openToRead(folder)
    } catch {
      if error.isDenied { return }
      throw error
    }
    do throws(SystemFailure) {
      try SystemCalls.synchronize(descriptor)
    } catch {
      try SystemCalls.close(descriptor)
      throw error
    }
    try SystemCalls.close(descriptor)
  }

  /// The folder and the last name of an absolute path.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
