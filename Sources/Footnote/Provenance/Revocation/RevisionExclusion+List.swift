import Storage
import WikiIngest
import WikiModel

extension RevisionExclusion {
  /// What a list leaves out of inputs; nil where it names no pages, revisions and editors.
  init?(_ list: RevocationList) {
    let rules = RevocationRules(list, .remove)
    guard !rules.pages.isEmpty || !rules.revisions.isEmpty || !rules.editors.isEmpty else {
      return nil
    }
    self.init { wiki, page, revision, editor in
      if rules.pages[wiki]?.contains(page.rawValue) ?? false { return .revokedPage }
      if rules.revisions[wiki]?.contains(revision.rawValue) ?? false { return .revokedRevision }
      guard let editor, let salt = rules.salt else { return nil }
      let digest = SHA256Digest(
        hexadecimal: RevocationList.editorDigest(of: editor, salt: salt))
      return digest.map { rules.editors.contains($0) } ?? false ? .revokedEditor : nil
    }
  }
}
