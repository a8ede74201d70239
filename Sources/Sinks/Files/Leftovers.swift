/// What killed runs left beside a target: `.<name>.partial-<pid>` and `.<name>.replaced-<pid>`.
enum Leftovers {
  /// Removes those whose run is dead: nobody holds their lock, and the process is gone or is this
  /// one, which would know them.
  static func remove(of name: String, in folder: String, knownTo registry: StagingRegistry) {
    guard let names = names(in: folder) else { return }
    for candidate in names {
      for word in ["partial", "replaced"] {
        let prefix = ".\(name).\(word)-"
        guard candidate.hasPrefix(prefix), let process = Int32(candidate.dropFirst(prefix.count)),
          process > 0
        else { continue }
        let path = FileTree.join(folder, candidate)
        if isDead(path, process, registry) { FileTree.remove(path) }
      }
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
    do throws(SystemFailure) {
      let descriptor = try SystemCalls.openToRead(path)
      let isFree = SystemCalls.lock(descriptor)
      try SystemCalls.close(descriptor)
      return isFree
    } catch {
      return false
    }
  }
}
