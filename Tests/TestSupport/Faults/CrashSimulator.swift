import Storage

/// What a disk may hold after a crash, given what was done before it.
///
/// A file's bytes are on disk after the file was synced, a folder's names after the folder was.
/// Before that each write may be lost, done, or done in some sectors, each change of a name may be
/// lost or done, and each in spite of what was asked for earlier. A rename is done whole or not.
package struct CrashSimulator: Sendable {
  private typealias Operation = DiskRecording.Operation
  private typealias Node = DiskRecording.Node

  /// The disk before the first operation, and after each one.
  private let disks: [Disk]

  package init(_ recording: DiskRecording) {
    var disks = [Disk(recording.start)]
    for operation in recording.operations {
      var next = disks[disks.count - 1]
      next.take(operation)
      disks.append(next)
    }
    self.disks = disks
  }

  package var operationCount: Int { disks.count - 1 }

  /// A state after a crash that came when the first `count` operations had been asked for.
  package func state(
    after count: Int, using generator: inout SeededGenerator
  ) -> DiskState {
    var disk = disks[count]
    // Some crashes lose nothing or nearly all; most of what goes wrong is in between.
    disk.crash(keeping: [0, 0.1, 0.5, 0.9, 1].randomElement(using: &generator) ?? 0, &generator)
    return disk.state
  }

  /// The state when nothing is lost.
  package func state(after count: Int) -> DiskState {
    var disk = disks[count]
    disk.keepAll()
    return disk.state
  }

  /// What is on disk for certain, and what was asked for since.
  private struct Disk: Sendable {
    private static let sectorByteCount = 512

    private var tree: DiskRecording.Tree
    private var data: [(node: Node, operation: Operation)] = []
    private var names: [Operation] = []

    init(_ tree: DiskRecording.Tree) { self.tree = tree }

    mutating func take(_ operation: Operation) {
      switch operation {
      case .write(let node, _, _), .cut(let node, _): data.append((node, operation))
      case .link(_, _, let node, let isFolder):
        if isFolder { tree.folders[node] = [:] }
        names.append(operation)
      case .rename, .unlink: names.append(operation)
      case .synchronize(let node):
        for pending in data where pending.node == node { change(pending.operation) }
        data.removeAll { $0.node == node }
        for pending in names where Self.isIn(node, pending) { rename(pending) }
        names.removeAll { Self.isIn(node, $0) }
      }
    }

    mutating func keepAll() {
      for pending in data { change(pending.operation) }
      for pending in names { rename(pending) }
    }

    mutating func crash(keeping share: Double, _ generator: inout SeededGenerator) {
      for pending in data {
        if Double.random(in: 0..<1, using: &generator) < share {
          change(pending.operation)
        } else if Int.random(in: 0..<3, using: &generator) > 0 {
          tear(pending.operation, &generator)
        }
      }
      for pending in names where Double.random(in: 0..<1, using: &generator) < share {
        rename(pending)
      }
    }

    var state: DiskState {
      var state = DiskState()
      collect(0, below: "", &state)
      return state
    }

    private func collect(_ folder: Node, below prefix: String, _ state: inout DiskState) {
      for (name, node) in tree.folders[folder] ?? [:] {
        if tree.folders[node] != nil {
          state.folders.insert(prefix + name)
          collect(node, below: "\(prefix)\(name)/", &state)
        } else {
          state.files[prefix + name] = tree.files[node] ?? []
        }
      }
    }

    private static func isIn(_ folder: Node, _ operation: Operation) -> Bool {
      switch operation {
      case .link(let place, _, _, _), .unlink(let place, _, _): place == folder
      case .rename(let place, _, let newPlace, _, _): place == folder || newPlace == folder
      case .write, .cut, .synchronize: false
      }
    }

    /// Changes names; what a change would undo may not have been done itself.
    private mutating func rename(_ operation: Operation) {
      switch operation {
      case .link(let folder, let name, let node, _): tree.folders[folder]?[name] = node
      case .unlink(let folder, let name, let node): drop(node, name, from: folder)
      case .rename(let folder, let name, let newFolder, let newName, let node):
        drop(node, name, from: folder)
        tree.folders[newFolder]?[newName] = node
      case .write, .cut, .synchronize: break
      }
    }

    private mutating func drop(_ node: Node, _ name: String, from folder: Node) {
      if tree.folders[folder]?[name] == node { tree.folders[folder]?[name] = nil }
    }

    private mutating func change(_ operation: Operation) {
      switch operation {
      case .write(let node, let offset, let bytes):
        tree.files[node, default: []].replace(offset..<offset + bytes.count, with: bytes[...])
      case .cut(let node, let count): tree.files[node, default: []].setCount(count)
      case .link, .unlink, .rename, .synchronize: break
      }
    }

    /// Writes some sectors: the first ones, or any; the file may be as long as if all were there.
    private mutating func tear(_ operation: Operation, _ generator: inout SeededGenerator) {
      guard case .write(let node, let offset, let bytes) = operation else { return }
      let end = offset + bytes.count
      let sectors = offset / Self.sectorByteCount...max(offset, end - 1) / Self.sectorByteCount
      let kept = Int.random(in: 0..<sectors.count, using: &generator)
      let isPrefix = Bool.random(using: &generator)
      if Bool.random(using: &generator) {
        tree.files[node, default: []].setCount(max(end, tree.files[node]?.count ?? 0))
      }
      for (index, sector) in sectors.enumerated() {
        guard isPrefix ? index < kept : Bool.random(using: &generator) else { continue }
        let lower = max(offset, sector * Self.sectorByteCount)
        let upper = min(end, (sector + 1) * Self.sectorByteCount)
        tree.files[node, default: []].replace(
          lower..<upper, with: bytes[lower - offset..<upper - offset])
      }
    }
  }
}

