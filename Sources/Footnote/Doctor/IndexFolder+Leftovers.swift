import Storage

extension IndexFolder {
  /// What is wrong with the list of what is revoked and the log of actions.
  func revocationFindings() throws(FootnoteError) -> [IndexFinding] {
    var findings: [IndexFinding] = []
    do throws(FootnoteError) {
      _ = try readRevocations()
    } catch {
      findings.append(
        IndexFinding(
          Self.revokedName, "\(error)",
          advice: "Put the list in place again with `footnote revoke`."))
    }
    do throws(FootnoteError) {
      _ = try ActionLog.records(in: self)
    } catch {
      findings.append(
        IndexFinding(Self.actionsName, "\(error)", advice: "Restore the file from a copy."))
    }
    for name in try revocationLeftovers() {
      findings.append(
        IndexFinding(
          name, "left by somebody who revoked or purged and did not come to the end",
          remedy: "remove it"))
    }
    if Folder.exists(file(Self.pendingRemovalName)) {
      findings.append(
        IndexFinding(
          Self.pendingRemovalName, "left by a purge that did not come to its end",
          advice: "Purge again with `footnote compact --purge`."))
    }
    return findings
  }

  /// Files that a revocation or a purge leaves when it is cut off, as long as nobody is at it.
  private func revocationLeftovers() throws(FootnoteError) -> [String] {
    let pointer: RevokedPointer?
    do throws(FootnoteError) {
      pointer = try readRevokedPointer()
    } catch {
      // Where it is not known which list is in place, none is left over.
      return []
    }
    let names = try storing { () throws(StorageError) in try Folder.names(in: path) }
    return names.filter { name in
      Self.version(ofRevocations: name).map { $0 != pointer?.version } ?? false
        || name == Self.revokedName + ".new" || name.hasPrefix("removal") && name.hasSuffix(".new")
    }
  }

  /// Removes what was left, unless somebody is just acting.
  func removeRevocationLeftovers() throws(FootnoteError) {
    guard try !revocationLeftovers().isEmpty else { return }
    let lock = try lock(Self.actionsLockName, "mends the index")
    for name in try revocationLeftovers() {
      try storing { () throws(StorageError) in try Folder.removeFile(file(name)) }
    }
    withExtendedLifetime(lock) {}
  }
}
