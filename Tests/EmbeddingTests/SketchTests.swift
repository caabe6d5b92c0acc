import TestSupport
import Testing

@testable import Embedding

/// Features of a family, each with a weight.
private typealias Family = [(feature: UInt32, weight: UInt32)]

extension EmbeddingSketch {
  fileprivate mutating func vector(of families: [Family]) -> [Float] {
    for family in families {
      for item in family { add(item.feature, weight: item.weight) }
      endFamily()
    }
    return finish()
  }
}

private func features(_ count: Int, using generator: inout SeededGenerator) -> Family {
  (0..<count).map { _ in
    (
      UInt32.random(in: 0 ... .max, using: &generator),
      EmbeddingSketch.weight(ofCount: UInt32.random(in: 1...3, using: &generator))
    )
  }
}

private func product(_ left: [Float], _ right: [Float]) -> Float {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

@Suite("An untrained sketch")
struct SketchTests {
  @Test("is a unit vector, the same for any order of features and whatever was made before")
  func isUnit() {
    var generator = SeededGenerator()
    var sketch = EmbeddingSketch()
    let families = [features(40, using: &generator), features(90, using: &generator)]
    let vector = sketch.vector(of: families)
    #expect(vector.count == EmbeddingSketch.dimensions)
    #expect(abs(product(vector, vector) - 1) < 1e-4)
    #expect(sketch.vector(of: families.reversed()) != vector)
    #expect(sketch.vector(of: families.map { $0.shuffled(using: &generator) }) == vector)
  }

  @Test("is zero without features, also where they weigh nothing")
  func isZero() {
    var sketch = EmbeddingSketch()
    let zeros = [Float](repeating: 0, count: EmbeddingSketch.dimensions)
    #expect(sketch.vector(of: []) == zeros)
    #expect(sketch.vector(of: [[], []]) == zeros)
    #expect(sketch.vector(of: [[(1, 0)]]) == zeros)
  }

  @Test("takes the greatest weights of a long text")
  func isBounded() {
    var generator = SeededGenerator()
    var sketch = EmbeddingSketch()
    let feature = UInt32.random(in: 0 ... .max, using: &generator)
    let heavy = sketch.vector(of: [Family(repeating: (feature, .max), count: 10_000)])
    #expect(heavy == sketch.vector(of: [[(feature, 1)]]))
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
    #expect(first > 0.4)
  }
}
