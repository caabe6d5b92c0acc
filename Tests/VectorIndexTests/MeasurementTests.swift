import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Suite("What is measured of vectors")
struct MeasurementTests {
  @Test("tells vectors with near neighbours from those without")
  func tellsContrast() async throws {
    var generator = SeededGenerator(usual: 1)
    let folder = try TemporaryFolder()
    let near = try await VectorSet.clustered(
      1_000, dimensions: 24, centres: 50, using: &generator
    ).index(in: folder, .squaredDistance).summary
    let far = try await VectorSet.clustered(
      1_000, dimensions: 200, centres: 1, using: &generator
    ).index(in: folder, .squaredDistance).summary
    #expect(near.measurement.sampleCount == 64)
    #expect(near.measurement.contrast > far.measurement.contrast)
    #expect((1...1.5).contains(far.measurement.contrast))
    #expect(near.measurement.intrinsicDimension > 1)
    #expect(far.measurement.intrinsicDimension > near.measurement.intrinsicDimension)
    #expect(near.degree == 0 && near.searches.isEmpty && near.choice.hasPrefix("all vectors"))
  }

  @Test("is nothing where there are a few vectors, or one many times")
  func measuresNothing() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let few = try await VectorSet.clustered(30, dimensions: 16, using: &generator)
      .index(in: folder, .cosine)
    let same = try await VectorSet(dimensions: 2, values: (0..<500).flatMap { _ in [3, 4] })
      .index(in: folder, .cosine)
    for index in [few, same] {
      #expect(index.summary.measurement.sampleCount == 0)
      #expect(index.summary.measurement.contrast == 1)
      try index.verify()
    }
  }
}