/// The files and folders below a folder, by their paths.
package struct DiskState: Hashable, Sendable {
  package var files: [String: [UInt8]] = [:]
  package var folders: Set<String> = []

  package init(files: [String: [UInt8]] = [:], folders: Set<String> = []) {
    self.files = files
    self.folders = folders
  }

  /// A hash that tells states apart; of 100,000 states, two have one with a chance of 10^-9.
  package var fingerprint: UInt64 { fingerprint(of: Set(files.keys).union(folders).sorted()) }

  /// A hash of what there is at some paths: a file with its bytes, a folder with the names in it,
  /// or nothing.
  package func fingerprint(of paths: [String]) -> UInt64 {
    var bytes: [UInt8] = []
    for path in paths {
      bytes += "\(path)\n".utf8
      if let content = files[path] {
        bytes.append(1)
        bytes.append(integer: UInt64(content.count))
        bytes.append(integer: checksum(content.rawBytes))
      } else if path.isEmpty || folders.contains(path) {
        bytes.append(2)
        for name in names(in: path).sorted() { bytes += "\(name)\n".utf8 }
      } else {
        bytes.append(0)
      }
    }
    return checksum(bytes.rawBytes)
  }

  private func names(in folder: String) -> [Substring] {
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    return (Array(files.keys) + Array(folders)).filter { $0.hasPrefix(prefix) && $0 != folder }
      .map { $0.dropFirst(prefix.count) }.filter { !$0.contains("/") }
  }

  /// Makes the files and folders in a folder that is empty.
  package func write(to path: String) throws {
    // A folder's path is a prefix of what is in it, so it comes before.
    for folder in folders.sorted() { try Folder.make("\(path)/\(folder)") }
    for (name, bytes) in files { try OutputFile(creating: "\(path)/\(name)").append(bytes) }
  }
}

extension [UInt8] {
  fileprivate mutating func setCount(_ newCount: Int) {
    if newCount < count { removeLast(count - newCount) }
    if newCount > count { append(contentsOf: repeatElement(0, count: newCount - count)) }
  }

  fileprivate mutating func replace(_ range: Range<Int>, with bytes: ArraySlice<UInt8>) {
    if count < range.upperBound { setCount(range.upperBound) }
    replaceSubrange(range, with: bytes)
  }
}
