internal import CStemmer
internal import CXXHash

/// Snowball's stemmers, each opened when first asked for.
///
/// One thread at a time. The library's pointers stay inside, and live as long as this does.
@safe
struct StemmerSet: ~Copyable {
  private var stemmers: [StemmingAlgorithm: OpaquePointer] = unsafe [:]

  deinit {
    for algorithm in StemmingAlgorithm.allCases {
      if let stemmer = unsafe stemmers[algorithm] { unsafe sb_stemmer_delete(stemmer) }
    }
  }

  /// Replaces a normalised word by its stem; leaves it where the library lacks the stemmer.
  ///
  /// An empty stem is refused, so that a word never loses all of itself.
  mutating func stem(_ word: inout [UInt8], by algorithm: StemmingAlgorithm) {
    guard let stemmer = unsafe stemmer(algorithm),
      let stem = unsafe sb_stemmer_stem(stemmer, word, Int32(truncatingIfNeeded: word.count))
    else { return }
    let count = unsafe Int(sb_stemmer_length(stemmer))
    guard count > 0 else { return }
    word.removeAll(keepingCapacity: true)
    unsafe word.append(contentsOf: UnsafeBufferPointer(start: stem, count: count))
  }

  private mutating func stemmer(_ algorithm: StemmingAlgorithm) -> OpaquePointer? {
    if let known = unsafe stemmers[algorithm] { return unsafe known }
    guard let opened = unsafe sb_stemmer_new(algorithm.rawValue, "UTF_8") else { return nil }
    unsafe stemmers[algorithm] = opened
    return unsafe opened
  }

  /// A digest in hexadecimal of how the library's stemmers treat a few words each.
  ///
  /// The library tells no version, so its behaviour stands for it.
  static let fingerprint: String = {
    var stemmers = StemmerSet()
    var transcript: [UInt8] = []
    for algorithm in StemmingAlgorithm.allCases {
      transcript += Array(algorithm.rawValue.utf8)
      for probe in algorithm.probe.split(separator: " ") {
        var word = Array(probe.utf8)
        stemmers.stem(&word, by: algorithm)
        transcript += [0x20] + word
      }
      transcript.append(0x0A)
    }
    return String(unsafe footnote_xxh3_64(transcript, transcript.count), radix: 16)
  }()
}
