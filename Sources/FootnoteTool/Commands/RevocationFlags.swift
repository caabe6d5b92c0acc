import Footnote
import JSON

/// Lists of what is revoked on the command line, and passing over the one in place.
enum RevocationFlags {
  /// Passes over the list in place; of commands that hand out passages.
  static let ignore = Flag(
    "ignore-revocations", optional: .text("WHY"), fallback: "the list is heeded",
    "Pass over the list of what is revoked, for this reason",
    "The index's holder may do so; it is recorded in the index with WHY, and refused where that "
      + "is impossible.")

  /// Reads and verifies a list by the keys on the command line.
  static func verified(
    _ path: String, _ arguments: Arguments, needing command: String
  ) throws(Failure) -> VerifiedRevocations {
    guard let keys = try KeyFlags.keys(arguments) else {
      throw Failure(
        UsageError.contradiction(
          message: "a list needs --key PUB: name the keys to trust", command: command))
    }
    let bytes = try SmallFile.bytes(path)
    do throws(ProvenanceError) {
      return try VerifiedRevocations(bytes, document: path, by: keys, now: OperatingSystem.now())
    } catch {
      throw Failure(.provenance(error))
    }
  }

  /// The index as the arguments want it: with regard to the list in place, of which a warning is
  /// given where it has expired, or without.
  static func applied(
    to index: Index, _ arguments: Arguments, _ console: Console
  ) throws(Failure) -> Index {
    let now = OperatingSystem.now()
    do throws(FootnoteError) {
      if let reason = arguments[ignore] {
        return try index.ignoringRevocations(purpose: reason, now: now)
      }
      if let summary = try index.revocations(), summary.expires <= now {
        console.messages.warning(
          "\(index.path): the list of what is revoked expired at \(summary.expires)",
          nextStep: "It goes on to hold; get a newer one, and put it in place with "
            + "'footnote revoke'.")
      }
      return index
    } catch {
      throw Failure(error)
    }
  }
}

extension RevocationSummary {
  /// What is taken back, for people, on one line.
  var text: String {
    func listed(_ counts: [String: Int]) -> String {
      counts.sorted { $0.key < $1.key }
        .map { HumanFigures.counted($0.value, String($0.key.dropLast()), $0.key) }
        .joined(separator: ", ")
    }
    let masked = HumanFigures.counted(maskedPassageCount, "passage", "passages")
    var parts = [
      "removes \(removals.isEmpty ? "nothing" : listed(removals))", "\(masked) taken back here",
    ]
    if !creditRemovals.isEmpty { parts.append("credit removed of \(listed(creditRemovals))") }
    return parts.joined(separator: "; ") + "; until \(expires)"
  }

  /// The same for programs.
  var json: JSONValue {
    func counts(_ counts: [String: Int]) -> JSONValue {
      .object(
        counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) })
    }
    return [
      "version": .integer(Int64(clamping: version)), "sha256": .string(sha256),
      "issued": .string("\(issued)"), "expires": .string("\(expires)"),
      "removes": counts(removals), "removes_credit": counts(creditRemovals),
      "masked_passages": .integer(Int64(maskedPassageCount)),
    ]
  }
}
