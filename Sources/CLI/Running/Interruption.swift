import ArgumentParser
import Dispatch
import Sinks
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C and its relatives: the first asks the run to stop, the second ends it at once.
///
/// Either way nothing of an unfinished dataset stays behind.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// What shells report for a program that a signal ended: 130 for Ctrl-C, 143 for SIGTERM.
  static var exitCode: ExitCode {
    let number = received.load(ordering: .relaxed)
    return ExitCode(128 + (number == 0 ? SIGINT : number))
  }

  /// Begins to listen; called by commands that run a generator.
  static func listen() {
    sources.withLock { sources in
      guard sources.isEmpty else { return }
      let queue = DispatchQueue(label: "signals")
      for number in [SIGINT, SIGTERM, SIGHUP] {
        // The default would end the process before its files are cleared away.
        _ = signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { receive(number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  /// Writes to a pipe without reader, or beyond the largest file allowed, then fail, and are told
  /// like any other failure.
  static func ignoreFailedWrites() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  private static func receive(_ number: Int32) {
    let isFirst = received.compareExchange(
      expected: 0, desired: number, ordering: .relaxed
    ).exchanged
    if isFirst { return }
    StagingRegistry.removeAll()
    // Other threads still run: no exit handlers.
    _exit(exitCode.rawValue)
  }
}
