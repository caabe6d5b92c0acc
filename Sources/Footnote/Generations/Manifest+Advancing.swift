extension Manifest {
  /// Makes it that of the generation after another one, of which it was a copy.
  mutating func advance(
    _ origin: GenerationRecord.Origin, after parent: IndexFolder.StoredManifest
  ) {
    self.origin = origin
    self.parent = Parent(generation: parent.manifest.generation, sha256: parent.digest)
    generation = parent.manifest.generation + 1
    nextSegment = parent.manifest.nextSegment
    inputs = []
    skipped = [:]
  }
}
