import Numerics
import TestSupport
import Testing

@Suite("Coding queries")
struct VectorQueryTests {
  @Test("is the same at every level, and close", arguments: [0, 1, 7, 64, 100, 384])
  func agrees(_ count: Int) throws {
    var generator = SeededGenerator()
    let numbers = (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    let others = (0..<count).map { _ in Float.random(in: -3...3, using: &generator) }
    let scalar = try #require(VectorKernels(level: .scalar))
    let expected = VectorQueryCodes(numbers, scalar)
    let product = scalar.product(numbers.span, others.span)
    let plain = zip(numbers, others).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(product - plain) < 1e-9)
    for kernels in VectorKernelTests.levels {
      let coded = VectorQueryCodes(numbers, kernels)
      #expect(coded.codes == expected.codes && coded.rests == expected.rests)
      #expect(coded.inverse.bitPattern == expected.inverse.bitPattern)
      #expect(kernels.product(numbers.span, others.span).bitPattern == product.bitPattern)
    }
    for index in numbers.indices {
      let exact = Double(numbers[index]) * Double(expected.inverse)
      let close =
        Double(expected.codes[index])
        + Double(expected.rests[index]) / Double(VectorQueryCodes.restUnit)
      #expect(abs(exact - close) < 0.003)
    }
  }

  @Test("takes numbers that are not finite for zeros", arguments: [Float.nan, .infinity, 3e38])
  func survives(_ odd: Float) {
    let coded = VectorQueryCodes([1, odd, -2, 0])
    #expect(coded.inverse == 0 && coded.codes == [0, 0, 0, 0] && coded.rests == [0, 0, 0, 0])
  }
}
