/// What killed runs left beside a target: `.<name>.partial-<pid>` and `.<name>.replaced-<pid>`.
enum Leftovers {
  /// Removes those whose run is dead: nobody holds their lock, and the process is gone or is this
  /// one, which would know them. What was to be replaced and was not, goes back to its name.
  static func remove(of name: String, in folder: String, knownTo registry: StagingRegistry) {
    for word in ["partial", "replaced"] {
      for (path, process) in found(".\(name).\(word)-", in: folder)
      where isDead(path, process, registry) {
        if word == "replaced", moveBack(path, to: FileTree.join(folder, name)) { continue }
        FileTree.remove(path)
      }
    }
  }

  /// The same where runs put their files inside of the target, which cannot be moved.
  static func remove(
    of name: String, within target: String, knownTo registry: StagingRegistry
  ) {
    let left = ["partial", "replaced"].flatMap { found(".\(name).\($0)-", in: target) }
    for process in Set(left.map(\.process)).sorted()
    where left.allSatisfy({ $0.process != process || isDead($0.path, process, registry) }) {
      do throws(SystemFailure) {
        try FolderContents(target: target, name: name, process: process).undo()
      } catch {
        // It stays where it is: it may be the only copy.
      }
    }
  }

  /// False where the name is taken, as by the data that replace those.
  private static func moveBack(_ path: String, to target: String) -> Bool {
    do throws(SystemFailure) {
      guard try SystemCalls.kind(of: target) == nil else { return false }
      try SystemCalls.move(path, to: target)
      return true
    } catch {
      // They stay where they are: it is the only copy.
      return true
    }
  }

  /// The process of another run that lives and writes the target: it holds the lock of its folder.
  static func living(of name: String, in folder: String) -> Int32? {
    found(".\(name).partial-", in: folder).first { path, process in
      process != SystemCalls.processID && SystemCalls.isAlive(process) && isLocked(path) == true
    }?.process
  }

  /// Names that begin with the prefix and end with a process.
  private static func found(
    _ prefix: String, in folder: String
  ) -> [(path: String, process: Int32)] {
    guard let names = names(in: folder) else { return [] }
    return names.compactMap { name in
      guard name.hasPrefix(prefix), let process = Int32(name.dropFirst(prefix.count)), process > 0
      else { return nil }
      return (FileTree.join(folder, name), process)
    }
  }

  private static func names(in folder: String) -> [String]? {
    do throws(SystemFailure) {
      return try SystemCalls.names(in: folder)
    } catch {
      // A folder that cannot be listed may still be written to; what it holds stays.
      return nil
    }
  }

  private static func isDead(
    _ path: String, _ process: Int32, _ registry: StagingRegistry
  ) -> Bool {
    if process == SystemCalls.processID {
      if registry.contains(path) { return false }
    } else if SystemCalls.isAlive(process) {
      return false
    }
    return isLocked(path) == false
  }

  /// Whether a run holds the lock; nil where that cannot be told.
  private static func isLocked(_ path: String) -> Bool? {
    do throws(SystemFailure) {
      let descriptor = try SystemCalls.openToRead(path)
      let isFree = SystemCalls.lock(descriptor)
      try SystemCalls.close(descriptor)
      return !isFree
    } catch {
      return nil
    }
  }
}
