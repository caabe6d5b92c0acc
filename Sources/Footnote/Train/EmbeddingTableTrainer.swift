import Chunking
import Embedding
import Storage
import WikiIngest
public import WikiModel

/// Trains embedding tables on dumps, files of articles, or articles in memory.
///
///     let report = try await EmbeddingTableTrainer().train(
///       files: ["enwiki-20260101-pages-articles.xml.bz2"], output: "enwiki.embedding")
///
/// A table turns the words of passages and questions into vectors; it learns from the text alone
/// which words stand for each other. It is a file named by its digest: given the same table, an
/// index is the same everywhere.
public struct EmbeddingTableTrainer: Sendable {
  /// How tables are trained.
  public var options: EmbeddingTrainingOptions

  /// The fastest products of matrices that the system has: a library's name, or nil where there is
  /// only the reference BLAS, with which training takes some ten times as long.
  public static var matrixLibrary: String? { EmbeddingTrainer.matrixLibrary }

  /// Makes a trainer.
  public init(options: EmbeddingTrainingOptions = EmbeddingTrainingOptions()) {
    self.options = options
  }

  /// Trains a table on files; `-` is standard input.
  ///
  /// While it works, a file beside the output with `.checkpoint` at its end holds what was learnt
  /// so far, written every minute and when the training is cancelled; the next training of the
  /// same inputs and options goes on from there, one of others is refused. It goes when the table
  /// is written.
  ///
  /// - Parameters:
  ///   - files: The inputs, as for ``IndexBuilder/build(files:output:progress:)``.
  ///   - output: The file to make; it must not exist.
  ///   - progress: Called after each batch of articles and each step, one call at a time.
  /// - Throws: `FootnoteError.input` for what cannot be read, `.tooLittleText`, `.outputExists`,
  ///   `.invalidOption`, `.badCheckpoint`, `.storage` when files cannot be written, `.cancelled`.
  public func train(
    files: [String], output: String,
    progress: (@Sendable (EmbeddingTrainingProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> EmbeddingTrainingReport {
    let feed = PolicedFeed(
      try FileFeed(paths: files, options: options.reading), options.reading.policy)
    return try await train(feed, output: output, progress: progress)
  }

  /// Trains a table on articles in memory, or made one after the other.
  ///
  /// - Parameters:
  ///   - articles: In any order.
  ///   - output: The file to make; it must not exist.
  ///   - progress: Called after each batch of articles and each step, one call at a time.
  /// - Throws: As ``train(files:output:progress:)``; `FootnoteError.invalidArticle` for one without
  ///   a title, a licence, or valid UTF-8.
  public func train<Articles: Sequence & Sendable>(
    articles: Articles, output: String,
    progress: (@Sendable (EmbeddingTrainingProgress) -> Void)? = nil
  ) async throws(FootnoteError) -> EmbeddingTrainingReport where Articles.Element == Article {
    try await train(SequenceFeed(articles), output: output, progress: progress)
  }

  private func train(
    _ feed: sending any ArticleFeed, output: String,
    progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?
  ) async throws(FootnoteError) -> EmbeddingTrainingReport {
    let training = try options.training()
    let chunking = try options.reading.chunking()
    guard !Folder.exists(output) else { throw .outputExists(path: output) }
    let source = ArticleSource(feed)
    let corpus = try await read(source, chunking, output: output, progress)
    let threads = max(1, options.reading.threads ?? availableProcessors())
    let state = await source.state
    guard let trainer = EmbeddingTrainer(corpus, options: training, threads: threads) else {
      throw .tooLittleText(
        passageCount: corpus.passageCount, wanted: EmbeddingTrainer.passageLimit)
    }
    var run = TrainingRun(
      trainer, options, output: output,
      EmbeddingTrainingProgress(.training, state, passageCount: corpus.passageCount), progress)
    return try await run.run(skipped: state.skippedByName)
  }

  /// Reads every article into the corpus.
  private func read(
    _ source: ArticleSource, _ chunking: ChunkingOptions, output: String,
    _ progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?
  ) async throws(FootnoteError) -> TrainingCorpus {
    let skipsBadPages = options.reading.skipsBadPages
    let sink = try storing { () throws(StorageError) in
      try Folder.checkParent(of: output)
      let path = Folder.temporaryName(for: output + ".passages")
      if Folder.exists(path) { try Folder.removeFile(path) }
      return TrainingSink(try TrainingCorpusWriter(temporaryPath: path))
    }
    try await source.work(
      threads: max(1, options.reading.threads ?? availableProcessors()),
      by: {
        TrainingReader(
          source: source, sink: sink, maker: TrainingTextMaker(chunking),
          skipsBadPages: skipsBadPages, progress: progress)
      },
      wake: { await sink.close() })
    do throws(StorageError) { return try await sink.finish() } catch { throw .storage(error) }
  }
}
