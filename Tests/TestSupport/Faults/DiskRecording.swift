package import Storage
import Synchronization

/// Every change below a folder, in its order, and what was there before: material for crashes.
package final class DiskRecording: SystemInterceptor {
  /// A file or folder, whatever its name; 0 is the folder that is recorded.
  package typealias Node = Int

  package enum Operation: Sendable {
    /// Gives a new file or folder its name.
    case link(folder: Node, name: String, node: Node, isFolder: Bool)
    case rename(folder: Node, name: String, newFolder: Node, newName: String, node: Node)
    case unlink(folder: Node, name: String, node: Node)
    case write(node: Node, offset: Int, bytes: [UInt8])
    case cut(node: Node, byteCount: Int)
    case synchronize(node: Node)
  }

  /// Files and folders as they are at one time.
  package struct Tree: Sendable {
    /// The names in each folder.
    package var folders: [Node: [String: Node]] = [0: [:]]
    package var files: [Node: [UInt8]] = [:]
  }

  private struct State {
    var names: [Node: [String: Node]]
    var nodeCount: Int
    var open: [Int32: Node] = [:]
    var operations: [Operation] = []
    var calls: [SystemCall.Kind: Int] = [:]
  }

  package let root: String
  /// What stood in the folder when the recording began, all of it on disk.
  package let start: Tree
  private let state: Mutex<State>

  package init(below root: String) throws {
    self.root = root
    var tree = Tree()
    var nodeCount = 1
    try Self.read(root, into: 0, &tree, &nodeCount)
    start = tree
    state = Mutex(State(names: tree.folders, nodeCount: nodeCount))
  }

  private static func read(
    _ path: String, into folder: Node, _ tree: inout Tree, _ nodeCount: inout Int
  ) throws {
    for name in try Folder.names(in: path) {
      let node = nodeCount
      nodeCount += 1
      tree.folders[folder]?[name] = node
      if Folder.isFolder("\(path)/\(name)") {
        tree.folders[node] = [:]
        try read("\(path)/\(name)", into: node, &tree, &nodeCount)
      } else {
        tree.files[node] = try contents(of: "\(path)/\(name)")
      }
    }
  }

  package var operations: [Operation] { state.withLock { $0.operations } }
  package var operationCount: Int { state.withLock { $0.operations.count } }
  /// How many calls of each kind were made, on any path.
  package var calls: [SystemCall.Kind: Int] { state.withLock { $0.calls } }

  package func begin(_ call: SystemCall) -> SystemVerdict { .proceed }

  package func end(_ call: SystemCall, result: Int, written: [UInt8]) {
    state.withLock { state in
      state.calls[call.kind, default: 0] += 1
      record(call, result, written, &state)
    }
  }

  private func record(
    _ call: SystemCall, _ result: Int, _ written: [UInt8], _ state: inout State
  ) {
    switch call.kind {
    case .status, .read, .map, .lock, .list, .listNext: break
    case .open: state.open[Int32(result)] = node(call.path, state)
    case .openOrCreate, .create:
      state.open[Int32(result)] =
        node(call.path, state) ?? link(call.path, isFolder: false, &state)
    case .makeDirectory: _ = link(call.path, isFolder: true, &state)
    case .write:
      // Files are only written to at places that are named.
      guard let node = state.open[call.descriptor], let offset = call.offset else { return }
      state.operations.append(.write(node: node, offset: offset, bytes: written))
    case .truncate:
      guard let node = state.open[call.descriptor], let count = call.offset else { return }
      state.operations.append(.cut(node: node, byteCount: count))
    case .synchronize:
      guard let node = state.open[call.descriptor] else { return }
      state.operations.append(.synchronize(node: node))
    case .rename: rename(call.path, call.target, &state)
    case .removeFile, .removeDirectory:
      guard let (folder, name) = place(call.path, state),
        let node = state.names[folder]?.removeValue(forKey: name)
      else { return }
      state.operations.append(.unlink(folder: folder, name: name, node: node))
    }
  }

  private func link(_ path: String, isFolder: Bool, _ state: inout State) -> Node? {
    guard let (folder, name) = place(path, state) else { return nil }
    let node = state.nodeCount
    state.nodeCount += 1
    state.names[folder]?[name] = node
    if isFolder { state.names[node] = [:] }
    state.operations.append(.link(folder: folder, name: name, node: node, isFolder: isFolder))
    return node
  }

  private func rename(_ path: String, _ target: String, _ state: inout State) {
    guard let (folder, name) = place(path, state), let (newFolder, newName) = place(target, state),
      let node = state.names[folder]?.removeValue(forKey: name)
    else { return }
    state.names[newFolder]?[newName] = node
    state.operations.append(
      .rename(folder: folder, name: name, newFolder: newFolder, newName: newName, node: node))
  }

  /// The folder and the name of a path below the root; nil for any other.
  private func place(_ path: String, _ state: State) -> (folder: Node, name: String)? {
    guard path.hasPrefix(root + "/") else { return nil }
    var parts = path.dropFirst(root.count).split(separator: "/").map(String.init)
    guard let name = parts.popLast() else { return nil }
    var folder = 0
    for part in parts {
      guard let next = state.names[folder]?[part], state.names[next] != nil else { return nil }
      folder = next
    }
    return (folder, name)
  }

  private func node(_ path: String, _ state: State) -> Node? {
    if path == root { return 0 }
    guard let (folder, name) = place(path, state) else { return nil }
    return state.names[folder]?[name]
  }
}
