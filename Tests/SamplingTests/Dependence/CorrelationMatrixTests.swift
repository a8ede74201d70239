import Testing

@testable import Sampling

/// Triangles and nearest matrices.
@Suite struct CorrelationMatrixTests {
  static func matrix(_ lines: [[Double]]) -> CorrelationMatrix {
    var matrix = CorrelationMatrix(size: lines.count)
    for row in lines.indices {
      for column in 0..<row { matrix[row, column] = lines[row][column] }
    }
    return matrix
  }

  @Test func `the triangle times its mirror image is the matrix`() throws {
    let matrix = Self.matrix([[1], [0.5, 1], [-0.3, 0.2, 1], [0.1, 0.6, 0.4, 1]])
    let triangle = try #require(matrix.triangle)
    for row in 0..<4 {
      #expect(triangle[row].count == row + 1)
      for column in 0...row {
        let product = (0...column).reduce(0) { $0 + triangle[row][$1] * triangle[column][$1] }
        #expect((product - matrix[row, column]).magnitude < 1e-15)
      }
    }
  }

  @Test func `correlations that contradict each other have no triangle`() {
    #expect(Self.matrix([[1], [0.9, 1], [-0.9, 0.9, 1]]).triangle == nil)
    #expect(Self.matrix([[1], [1, 1]]).triangle == nil)
  }

  /// Higham (2002), section 6: the matrix of ones beside the diagonal and 0 in the corner.
  @Test func `finds the nearest matrix of Higham's example`() {
    let nearest = Self.matrix([[1], [1, 1], [0, 1, 1]]).nearest(floor: 0)
    #expect((nearest[1, 0] - 0.7607).magnitude < 5e-5)
    #expect((nearest[2, 1] - 0.7607).magnitude < 5e-5)
    #expect((nearest[2, 0] - 0.1573).magnitude < 5e-5)
  }

  @Test func `the nearest of a matrix that has a triangle is itself`() {
    let matrix = Self.matrix([[1], [0.5, 1], [-0.3, 0.2, 1]])
    let nearest = matrix.nearest(floor: 1e-4)
    for row in 0..<3 {
      for column in 0..<row {
        #expect((nearest[row, column] - matrix[row, column]).magnitude < 1e-9)
      }
    }
  }

  @Test(arguments: [8, 16])
  func `lifted matrices have a triangle`(size: Int) {
    let stream = StreamKey(bits: 20_261_121)
    var matrix = CorrelationMatrix(size: size)
    for row in 0..<size {
      for column in 0..<row {
        matrix[row, column] = 2 * stream.uniform(at: UInt64(row * size + column)) - 1
      }
    }
    #expect(matrix.triangle == nil)
    #expect(matrix.nearest(floor: 1e-4).triangle != nil)
  }
}
