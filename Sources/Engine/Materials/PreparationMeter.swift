import Planning
import Synchronization

/// How far the materials of a run are.
package struct Preparation: Hashable, Sendable {
  package var materialsDone: Int
  package var materialsTotal: Int
  /// 0…1 of the rows gone through for all of them, those of a grid's parents again while it is
  /// made; expectations stand for counts not yet known.
  package var part: Double
}

/// Counts the rows gone through for materials, and tells after each unit of them.
final class PreparationMeter: Sendable {
  private struct State {
    var materials = 0
    var rows = 0.0
  }

  private let plan: GenerationPlan
  private let rowsTotal: Double
  private let report: @Sendable (Preparation) -> Void
  private let state = Mutex(State())

  init(_ plan: GenerationPlan, report: @escaping @Sendable (Preparation) -> Void) {
    self.plan = plan
    rowsTotal = plan.materials.reduce(plan.materialRowCount) { sum, material in
      sum + PreparationMeter.parentsAgain(material.kind, plan)
    }
    self.report = report
  }

  func begin() { tell { _ in } }

  func finish(_ materials: [MaterialPlan.Kind]) {
    tell { state in
      state.materials += materials.count
      for kind in materials { state.rows += PreparationMeter.parentsAgain(kind, plan) }
    }
  }

  func goThrough(rows: Int) { tell { $0.rows += Double(rows) } }

  /// Steps that halve the range of a Pareto exponent, as many as it commonly takes.
  private static let halvings = 16.0

  private static func parentsAgain(_ kind: MaterialPlan.Kind, _ plan: GenerationPlan) -> Double {
    guard case .grid(let table) = kind, let parent = plan.tables[table].arrivals?.parent else {
      return 0
    }
    let rows = plan.tables[parent.table].expectedRowCount
    if case .pareto? = parent.heterogeneity { return rows * halvings }
    return rows
  }

  private func tell(_ change: (inout State) -> Void) {
    let now = state.withLock { state in
      change(&state)
      return state
    }
    let total = plan.materials.count
    let part = rowsTotal > 0 ? min(now.rows / rowsTotal, 1) : 0
    report(
      Preparation(
        materialsDone: now.materials, materialsTotal: total,
        part: now.materials == total ? 1 : part))
  }
}
