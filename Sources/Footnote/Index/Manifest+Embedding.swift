import Embedding
import JSON
import VectorIndex
import VectorInput

extension Manifest.Embedding {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("dimensions", .integer(Int64(dimensions))), .init("kind", .string(source.kind)),
      .init("metric", .string(metric.name)),
    ]
    switch source {
    case .table(let file): members.append(.init("file", file.json))
    case .sketch: break
    case .brought(let model, let version):
      members += [.init("model", .string(model)), .init("model_version", .string(version))]
    }
    return .object(members)
  }

  /// What the index's folder holds besides the segments.
  var files: [Manifest.File] {
    if case .table(let file) = source { [file] } else { [] }
  }

  /// The same for people, with the model of vectors that were brought.
  var text: String {
    let name =
      switch source {
      case .table: "an embedding table"
      case .sketch: "sketches"
      case .brought(let model, let version): "\(model) \(version)"
      }
    return "\(dimensions) dimensions by \(name), compared by \(metric.name)"
  }

  /// Everything that the vectors depend on besides the passages, as one line.
  var canonicalDescription: String {
    let name =
      switch source {
      case .table(let file): "sha256=\(file.sha256)"
      case .sketch: SketchEmbedder.canonicalDescription
      case .brought(let model, let version): "model=\(model) version=\(version)"
      }
    return "vectors=\(source.kind) \(name) dimensions=\(dimensions) metric=\(metric.name)"
  }
}

extension Manifest.Embedding.Source {
  static let tableKind = "table"
  static let sketchKind = "sketch"
  static let broughtKind = "brought"

  var kind: String {
    switch self {
    case .table: Self.tableKind
    case .sketch: Self.sketchKind
    case .brought: Self.broughtKind
    }
  }
}

extension ManifestMembers {
  func embedding() throws(FootnoteError) -> Manifest.Embedding {
    let name = try string("metric")
    guard let metric = VectorMetric(name: name) else {
      let known = VectorMetric.allCases.map(\.name).joined(separator: ", ")
      throw damage("one of the metrics \(known)", name)
    }
    let dimensions = try unsigned("dimensions")
    let range = VectorFile.dimensionRange
    guard range.contains(Int(dimensions)) else {
      throw damage("dimensions from \(range.lowerBound) to \(range.upperBound)", "\(dimensions)")
    }
    let source = try embeddingSource()
    if source == .sketch, dimensions != UInt64(EmbeddingSketch.dimensions) {
      throw damage("\(EmbeddingSketch.dimensions) dimensions of sketches", "\(dimensions)")
    }
    return Manifest.Embedding(source: source, dimensions: Int(dimensions), metric: metric)
  }

  private func embeddingSource() throws(FootnoteError) -> Manifest.Embedding.Source {
    switch try string("kind") {
    case Manifest.Embedding.Source.tableKind:
      let file = try object("file").file()
      guard file.name == IndexFolder.embeddingName else {
        throw damage("the file \(IndexFolder.embeddingName)", file.name)
      }
      return .table(file)
    case Manifest.Embedding.Source.sketchKind: return .sketch
    case Manifest.Embedding.Source.broughtKind:
      return .brought(model: try string("model"), version: try string("model_version"))
    case let kind: throw damage("an embedding of kind table, sketch or brought", kind)
    }
  }
}
