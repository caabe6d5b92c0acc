import Chunking
import Embedding
import Features
import Storage
import WikiIngest
public import WikiModel

/// Builds indexes from dumps, from files of articles, or from articles in memory.
///
///     let report = try await IndexBuilder().build(
///       files: ["enwiki-20260101-pages-articles.xml.bz2"], output: "enwiki.index")
///
/// The same inputs and options give the same bytes, whatever the number of threads. A build that
/// fails or is cancelled leaves nothing behind.
public struct IndexBuilder: Sendable {
  /// How the index is built.
  public var options: BuildOptions

  /// Makes a builder.
  public init(options: BuildOptions = BuildOptions()) { self.options = options }

  /// Builds an index from files; `-` is standard input.
  ///
  /// Each is a MediaWiki export (schema 0.3 to 0.11) or JSON Lines, plain or compressed with bzip2,
  /// gzip or zstd, told apart by its content. Of several revisions of a page the newest counts;
  /// where it is a redirect, hidden, empty or in another namespace, the page is not indexed.
  ///
  /// - Parameters:
  ///   - files: The inputs, read in this order.
  ///   - output: The folder to make; it must not exist.
  ///   - progress: Called after each batch of articles, from any thread, one call at a time.
  /// - Throws: `FootnoteError.input` for what cannot be read, `.nothingToIndex`, `.outputExists`,
  ///   `.invalidOption`, `.storage` when files cannot be written or a limit would be passed,
  ///   `.cancelled`.
  public func build(
    files: [String], output: String,
    progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> BuildReport {
    if case .trained = options.embedding, files.contains("-") {
      throw .invalidOption(
        "embedding: expected files, which can be read twice, found standard input. Train a table "
          + "first, or give the input as a file.")
    }
    let feed = PolicedFeed(try FileFeed(paths: files, options: options), options.policy)
    return try await build(
      ArticleSource(feed), inputs: files, output: output, progress: progress)
  }

  /// Builds an index from articles in memory, or made one after the other.
  ///
  /// - Parameters:
  ///   - articles: In any order; of several revisions of a page the newest counts.
  ///   - output: The folder to make; it must not exist.
  ///   - progress: Called after each batch of articles, from any thread, one call at a time.
  /// - Throws: As ``build(files:output:progress:)``; `FootnoteError.invalidArticle` for one without
  ///   a title, a licence, or valid UTF-8.
  public func build<Articles: Sequence & Sendable>(
    articles: Articles, output: String,
    progress: (@Sendable (BuildProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> BuildReport where Articles.Element == Article {
    if case .trained = options.embedding {
      throw .invalidOption(
        "embedding: expected files, which can be read twice, found articles in memory. Train a "
          + "table first with EmbeddingTableTrainer.")
    }
    let feed = PolicedFeed(
      SequenceFeed(articles, without: options.ingest.exclusion), options.policy)
    return try await build(
      ArticleSource(feed), inputs: [], output: output, progress: progress)
  }

  private func build(
    _ source: ArticleSource, inputs: [String], output: String,
    progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> BuildReport {
    try await options.limits.keeping { () async throws(FootnoteError) in
      try await write(source, inputs: inputs, output: output, progress: progress)
    }
  }

  private func write(
    _ source: ArticleSource, inputs: [String], output: String,
    progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> BuildReport {
    let chunking = try options.chunking()
    let memory = try WriterMemory(options.limits, threads: options.threads)
    var embedding = try BuildEmbedding(options.embedding)
    if options.isDryRun {
      let sink = SegmentSink(nil)
      try await pump(chunking, nil, memory, progress).move(source, into: sink)
      return try await dryReport(source, sink, inputs: inputs)
    }
    guard !Folder.exists(Folder.trimmed(output)) else { throw .outputExists(path: output) }
    let draft = try IndexDraft(output: output)
    do throws(FootnoteError) {
      if case .trained = options.embedding, !inputs.isEmpty {
        embedding = try await trained(inputs, path: draft.embeddingPath, progress)
      }
      let sink = try draft.makeSink(embedding, memory)
      try await pump(chunking, embedding?.made, memory, progress).move(source, into: sink)
      let state = await source.state
      progress?(BuildProgress(.writing, state, passageCount: await sink.passageCount))
      guard await sink.passageCount > 0 else {
        throw .nothingToIndex(inputs: inputs, skipped: state.skippedByName)
      }
      if Task.isCancelled { throw .cancelled }
      return try await draft.publish(
        sink, state, inputs: inputs, chunking, embedding, options)
    } catch {
      draft.discard()
      throw error
    }
  }

  /// Trains a table on the inputs.
  private func trained(
    _ inputs: [String], path: String, _ progress: (@Sendable (BuildProgress) -> Void)?
  ) async throws(FootnoteError) -> BuildEmbedding {
    var training = EmbeddingTrainingOptions()
    training.reading = options
    training.stepsFollowText = true
    training.resumes = false
    let trainer = EmbeddingTableTrainer(options: training)
    _ = try await trainer.train(files: inputs, output: path) { progress?(BuildProgress($0)) }
    return try BuildEmbedding(table: path)
  }

  private func pump(
    _ chunking: ChunkingOptions, _ embedding: PassageEmbedding?, _ memory: WriterMemory,
    _ progress: (@Sendable (BuildProgress) -> Void)?
  ) -> ArticlePump {
    ArticlePump(
      threadCount: memory.threadCount, chunking: chunking, embedding: embedding,
      makesFeatures: !options.isDryRun, skipsBadPages: options.skipsBadPages, progress: progress)
  }

  private func dryReport(
    _ source: ArticleSource, _ sink: SegmentSink, inputs: [String]
  ) async throws(FootnoteError) -> BuildReport {
    let state = await source.state
    guard await sink.passageCount > 0 else {
      throw .nothingToIndex(inputs: inputs, skipped: state.skippedByName)
    }
    return BuildReport(
      pageCount: await sink.pageCount, passageCount: await sink.passageCount,
      textByteCount: await sink.textByteCount, indexByteCount: 0,
      skipped: state.skippedByName, faults: state.faults)
  }
}

extension BuildProgress {
  init(_ training: EmbeddingTrainingProgress) {
    self.init(
      phase: .training, bytesRead: training.bytesRead, bytesTotal: training.bytesTotal,
      pageCount: 0, passageCount: training.passageCount, training: training)
  }

  init(_ phase: Phase, _ state: ArticleSource.State, passageCount: Int) {
    self.init(
      phase: phase, bytesRead: state.bytesRead, bytesTotal: state.bytesTotal,
      pageCount: state.pageCount, passageCount: passageCount,
      training: nil)
  }
}
