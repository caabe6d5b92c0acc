import Footnote

/// The flags that say whom to believe, and reading keys from files.
enum KeyFlags {
  /// What --key means to commands that use an index, for their help.
  static let meaning = """
    With --key, nothing of INDEX is used unless all of it is what trusted keys have signed, as in
    'footnote verify': each byte is read first, and an index that is refused ends with status 7. An
    older generation is vouched for by the newest one's signed history.
    """

  /// Of commands that check what was signed.
  static let all: [any FlagDefinition] = [trusted, threshold, memory]

  /// Of commands that have nothing to remember.
  static let signers: [any FlagDefinition] = [trusted, threshold]

  static let trusted = Flag(
    "key", joined: .list(of: .file("PUB")), default: [],
    "The file of a public key that is trusted",
    "As 'footnote keygen' writes it. May be given several times.")

  private static let threshold = Flag(
    "threshold", .integer("N", in: 1...64), default: 1, "How many trusted keys have to have signed")

  private static let memory = Flag(
    "trust", optional: .file("FILE"),
    "Remember in FILE what was seen, and refuse what is older",
    "FILE is made when it is not there. It keeps the keys in force after rotations, and the "
      + "highest generation, so that an old index cannot be passed off as the newest.")

  /// The keys that the command line trusts; nil where it names none.
  static func keys(_ arguments: Arguments) throws(Failure) -> KeySet? {
    guard !arguments[trusted].isEmpty else {
      guard !arguments.isGiven(threshold), !arguments.isGiven(memory) else {
        throw Failure(.usage, "--threshold and --trust need --key: name the keys to trust.")
      }
      return nil
    }
    var keys: [VerificationKey] = []
    for path in arguments[trusted] { keys.append(try publicKey(path)) }
    do throws(ProvenanceError) {
      return try KeySet(keys, threshold: arguments[threshold])
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }

  static func remember(_ arguments: Arguments) -> Bool { arguments.isGiven(memory) }

  static func areGiven(_ arguments: Arguments) -> Bool {
    arguments.isGiven(trusted) || arguments.isGiven(threshold) || arguments.isGiven(memory)
  }

  /// Whom the command line believes; nil where it names no key.
  static func trust(_ arguments: Arguments) throws(Failure) -> Trust? {
    try keys(arguments).map { Trust(keys: $0, memory: arguments[memory]) }
  }

  static func publicKey(_ path: String) throws(Failure) -> VerificationKey {
    let pem = try text(path)
    do throws(ProvenanceError) {
      return try VerificationKey(pem: pem, source: path)
    } catch {
      throw Failure(.badInput, "\(error)")
    }
  }

  static func secretKey(_ path: String) throws(Failure) -> SigningKey {
    let pem = try text(path)
    do throws(ProvenanceError) {
      return try SigningKey(pem: pem, source: path)
    } catch {
      throw Failure(.badInput, "\(error)")
    }
  }

  private static func text(_ path: String) throws(Failure) -> String {
    String(decoding: try SmallFile.bytes(path), as: UTF8.self)
  }
}
