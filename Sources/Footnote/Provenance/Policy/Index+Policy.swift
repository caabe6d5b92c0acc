public import Provenance
import Storage
public import WikiModel

/// A check of trust that a policy asks for when an index is searched.
public enum PolicyCheck: String, Hashable, Sendable, CaseIterable {
  /// The signed statement of the generation is in force.
  case expiredManifest = "expired-manifest"
  /// The list of revocations in place is in force.
  case expiredRevocations = "expired-revocations"
}

/// Something that is not as a policy wants it.
public struct PolicyFinding: Hashable, Sendable {
  /// The check that found it.
  public let check: PolicyCheck
  /// What the policy wants to be done.
  public let reaction: Policy.Reaction
  /// What was expected and found.
  public let error: ProvenanceError
}

extension Index {
  /// What is not as a policy wants it at a moment; what passes is narrowed by the search itself.
  ///
  /// When a statement expires is known by its signatures alone: without `trusted` it is found to be
  /// unverified, and what was not signed at all is where the policy refuses.
  ///
  /// - Parameter trusted: What ``checkTrust(_:now:ignoringExpiry:)`` found of this generation, or
  ///   of the one whose history vouches for it.
  /// - Throws: `FootnoteError.provenance` for a statement or list that cannot be read, `.storage`.
  public func findings(
    under policy: Policy, now: Timestamp, trusted: TrustReport? = nil
  ) throws(FootnoteError) -> [PolicyFinding] {
    var findings: [PolicyFinding] = []
    for error in try manifestFaults(policy, now: now, trusted) {
      findings.append(
        PolicyFinding(check: .expiredManifest, reaction: policy.expiredManifest, error: error))
    }
    if let list = try folder.readRevocations()?.list, list.expires <= now {
      findings.append(
        PolicyFinding(
          check: .expiredRevocations, reaction: policy.expiredRevocations,
          error: .expired(
            document: folder.file(IndexFolder.revokedName), at: "\(list.expires)", now: "\(now)")))
    }
    return findings
  }

  /// Why the generation's statement may not be in force.
  private func manifestFaults(
    _ policy: Policy, now: Timestamp, _ trusted: TrustReport?
  ) throws(FootnoteError) -> [ProvenanceError] {
    let document = statementPath()
    if let trusted, trusted.generation >= manifest.generation {
      guard let expires = trusted.expires, expires < now else { return [] }
      return [.expired(document: document, at: "\(expires)", now: "\(now)")]
    }
    guard
      let envelope = try folder.envelope(IndexFolder.statementName(generation: manifest.generation))
    else {
      guard policy.expiredManifest == .refuse else { return [] }
      return [
        .unsigned(
          document: document,
          hint: "Sign the generation with `footnote sign`, and name the keys with --key.")
      ]
    }
    let claimed = try proving { () throws(ProvenanceError) in
      try Statement(decoding: envelope.payload, document: document)
    }
    return [expiry(of: claimed, now: now), .unverified(document: document)].compactMap { $0 }
  }

  /// The filter that a policy comes to in this index.
  func filter(of policy: Policy) throws(FootnoteError) -> SearchFilter {
    guard policy.keepsOutNoMoreTemplates(than: manifest.policy) else {
      throw .invalidPolicy(
        path: path, place: "\"refused_templates\"",
        expected: "an index that was built without pages of these templates",
        found: "one that may have some, since no index knows the templates of its pages")
    }
    var filter = SearchFilter(languages: policy.languages, licenses: policy.licenses)
    if policy.minimumAgeDays > 0 {
      guard let moment = policy.asOf ?? manifest.asOf else {
        throw .invalidPolicy(
          path: path, place: "\"minimum_age_days\"",
          expected: "an index that tells as of when it is, or \"as_of\" in the policy",
          found: "neither")
      }
      filter.revisedThrough = policy.newestSaved(asOf: moment)
    }
    if let wanted = policy.namespaces, !(manifest.policy?.namespaces?.isSubset(of: wanted) ?? false)
    {
      filter.namespaces = wanted
    }
    return filter
  }
}
