import Embedding

/// How an embedding table is trained; the defaults suit a dump of any Wikipedia.
public struct EmbeddingTrainingOptions: Sendable {
  /// How inputs are read and cut into passages: as for an index of the same inputs.
  public var reading = BuildOptions()
  /// Dimensions of the vectors: 16 to 1,024, a multiple of 16.
  public var dimensions = 256
  /// How long to train; the number of steps follows from how fast the first ones were.
  public var duration = Duration.seconds(300)
  /// How many steps to take, 50 or more, whatever the time; nil takes ``duration``.
  ///
  /// The same inputs, options and number of steps give the same table on one machine.
  public var stepCount: Int?
  /// What all random choices follow from.
  public var seed: UInt64 = 1
  /// Goes on from the file that a training of the same inputs and options left when it was cut off.
  public var resumes = true

  /// Takes as many steps as suit the number of passages.
  var stepsFollowText = false

  /// The defaults.
  public init() {}

  /// How many steps to take; nil where the time decides.
  func steps(passageCount: Int) -> Int? {
    // A step looks at three thousand passages. Half a million are learnt well in some minutes.
    stepsFollowText ? min(max(passageCount / 300, 100), 1_500) : stepCount
  }

  /// The options of the training itself, checked.
  func training() throws(FootnoteError) -> TrainingOptions {
    guard EmbeddingLimits.allows(dimensions: dimensions) else {
      let limits = EmbeddingLimits.dimensions
      throw .invalidOption(
        "dimensions: expected \(limits.lowerBound) to \(limits.upperBound), a multiple of "
          + "\(EmbeddingLimits.dimensionStep), found \(dimensions). "
          + "256 suits most corpora, 64 small ones.")
    }
    let fewest = EmbeddingTrainer.warmUpStepCount
    if let stepCount, stepCount < fewest {
      throw .invalidOption(
        "steps: expected \(fewest) or more, for which learning begins, found \(stepCount).")
    }
    guard duration > .zero else {
      throw .invalidOption("duration: expected more than none, found \(duration).")
    }
    var training = TrainingOptions()
    training.dimensions = dimensions
    training.seed = seed
    return training
  }
}

/// How far a training has come.
public struct EmbeddingTrainingProgress: Sendable {
  /// What a training does, in order.
  public enum Phase: Sendable {
    /// Reads articles and cuts them into passages.
    case reading
    /// Takes steps.
    case training
    /// Writes the table.
    case writing
  }

  /// What is being done.
  public internal(set) var phase: Phase
  /// Bytes of the input files read, compressed where they are.
  public let bytesRead: UInt64
  /// Bytes of all input files; nil where one is a pipe.
  public let bytesTotal: UInt64?
  /// Passages read.
  public let passageCount: Int
  /// Steps taken.
  public internal(set) var stepCount = 0
  /// Steps to be taken in all; nil until the first ones have shown how fast they are.
  public internal(set) var stepTotal: Int?
  /// The mean loss of the last steps: lower is better.
  public internal(set) var loss = 0.0
  /// The share of questions from passages kept from training that find theirs among the first ten
  /// of all that were kept; nil until it was first looked at.
  public internal(set) var heldOutRecall: Double?
  /// Steps a second since the training began or went on.
  public internal(set) var stepsPerSecond = 0.0
}

/// What a training did.
public struct EmbeddingTrainingReport: Sendable {
  /// Passages of the inputs.
  public let passageCount: Int
  /// Steps taken in all.
  public let stepCount: Int
  /// Steps that a training before had taken already.
  public let resumedStepCount: Int
  /// The mean loss of the last steps.
  public let loss: Double
  /// As in ``EmbeddingTrainingProgress/heldOutRecall``, of the finished table.
  public let heldOutRecall: Double
  /// Dimensions of the table.
  public let dimensions: Int
  /// Rows of the table: slots that words of the inputs fell into.
  public let rowCount: Int
  /// Bytes of the table's file.
  public let byteCount: UInt64
  /// The table's name: the SHA-256 of its file, in hexadecimal.
  public let digest: String
  /// Pages that were left out, by reason.
  public let skipped: [String: Int]
}
