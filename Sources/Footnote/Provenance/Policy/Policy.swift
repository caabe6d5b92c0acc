public import WikiModel

/// Which text may be in an index and be found: what a policy's file says.
///
/// Each condition that is set narrows the others; `Documentation/Policies.md` has the file.
///
///     var options = SearchOptions()
///     options.policy = try Policy(parsing: bytes, source: "policy.json")
public struct Policy: Hashable, Sendable {
  /// What to do where something is not as it should be.
  public enum Reaction: String, Hashable, Sendable {
    /// Go on, and say so.
    case warn
    /// Go no further.
    case refuse
  }

  /// SPDX identifiers of licences; text offered under several needs one of them.
  public var licenses: Set<String>?
  /// Languages as BCP 47 tags; `zh` also stands for `zh-Hant`.
  public var languages: Set<String>?
  /// Numbers of namespaces.
  public var namespaces: Set<Int32>?
  /// Names of templates whose pages are refused, by the wiki's database name, or `*` for all.
  public var refusedTemplates: [String: Set<String>]
  /// Days that a revision has to be old.
  public var minimumAgeDays: Int
  /// The moment that ages are measured at; nil takes the input's date, or else the index's.
  public var asOf: Timestamp?
  /// What to do where the signed statement of a generation has expired.
  public var expiredManifest: Reaction
  /// What to do where the list of revocations in place has expired.
  public var expiredRevocations: Reaction

  /// A policy that refuses nothing.
  public init() {
    refusedTemplates = [:]
    minimumAgeDays = 0
    expiredManifest = .warn
    expiredRevocations = .warn
  }
}

extension Policy {
  private static let secondsPerDay: Int64 = 86_400

  /// The latest moment at which a revision may have been saved, for an age at some moment.
  func newestSaved(asOf moment: Timestamp) -> Timestamp {
    Timestamp(
      secondsSince1970: moment.secondsSince1970 - Int64(minimumAgeDays) * Self.secondsPerDay)
  }

  /// Whether another policy keeps out every template that this one does.
  func keepsOutNoMoreTemplates(than other: Policy?) -> Bool {
    let everywhere = other?.refusedTemplates["*"] ?? []
    return refusedTemplates.allSatisfy { wiki, names in
      names.isSubset(of: everywhere.union(other?.refusedTemplates[wiki] ?? []))
    }
  }
}
