import Testing

@testable import CLI

@Suite struct ProgressStateTests {
  private func state(_ phase: ProgressState.Phase, _ done: Int, _ total: Int) -> ProgressState {
    ProgressState(phase: phase, done: done, total: total, table: "orders", seconds: 2)
  }

  @Test func `rows have a bar, a rate and the time left`() {
    #expect(
      state(.rows, 500_000, 2_000_000).line(width: 120)
        == "██████░░░░░░░░░░░░░░░░░░  25%  500,000 of 2,000,000 rows  250 k rows/s  0:06 left  orders"
    )
  }

  @Test func `a step of preparation is counted from 1`() {
    var state = state(.preparing, 2, 8)
    #expect(state.line(width: 80) == "██░░░░░░░░  25%  preparing, step 3 of 8")
    state.done = 8
    #expect(state.line(width: 80) == "██████████  100%  preparing, step 8 of 8")
  }

  @Test func `preparation is weighed by its rows where they are known`() throws {
    var state = state(.preparing, 2, 8)
    state.part = 0.71
    #expect(state.line(width: 80) == "███████░░░  71%  preparing, step 3 of 8")
    #expect(
      try JSONText.line(state.record)
        == #"{"done":2,"event":"preparing","part":0.71,"seconds":2,"table":"orders","total":8}"#
        + "\n")
  }

  @Test func `nothing done tells no time left, and no row is a whole run`() {
    #expect(state(.rows, 0, 10).secondsLeft == nil)
    #expect(state(.rows, 0, 0).line(width: 80).contains("100%"))
    var first = state(.rows, 5, 10)
    first.seconds = 0
    #expect(first.secondsLeft == nil && first.rate == 0)
  }

  @Test(arguments: [1, 10, 40, 79, 99])
  func `a line leaves the last column free`(width: Int) {
    #expect(state(.rows, 5, 10).line(width: width).count < max(width, 1))
  }

  @Test func `a record has what its event knows`() throws {
    #expect(
      try JSONText.line(state(.rows, 500, 1_000).record)
        == #"{"done":500,"event":"rows","rowsPerSecond":250,"seconds":2,"secondsLeft":2,"table":"orders","total":1000}"#
        + "\n")
    #expect(state(.preparing, 1, 2).record.rowsPerSecond == nil)
    #expect(state(.done, 2, 2).record.secondsLeft == nil)
  }
}
