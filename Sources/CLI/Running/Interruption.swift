import ArgumentParser
import Sinks
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C and its relatives: the first asks a run to stop, the second ends it at once. Where no run
/// asks, the first ends the process.
///
/// Either way nothing of an unfinished dataset stays behind.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  private static let isWatched = Atomic<Bool>(false)

  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// What shells report for a program that a signal ended: 130 for Ctrl-C, 143 for SIGTERM.
  static var exitCode: ExitCode {
    let number = received.load(ordering: .relaxed)
    return ExitCode(128 + (number == 0 ? SIGINT : number))
  }

  /// From here on `isRequested` is asked, so that the first signal need not end the process.
  static func watch() { isWatched.store(true, ordering: .sequentiallyConsistent) }

  /// Begins to listen; called first of all, before any thread is made.
  ///
  /// The signals are blocked in all threads and taken by one that waits for them: sources of
  /// Dispatch lose one of two that come close together, and sometimes both.
  static func listen() {
    var set = awaited()
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let failure = unsafe pthread_create(
      &thread, nil,
      { _ in
        Interruption.wait()
        return nil
      }, nil)
    // Without the thread, signals end the process as they do by default.
    if failure != 0 { unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil) }
  }

  private static func wait() {
    var set = awaited()
    while true {
      var number: Int32 = 0
      if unsafe sigwait(&set, &number) == 0 { receive(number) }
    }
  }

  /// The signals that ask a run to stop, without those that whoever started it has it ignore, as
  /// `nohup` does.
  private static func awaited() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      unsafe sigaddset(&set, number)
    }
    return set
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #elseif canImport(Musl)
      let handler = unsafe unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self)
    #else
      let handler = unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #endif
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
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
    if isFirst, isWatched.load(ordering: .sequentiallyConsistent) { return }
    StagingRegistry.removeAll()
    if isFirst { StandardError.write("stopped\n") }
    // Other threads still run: no exit handlers.
    _exit(exitCode.rawValue)
  }
}
