/// Why something that is signed, logged or proved cannot be trusted.
///
/// Every description says what was expected, what was found, where, and what to do next.
public enum ProvenanceError: Error, Hashable, Sendable {
  /// The text is not what it has to be: JSON, a note, a key.
  case malformed(document: String, expected: String, found: String)
  /// The envelope holds another kind of document.
  case wrongType(document: String, expected: String, found: String)
  /// A signature of a key that is trusted does not belong to the document.
  case badSignature(document: String, key: String)
  /// Fewer trusted keys signed than are wanted; none of them, where the keys are others.
  case belowThreshold(document: String, wanted: Int, found: Int)
  /// The document says that it is no longer to be relied on.
  case expired(document: String, at: String, now: String)
  /// The document is older than one that was seen before.
  case rollback(document: String, seen: UInt64, found: UInt64)
  /// Two documents with one number differ, or a log does not go on from what was seen of it.
  case fork(document: String, expected: String, found: String)
  /// What was signed is not what lies here.
  case mismatch(document: String, what: String, expected: String, found: String)
  /// A proof has too few or too many hashes.
  case wrongProofLength(document: String, expected: Int, found: Int)
  /// A proof leads to another root than the one that was signed.
  case wrongRoot(document: String, expected: String, found: String)
  /// A line of a log is not what follows from those before it; its number counts from 1.
  case damagedLog(
    document: String, line: UInt64?, offset: UInt64, expected: String, found: String)
  /// The folder of a log has not what it has to have.
  case incompleteLog(document: String, expected: String, found: String)
  /// A document that is signed is not in the one form that canonical JSON has (RFC 8785).
  case notCanonical(document: String)
  /// A name has characters that no name of its kind has.
  case badName(document: String, found: String)
  /// A member has a value whose meaning is not known.
  case unknownValue(document: String, expected: String, found: String)
  /// An entry names what one before it names.
  case repeated(document: String)
  /// What an index has in place of revocations is missing or damaged; nothing is handed out.
  case damagedRevocations(document: String, expected: String, found: String)
  /// Nothing was signed.
  case unsigned(document: String, hint: String)
  /// Something was signed, and nobody said whose signatures count.
  case unverified(document: String)
}

extension ProvenanceError: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    switch self {
    case .malformed(let document, let expected, let found):
      "\(document): expected \(expected), found \(found). Get the document again from its source."
    case .wrongType(let document, let expected, let found):
      "\(document): expected a document of the type \(expected), found \(found). "
        + "Name the right file."
    case .badSignature(let document, let key):
      "\(document): expected a signature of the key \(key), found one that does not fit: the "
        + "document or the signature was altered. Get both again from their source."
    case .belowThreshold(let document, let wanted, let found):
      "\(document): expected signatures of \(wanted) trusted \(wanted == 1 ? "key" : "keys"), "
        + "found \(found). Have it signed by the keys that you trust, or name others with --key."
    case .expired(let document, let moment, let now):
      "\(document): expected to be in force at \(now), found that it expired at \(moment). "
        + "Get a newer one; an old one may hide what was changed since."
    case .rollback(let document, let seen, let found):
      "\(document): expected number \(seen) or a later one, which was seen before, found \(found). "
        + "Somebody may be handing out old content; get the newest."
    case .fork(let document, let expected, let found):
      "\(document): expected to go on from \(expected), found \(found). There are two histories; "
        + "ask the signer which is the right one."
    case .mismatch(let document, let what, let expected, let found):
      "\(document): expected \(what) to be \(expected), as was signed, found \(found). "
        + "Get the files again that were signed."
    case .wrongProofLength(let document, let expected, let found):
      "\(document): expected a proof of \(expected) hashes, found \(found). "
        + "Ask for the receipt again."
    case .wrongRoot(let document, let expected, let found):
      "\(document): expected the proof to lead to the signed root \(expected), found \(found). "
        + "The passage, its place or the proof was altered; ask for the receipt again."
    case .damagedLog(let document, let line, let offset, let expected, let found):
      "\(document): \(line.map { "line \($0), " } ?? "")byte \(offset): expected \(expected), "
        + "found \(found). Keep the file as it is, for whoever looks into it, and go on "
        + "with a copy or with another folder."
    case .incompleteLog(let document, let expected, let found):
      "\(document): expected \(expected), found \(found). Name the folder of an audit log, or one "
        + "that is not there yet; where a file was lost, restore it from a copy."
    case .notCanonical(let document):
      "\(document): expected canonical JSON (RFC 8785), found another spelling of it. "
        + "Sign it again with `footnote revocations`."
    case .badName(let document, let found):
      "\(document): expected a wiki's database name, of a to z, 0 to 9 and _, found \"\(found)\". "
        + "Get the document again from its source."
    case .unknownValue(let document, let expected, let found):
      "\(document): expected one of \(expected), found \"\(found)\". "
        + "It may need a newer version of footnote."
    case .repeated(let document):
      "\(document): expected something that no entry before it names, found it named twice. "
        + "Leave one of them out and sign the list again."
    case .damagedRevocations(let document, let expected, let found):
      "\(document): expected \(expected), found \(found). Nothing is handed out while it is not "
        + "known what was revoked: put the list in place again with `footnote revoke`, or restore "
        + "the file from a copy."
    case .unsigned(let document, let hint):
      "\(document): expected a signature, found none. \(hint)"
    case .unverified(let document):
      "\(document): expected keys to check its signatures by, found none: anybody may have written "
        + "when it expires. Name the keys that you trust with --key."
    }
  }
}
