import Provenance
import Storage
import WikiModel

/// The file `ACTIONS`: what was done with what an index may hand out, each record chained to the
/// one before by its digest.
struct ActionLog {
  private let folder: IndexFolder
  private let lock: FileLock
  private(set) var records: [ActionRecord]
  /// nil before the first record.
  private var log: RecordLog?
  private var head: String

  private static let noRecord = String(repeating: "0", count: 64)

  /// Takes the lock that whoever acts holds, drops a torn tail, and adds the record of a list that
  /// was put in place by somebody who could not say so.
  ///
  /// - Throws: `FootnoteError.locked` while another process acts; `.provenance` where the chain is
  ///   broken.
  init(
    locking folder: IndexFolder, purpose: String, now: Timestamp
  ) throws(FootnoteError) {
    self.folder = folder
    lock = try folder.lock(IndexFolder.actionsLockName, purpose)
    (log, records, head) = (nil, [], Self.noRecord)
    if var found = try Self.open(folder) {
      try storing { () throws(StorageError) in try found.dropTornTail() }
      (records, head) = try Self.chain(found)
      log = found
    }
    try recover(now)
  }

  /// Begins the log of an index that is not yet published.
  init(creatingIn folder: IndexFolder) throws(FootnoteError) {
    self.folder = folder
    lock = try folder.lock(IndexFolder.actionsLockName, "builds the index")
    (log, records, head) = (nil, [], Self.noRecord)
  }

  /// Adds a record, and waits until it is on disk.
  @discardableResult
  mutating func append(
    _ content: ActionRecord.Content, at moment: Timestamp
  ) throws(FootnoteError) -> ActionRecord {
    let record = ActionRecord(
      content, number: UInt64(records.count), previous: head, at: moment)
    let line = record.encoded
    do throws(StorageError) {
      if log == nil {
        log = try RecordLog(creating: folder.file(IndexFolder.actionsName))
        try Folder.synchronize(folder.path)
      }
      try log?.append(line)
    } catch {
      throw .storage(error)
    }
    records.append(record)
    head = Self.digest(of: line)
    return record
  }

  /// The list that was put in place last; nil where none was.
  var lastRevocation: RevocationName? { records.last { $0.action == .revoke }?.list }

  private mutating func recover(_ now: Timestamp) throws(FootnoteError) {
    // A list that cannot be read is not this one's to tell of.
    guard let installed = try? folder.readPointedRevocations(), installed.name != lastRevocation
    else { return }
    try append(.init(action: .revoke, list: installed.name), at: now)
  }
}

extension ActionLog {
  /// The records of a folder's log, oldest first, without a torn tail.
  ///
  /// - Throws: `FootnoteError.provenance` where the chain is broken, `.storage`.
  static func records(in folder: IndexFolder) throws(FootnoteError) -> [ActionRecord] {
    guard let log = try open(folder) else { return [] }
    return try chain(log).records
  }

  private static func open(_ folder: IndexFolder) throws(FootnoteError) -> RecordLog? {
    let path = folder.file(IndexFolder.actionsName)
    guard Folder.exists(path) else { return nil }
    return try storing { () throws(StorageError) in try RecordLog(path: path) }
  }

  private static func chain(
    _ log: RecordLog
  ) throws(FootnoteError) -> (records: [ActionRecord], head: String) {
    var records: [ActionRecord] = []
    var head = noRecord
    do throws(ProvenanceError) {
      for line in log.records {
        let place = "\(log.path), record \(records.count)"
        let record = try ActionRecord(decoding: line, document: place)
        guard record.number == UInt64(records.count), record.previous == head else {
          throw .fork(
            document: place, expected: "record \(records.count) after \(head)",
            found: "record \(record.number) after \(record.previous)")
        }
        records.append(record)
        head = digest(of: line)
      }
    } catch {
      throw .provenance(error)
    }
    return (records, head)
  }

  private static func digest(of line: [UInt8]) -> String {
    hexadecimal(Storage.digest(.sha256, of: line.rawBytes))
  }
}

extension IndexFolder {
  static let actionsName = "ACTIONS"
  static let actionsLockName = "ACTIONS.lock"
}
