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
  /// Says nothing of who signed: ``checkTrust(_:now:)`` does. What was never signed cannot expire.
  ///
  /// - Throws: `FootnoteError.provenance` for a statement or list that cannot be read, `.storage`.
  public func findings(
    under policy: Policy, now: Timestamp
  ) throws(FootnoteError) -> [PolicyFinding] {
    var findings: [PolicyFinding] = []
    let name = IndexFolder.statementName(generation: manifest.generation)
    if let envelope = try folder.envelope(name) {
      let document = folder.file(name)
      let statement = try proving { () throws(ProvenanceError) in
        try Statement(decoding: envelope.payload, document: document)
      }
      if let expires = statement.expires, expires < now {
        findings.append(
          PolicyFinding(
            check: .expiredManifest, reaction: policy.expiredManifest,
            error: .expired(document: document, at: "\(expires)", now: "\(now)")))
      }
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
