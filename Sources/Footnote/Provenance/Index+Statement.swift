import JSON
import Provenance
import Storage

extension Index {
  /// The tree over the generation's passages.
  var passageTree: Statement.Tree {
    var roots: [SHA256Digest] = []
    var size: UInt64 = 0
    for part in segments.parts {
      roots.append(part.segment.proofs.root)
      size += UInt64(part.segment.proofs.leafCount)
    }
    return Statement.Tree(size: size, root: MerkleTree.root(of: roots[...]))
  }

  /// What a generation is called where it is signed.
  func generationName() throws(FootnoteError) -> GenerationName {
    GenerationName(
      index: try folder.identity().hexadecimal, generation: manifest.generation,
      manifest: identity.manifestDigest)
  }

  /// What is signed of the generation.
  func statement(expires: Timestamp?) throws(FootnoteError) -> Statement {
    let leaves = try folder.logLeaves(upTo: manifest.generation)
    return Statement(
      subjects: try subjects(), index: try folder.identity(), generation: manifest.generation,
      expires: expires, passages: passageTree,
      log: Statement.Tree(
        size: UInt64(leaves.count), root: MerkleTree.root(of: leaves[...])),
      about: about)
  }

  /// The generation's files, its manifest first.
  private func subjects() throws(FootnoteError) -> [Statement.Subject] {
    func subject(_ name: String, _ sha256: String) throws(FootnoteError) -> Statement.Subject {
      guard let digest = SHA256Digest(hexadecimal: sha256) else {
        throw .damagedManifest(path: path, expected: "64 hexadecimal digits", found: sha256)
      }
      return Statement.Subject(name: name, sha256: digest)
    }
    let manifestName = IndexFolder.manifestName(generation: manifest.generation)
    var subjects = [try subject(manifestName, identity.manifestDigest)]
    for file in manifest.embedding?.files ?? [] {
      subjects.append(try subject(file.name, file.sha256))
    }
    for segment in manifest.segments {
      for file in segment.files {
        subjects.append(try subject("\(segment.name)/\(file.name)", file.sha256))
      }
    }
    return subjects
  }

  /// What a statement repeats of the manifest, for those who do not have the index.
  private var about: [JSONValue.Member] {
    let wanted = ["inputs", "languages", "licenses", "parent", "passages"]
    let members = (try? JSONValue(parsing: manifest.encoded))?.object ?? []
    return members.filter { wanted.contains($0.name) }
      + [.init("embedder_sha256", .string(manifest.embedderDigest))]
  }
}
