import ArgumentParser
import Dispatch
import Engine
import Synchronization

/// How progress is shown.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
  case auto
  case bar
  case json
  case none
}

/// Shows on standard error how far a run is, a few times a second.
final class ProgressReporter: Sendable {
  private struct State {
    var progress = ProgressState()
    var phaseStart = ContinuousClock.now
    var isFinished = false
  }

  private static let interval = DispatchTimeInterval.milliseconds(200)

  private let style: ProgressStyle
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "progress")

  /// - Parameter style: `auto` is a bar on a terminal and else nothing.
  init(_ style: ProgressStyle) {
    var chosen = style
    if style == .auto { chosen = Terminal.isTerminal(.standardError) ? .bar : .none }
    self.style = chosen
    if chosen != .none { wait() }
  }

  private func wait() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in self?.tick() }
  }

  private func tick() {
    let isFinished = state.withLock { state in
      if !state.isFinished, state.progress.total > 0 { write(&state) }
      return state.isFinished
    }
    if !isFinished { wait() }
  }

  /// The options with this reporter listening.
  func watching(_ options: RunOptions) -> RunOptions {
    var options = options
    options.preparation = { [self] report in
      update { progress in
        progress.done = report.materialsDone
        progress.total = report.materialsTotal
        progress.part = report.part
      }
    }
    options.progress = { [self] report in
      update { progress in
        progress.done = report.rowsDone
        progress.total = report.rowsTotal
        progress.table = report.table
      }
    }
    return options
  }

  private func update(_ change: (inout ProgressState) -> Void) {
    state.withLock { change(&$0.progress) }
  }

  /// Rows begin: their rate is counted from here.
  func beginRows() {
    state.withLock { state in
      state.progress.phase = .rows
      state.progress.done = 0
      state.progress.total = 0
      state.progress.part = nil
      state.phaseStart = ContinuousClock.now
    }
  }

  /// - Parameter isWhole: false after a failure: a bar is wiped, programs get no `done`.
  func finish(isWhole: Bool) {
    state.withLock { state in
      guard !state.isFinished else { return }
      if isWhole {
        state.progress.phase = .done
        write(&state)
      }
      state.isFinished = true
      if style == .bar { StandardError.write("\r\u{1B}[K") }
    }
  }

  /// Called under the lock, so that lines stay whole.
  private func write(_ state: inout State) {
    state.progress.seconds = (ContinuousClock.now - state.phaseStart).seconds
    switch style {
    case .bar:
      let width = Terminal.width(.standardError) ?? 80
      StandardError.write("\r\u{1B}[K" + state.progress.line(width: width))
    case .json:
      do {
        StandardError.write(try JSONText.line(state.progress.record))
      } catch {
        preconditionFailure("progress is numbers and names")
      }
    case .auto, .none: break
    }
  }
}
