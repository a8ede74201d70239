/// A symmetric matrix with ones on its diagonal.
package struct CorrelationMatrix: Sendable {
  package let size: Int
  private var values: [Double]

  /// All pairs without correlation.
  package init(size: Int) {
    self.size = size
    values = [Double](repeating: 0, count: size * size)
    for place in 0..<size { values[place * size + place] = 1 }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set {
      values[row * size + column] = newValue
      values[column * size + row] = newValue
    }
  }

  /// The lower triangle whose product with its mirror image is the matrix, by rows; nil where the
  /// matrix is not positive definite.
  package var triangle: [[Double]]? {
    var rows: [[Double]] = []
    for row in 0..<size {
      var line: [Double] = []
      for column in 0...row {
        var sum = self[row, column]
        let other = column == row ? line : rows[column]
        for place in 0..<column { sum -= line[place] * other[place] }
        if column < row {
          line.append(sum / rows[column][column])
        } else {
          guard sum > CorrelationMatrix.least else { return nil }
          line.append(sum.squareRoot())
        }
      }
      rows.append(line)
    }
    return rows
  }

  /// What is left of a variance that counts as none.
  private static let least = 1e-9

  /// The nearest correlation matrix in the sum of squared differences whose eigenvalues are at
  /// least `floor`.
  ///
  /// - Reference: Higham, *Computing the nearest correlation matrix: a problem from finance* (2002):
  ///   alternating projections with Dykstra's correction.
  package func nearest(floor: Double) -> CorrelationMatrix {
    var matrix = self
    var correction = [Double](repeating: 0, count: size * size)
    for _ in 0..<200 {
      var shifted = matrix
      for place in values.indices { shifted.values[place] -= correction[place] }
      let lifted = shifted.lifted(to: floor)
      var next = lifted
      for place in 0..<size { next.values[place * size + place] = 1 }
      var change = 0.0
      for place in values.indices {
        correction[place] = lifted.values[place] - shifted.values[place]
        change = max(change, (next.values[place] - matrix.values[place]).magnitude)
      }
      matrix = next
      if change < 1e-7 { break }
    }
    return matrix
  }

  /// The matrix with eigenvalues below a floor raised to it.
  private func lifted(to floor: Double) -> CorrelationMatrix {
    let (eigenvalues, vectors) = eigensystem
    var result = self
    for (index, value) in eigenvalues.enumerated() where value < floor {
      for row in 0..<size {
        for column in 0..<size {
          result.values[row * size + column] +=
            (floor - value) * vectors[row * size + index] * vectors[column * size + index]
        }
      }
    }
    return result
  }

  /// Eigenvalues, and their vectors as columns, by Jacobi's rotations.
  private var eigensystem: (values: [Double], vectors: [Double]) {
    var matrix = values
    var vectors = CorrelationMatrix(size: size).values
    for _ in 0..<60 {
      var off = 0.0
      for row in 0..<size {
        for column in 0..<row {
          off += matrix[row * size + column] * matrix[row * size + column]
        }
      }
      if off < 1e-28 { break }
      for row in 0..<size {
        for column in 0..<row { rotate(&matrix, &vectors, row, column) }
      }
    }
    return ((0..<size).map { matrix[$0 * size + $0] }, vectors)
  }

  /// Makes one element 0.
  private func rotate(
    _ matrix: inout [Double], _ vectors: inout [Double], _ p: Int, _ q: Int
  ) {
    let element = matrix[p * size + q]
    guard element.magnitude > 1e-300 else { return }
    let theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * element)
    let root = theta.magnitude + (theta * theta + 1).squareRoot()
    let tangent = theta < 0 ? -1 / root : 1 / root
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<size {
      let (left, right) = (matrix[k * size + p], matrix[k * size + q])
      matrix[k * size + p] = cosine * left - sine * right
      matrix[k * size + q] = sine * left + cosine * right
    }
    for k in 0..<size {
      let (left, right) = (matrix[p * size + k], matrix[q * size + k])
      matrix[p * size + k] = cosine * left - sine * right
      matrix[q * size + k] = sine * left + cosine * right
      let (first, second) = (vectors[k * size + p], vectors[k * size + q])
      vectors[k * size + p] = cosine * first - sine * second
      vectors[k * size + q] = sine * first + cosine * second
    }
  }
}
