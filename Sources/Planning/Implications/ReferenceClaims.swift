import Claims
import Columnar
import Generators
import Sampling

/// Which rows of other tables rows name, and how many name each.
extension TableClaimsWriter {
  /// - Parameter column: any of the table; those that refer to rows may be hidden.
  mutating func writeReference(_ column: Int) {
    let plan = rows.columns[column]
    guard case .reference(let reference) = plan.generator else { return }
    let parent = self.plan.tables[reference.table]
    let naming: RowNaming
    do throws(RowScope.Unseen) {
      naming = try RowNaming(column, of: table, in: self.plan, named: "r")
    } catch {
      if written.contains(column) {
        notSeen(column, "names rows of '\(parent.name)', which no file holds")
      }
      return
    }
    guard naming.columns.allSatisfy({ written.contains($0) }) else { return }
    let claim = ReferenceClaim(table: parent.name, key: naming.key, values: naming.values)
    state(naming.columns, .refers(claim), rows: naming.rows, at: column)
    if case .perParent(let children) = rows.source {
      if children.key == column { writeChildren(children, naming, claim) }
      if reference.distinct == .perParent { writePairs(children, naming) }
    }
    writeChoice(reference, column, naming, claim)
  }

  /// Whether a column holds a part of the key that another column refers by: what it is follows from
  /// what that one names.
  func isPartOfKey(_ column: Int) -> Bool {
    guard case .parent(let key, .column)? = rows.columns[column].copied,
      rows.columns[key].isHidden,
      let naming = try? RowNaming(key, of: table, in: plan, named: "r")
    else { return false }
    return naming.columns.contains(column)
  }

  /// No two rows of a parent name the same row.
  private mutating func writePairs(_ children: ChildrenPlan, _ naming: RowNaming) {
    guard let own = try? RowNaming(children.key, of: table, in: plan, named: "r") else { return }
    let columns = own.columns + naming.columns.filter { !own.columns.contains($0) }
    if Set(columns) == Set(rows.keyColumns) { return }
    tellApart(columns, isKey: false)
  }

  // How many

  private mutating func writeChildren(
    _ children: ChildrenPlan, _ naming: RowNaming, _ claim: ReferenceClaim
  ) {
    // Whoever has no time has no rows, whatever the law says.
    if rows.arrivals?.parent?.mayLackTime == true { return }
    let place = children.key
    if let crossing = children.crossing {
      let other = plan.tables[crossing.table]
      guard !other.isHidden else { return }
      let each = crossing.each == 1 ? "" : " * \(crossing.each)"
      let count = RowText(
        sql: "((SELECT count(*) FROM \(SQLText.name(other.name)))\(each))",
        title: crossing.each == 1
          ? "one for each row of \(other.name)" : "\(crossing.each) for each row of \(other.name)")
      return state(naming.columns, .childrenCount(claim, count, .exactly), at: place)
    }
    if children.isDrawn, let law = children.count.distribution {
      let whole = law.isWhole ? law : law.discretised(to: Grid())
      return state(
        naming.columns, .childrenPer(claim, LawClaim(whole, title: "rows of each")), at: place)
    }
    do throws(RowScope.Unseen) {
      var scope = RowScope(plan, naming.parent, alias: "p")
      if case .lawByRow(let law, let form, let parameters, let ends) = children.count.promise {
        let made = try scope.law(
          law, form: form, parameters, ends, children.inputs,
          grids: law.isDiscrete ? [] : [Grid()])
        return state(naming.columns, .childrenByParent(claim, made), at: place)
      }
      let count = try scope.text(children.count.promise, children.inputs)
      state(naming.columns, .childrenCount(claim, count, .exactly), at: place)
    } catch { notSeen(naming.columns[0], "has as many rows of each as \(error.reason)") }
  }

  // Which

  private mutating func writeChoice(
    _ reference: ReferencePlan, _ column: Int, _ naming: RowNaming, _ claim: ReferenceClaim
  ) {
    do throws(RowScope.Unseen) {
      var scope = RowScope(plan, naming.parent, alias: "p")
      if case .degrees(let degrees) = reference.choice {
        guard let most = degrees.atMost else { return }
        var text = try scope.text(most.source.promise, most.inputs)
        if let words = words("at_most", column) { text.title = words }
        return state(naming.columns, .childrenCount(claim, text, .atMost), at: column)
      }
      guard let law = try choice(reference, column, &scope) else { return }
      state(naming.columns, .chooses(claim, law), rows: naming.rows, at: column)
    } catch { notSeen(naming.columns[0], "is chosen by a number that \(error.reason)") }
  }

  /// Nil where rows do not choose each for itself among all, alike in all rows.
  private func choice(
    _ reference: ReferencePlan, _ column: Int, _ scope: inout RowScope
  ) throws(RowScope.Unseen) -> ChoiceLaw? {
    let plan = rows.columns[column]
    guard reference.condition == nil, reference.group == nil, reference.distinct == nil,
      !reference.isOfOwnTable, plan.missing.map({ $0.rate.constant != nil }) ?? true
    else { return nil }
    switch reference.choice {
    case .degrees, .tree: return nil
    case .source: return try gridChoice(column, &scope)
    case .uniform: return .uniform
    case .zipf(let exponent): return .zipf(exponent: exponent)
    case .weighted(let number):
      var text = try scope.text(number.source.promise, number.inputs)
      if let words = words("weight", column) { text.title = words }
      return .weight(text)
    }
  }

  /// Whom rows of a grid have as parent, where all parents live all the time.
  private func gridChoice(
    _ column: Int, _ scope: inout RowScope
  ) throws(RowScope.Unseen) -> ChoiceLaw? {
    guard case .grid = rows.source, let parent = rows.arrivals?.parent, parent.key == column,
      parent.since == nil, parent.until == nil, parent.heterogeneity == nil,
      parent.marginals.isEmpty
    else { return nil }
    var weight: RowText?
    for multiplier in parent.multipliers {
      var text = try scope.text(multiplier.source.promise, parent.inputs)
      text.title = multiplier.name
      guard let before = weight else {
        weight = text
        continue
      }
      weight = RowText(
        sql: "(\(before.sql)) * (\(text.sql))", joins: scope.joins,
        title: "\(before.title) * \(text.title)")
    }
    return weight.map { .weight($0) } ?? .uniform
  }
}
