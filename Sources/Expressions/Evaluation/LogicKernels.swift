extension Kernels {
  /// SQL's `and`: false where either is false, else null where either is null. An error beside
  /// false does not count.
  static let and: Kernel = { arguments, count in decide(arguments, count, by: false) }

  /// SQL's `or`: true where either is true, else null where either is null.
  static let or: Kernel = { arguments, count in decide(arguments, count, by: true) }

  static let not: Kernel = { arguments, count in
    Operand(.boolean(arguments[0].boolean.map(count) { !$0 }), strictIn: arguments)
  }

  /// - Parameter decisive: the value that settles the result whatever the other side is.
  private static func decide(_ arguments: [Operand], _ count: Int, by decisive: Bool) -> Operand {
    let (a, b) = (arguments[0], arguments[1])
    let lane: Lane<Bool> =
      decisive
      ? a.boolean.zip(b.boolean, count) { $0 || $1 } : a.boolean.zip(b.boolean, count) { $0 && $1 }
    if a.validity == .all, b.validity == .all, a.errors.isEmpty, b.errors.isEmpty {
      return Operand(.boolean(lane))
    }
    let (aSettles, bSettles) = (settled(a, count, decisive), settled(b, count, decisive))
    let valid = a.validity.mask(count: count).intersection(b.validity.mask(count: count))
      .union(aSettles).union(bSettles)
    // Under a null the lane may hold anything, so a settled row is written anew.
    let settles = aSettles.union(bSettles)
    let values = lane.spread(count).indices.map { row in
      settles[row] ? decisive : lane[row]
    }
    let errors =
      a.errors.compactMap { $0.restricted(to: bSettles.complement) }
      + b.errors.compactMap { $0.restricted(to: aSettles.complement) }
    return Operand(.boolean(.values(values)), validity: Validity(valid), errors: errors)
  }

  /// The rows where an operand is there, computed, and decisive.
  private static func settled(_ operand: Operand, _ count: Int, _ decisive: Bool) -> RowMask {
    var mask = RowMask(operand.boolean, count: count)
    if !decisive { mask = mask.complement }
    mask = mask.intersection(operand.validity.mask(count: count))
    for error in operand.errors { mask = mask.subtracting(error.rows) }
    return mask
  }

  /// Whether a value is missing; never null itself.
  static func isMissing(negated: Bool) -> Kernel {
    { arguments, count in
      let operand = arguments[0]
      let lane: Lane<Bool>
      switch operand.validity {
      case .all: lane = .constant(negated)
      case .none: lane = .constant(!negated)
      case .some(let mask): lane = .values((0..<count).map { mask[$0] == negated })
      }
      return Operand(.boolean(lane), errors: operand.errors)
    }
  }
}
