import Numerics

/// Makes questions from passages: some words of a sentence, to be led back to their passage.
///
/// The inverse cloze task; rare words are kept more often, as questions have them. Source: Lee,
/// Chang, Toutanova, "Latent Retrieval for Weakly Supervised Open Domain Question Answering", 2019.
struct ExampleMaker {
  private let options: TrainingOptions
  private var question: FeatureBag
  private var passage: FeatureBag
  private var kept: [Int] = []
  private var chances: [Float] = []

  /// A sentence of fewer words is passed over where there is another.
  private static let shortSentence = 5
  private static let sentenceTries = 4

  init(_ options: TrainingOptions) {
    self.options = options
    question = FeatureBag(slotBits: options.slotBits)
    passage = FeatureBag(slotBits: options.slotBits)
  }

  /// Makes a question and its passage's features, and hands each slot with its weight to `body`.
  ///
  /// The weights are those of counts times those of slots.
  mutating func make(
    _ text: borrowing SpooledText, _ weights: SlotWeights, using generator: inout SplitMix64,
    _ body: (_ isQuestion: Bool, _ slot: UInt32, _ weight: Float) -> Void
  ) {
    question.removeAll()
    passage.removeAll()
    let sentence = chooseSentence(of: text, using: &generator)
    chooseWords(of: text, sentence, weights, using: &generator)
    for index in kept { question.insert(text.words[index]) }
    if kept.isEmpty { question.insert(text.headings, text.headings.indices) }
    passage.insert(text.headings, text.headings.indices)
    if generator.unit() < Float(options.removedShare) {
      passage.insert(text.words, 0..<sentence.lowerBound)
      passage.insert(text.words, sentence.upperBound..<text.words.count)
    } else {
      passage.insert(text.words, text.words.indices)
    }
    question.forEach { body(true, $0, $1 * weights[Int($0)]) }
    passage.forEach { body(false, $0, $1 * weights[Int($0)]) }
    // Titles count once more, by themselves.
    for index in text.headings.indices {
      let slot = Slot.number(of: text.headings[index], bits: options.slotBits)
      body(false, UInt32(slot), weights[slot])
    }
  }

  private func chooseSentence(
    of text: borrowing SpooledText, using generator: inout SplitMix64
  ) -> Range<Int> {
    guard text.sentenceCount > 0 else { return 0..<0 }
    var sentence = 0..<0
    for _ in 0..<Self.sentenceTries {
      sentence = text.sentence(generator.below(text.sentenceCount))
      if sentence.count >= Self.shortSentence { break }
    }
    return sentence
  }

  /// Draws words of a sentence without putting them back, each by the root of its weight.
  private mutating func chooseWords(
    of text: borrowing SpooledText, _ sentence: Range<Int>, _ weights: SlotWeights,
    using generator: inout SplitMix64
  ) {
    kept.removeAll(keepingCapacity: true)
    let range = options.questionWords
    let wanted = range.lowerBound + generator.below(range.count)
    guard sentence.count > wanted else {
      kept += sentence
      return
    }
    chances.removeAll(keepingCapacity: true)
    var total: Float = 0
    for index in sentence {
      let slot = Slot.number(of: text.words[index], bits: options.slotBits)
      chances.append(weights[slot].squareRoot())
      total += chances[chances.count - 1]
    }
    while kept.count < wanted {
      var left = generator.unit() * total
      // Rounding may lead past the last word; the last that was not drawn is taken then.
      var chosen = chances.lastIndex { $0 > 0 } ?? 0
      for index in chances.indices where chances[index] > 0 {
        left -= chances[index]
        if left < 0 {
          chosen = index
          break
        }
      }
      total -= chances[chosen]
      chances[chosen] = 0
      kept.append(sentence.lowerBound + chosen)
    }
  }
}
