import Numerics
import TestSupport
import Testing

@Suite("The eigensystem of a symmetric matrix")
struct EigensystemTests {
  @Test("gives the matrix back, with orthogonal unit vectors and falling values")
  func restoresMatrix() throws {
    var generator = SeededGenerator()
    for order in [1, 2, 5, 40] {
      var matrix = [Float](repeating: 0, count: order * order)
      for row in 0..<order {
        for column in 0...row {
          let value = Float.random(in: -1...1, using: &generator)
          matrix[row * order + column] = value
          matrix[column * order + row] = value
        }
      }
      let system = try #require(LAPACK.eigensystem(ofSymmetric: matrix, order: order))
      #expect(zip(system.values, system.values.dropFirst()).allSatisfy { $0 >= $1 })
      for row in 0..<order {
        for column in 0..<order {
          var restored: Float = 0
          var product: Float = 0
          for index in 0..<order {
            let vector = system.vectors[index * order..<(index + 1) * order]
            let start = index * order
            restored += system.values[index] * vector[start + row] * vector[start + column]
            product += system.vectors[row * order + index] * system.vectors[column * order + index]
          }
          #expect(abs(restored - matrix[row * order + column]) < 1e-4)
          #expect(abs(product - (row == column ? 1 : 0)) < 1e-4)
        }
      }
    }
  }

  @Test("has vectors whose greatest component is positive")
  func choosesSigns() throws {
    let system = try #require(LAPACK.eigensystem(ofSymmetric: [2, -1, -1, 2], order: 2))
    #expect(zip(system.values, [3, 1] as [Float]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(system.vectors.chunks(of: 2).allSatisfy { $0.max { $0.magnitude < $1.magnitude }! > 0 })
  }

  @Test("is refused for values that are not finite, and empty for an empty matrix")
  func refusesInfinities() {
    #expect(LAPACK.eigensystem(ofSymmetric: [1, .nan, .nan, 1], order: 2) == nil)
    #expect(LAPACK.eigensystem(ofSymmetric: [.infinity], order: 1) == nil)
    #expect(LAPACK.eigensystem(ofSymmetric: [], order: 0)?.values == [])
  }
}

extension Array {
  fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
