import TestSupport
import Testing

@testable import Embedding

@Suite("An untrained sketch")
struct SketchTests {
  private func features(
    _ count: Int, using generator: inout SeededGenerator
  ) -> [EmbeddedFeature] {
    (0..<count).map { _ in
      EmbeddedFeature(
        feature: UInt32.random(in: 0 ... .max, using: &generator),
        count: UInt32.random(in: 1...3, using: &generator))
    }
  }

  private func product(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("is a unit vector of equal parts, the same for any order of features")
  func isUnit() {
    var generator = SeededGenerator()
    for dimensions in [64, 512, 4_096] {
      var sketch = EmbeddingSketch(dimensions: dimensions)
      let families = [features(40, using: &generator), features(90, using: &generator)]
      let vector = sketch.vector(of: families)
      #expect(abs(product(vector, vector) - 1) < 1e-4)
      #expect(Set(vector.map(\.magnitude)).count == 1)
      #expect(sketch.vector(of: families.map { $0.shuffled(using: &generator) }) == vector)
      #expect(sketch.vector(of: families.reversed()) != vector)
    }
  }

  @Test("is zero without features, also where they cancel out")
  func isZero() {
    var sketch = EmbeddingSketch(dimensions: 64)
    let zeros = [Float](repeating: 0, count: 64)
    #expect(sketch.vector(of: []) == zeros)
    #expect(sketch.vector(of: [[], []]) == zeros)
    #expect(sketch.vector(of: [[EmbeddedFeature(feature: 1, count: 0)]]) == zeros)
  }

  @Test("is nearer to what shares more features")
  func measuresOverlap() {
    var generator = SeededGenerator(usual: 1)
    var sketch = EmbeddingSketch()
    let whole = features(80, using: &generator)
    let vector = sketch.vector(of: [whole])
    var last: Float = 1.01
    for shared in [80, 60, 40, 20, 0] {
      let other = Array(whole[..<shared]) + features(80 - shared, using: &generator)
      let similarity = product(vector, sketch.vector(of: [other]))
      #expect(similarity < last)
      last = similarity
    }
    #expect(last.magnitude < 0.1)
  }

  @Test("gives each family the same weight")
  func weighsFamilies() {
    var generator = SeededGenerator(usual: 1)
    var sketch = EmbeddingSketch()
    let (few, many) = (features(5, using: &generator), features(500, using: &generator))
    let vector = sketch.vector(of: [few, many])
    let first = product(vector, sketch.vector(of: [few, features(500, using: &generator)]))
    let second = product(vector, sketch.vector(of: [features(5, using: &generator), many]))
    #expect(abs(first - second) < 0.12)
    #expect(first > 0.15)
  }
}
