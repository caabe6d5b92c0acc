import TestSupport
import Storage
import Testing

/// The lock of an attempt that succeeded.
private func locked(_ attempt: FileLock.Attempt) -> FileLock? {
  if case .locked(let lock) = attempt { lock } else { nil }
}

private func isHeld(_ attempt: FileLock.Attempt) -> Bool {
  if case .held = attempt { true } else { false }
}

private func isGone(_ attempt: FileLock.Attempt) -> Bool {
  if case .gone = attempt { true } else { false }
}

@Test("A writer's lock is one alone's, and whoever comes second learns who that is")
func writerLock() throws {
  let folder = try TemporaryFolder()
  let path = folder("LOCK")
  var lock = locked(try FileLock.writer(path: path, purpose: "updates this index"))
  #expect(lock != nil)
  guard case .held(let holder) = try FileLock.writer(path: path, purpose: "compacts it") else {
    Issue.record("locked twice")
    return
  }
  let line = try #require(holder)
  #expect(line.hasPrefix("process ") && line.hasSuffix(" updates this index"))
  #expect(try contents(of: path) == Array("\(line)\n".utf8))
  #expect(isHeld(try FileLock.shared(path: path)))
  lock = nil
  lock = locked(try FileLock.writer(path: path, purpose: "does"))
  #expect(lock != nil)
  #expect(try contents(of: path).count < line.utf8.count)
}

@Test("Shared locks are held together, and keep an exclusive one out until the last goes")
func sharedLocks() throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("manifest", "kept as it is")
  var locks = (0..<3).compactMap { _ in try? locked(FileLock.shared(path: path)) }
  #expect(locks.count == 3)
  while !locks.isEmpty {
    #expect(isHeld(try FileLock.exclusive(path: path)))
    locks.removeLast()
  }
  let exclusive = locked(try FileLock.exclusive(path: path))
  #expect(exclusive != nil)
  #expect(isHeld(try FileLock.shared(path: path)))
  #expect(try contents(of: path) == Array("kept as it is".utf8))
  withExtendedLifetime(exclusive) {}
}

@Test("A file that is not there, or goes while it is locked, is gone and not locked")
func lockOfRemovedFile() throws {
  let folder = try TemporaryFolder()
  #expect(isGone(try FileLock.shared(path: folder("absent"))))
  #expect(isGone(try FileLock.exclusive(path: folder("absent"))))
  let path = try folder.file("manifest", "old")
  for replacement in [nil, "new"] as [String?] {
    let changer = SystemChanger(kind: .lock) {
      try? Folder.removeFile(path)
      if let replacement { _ = try? folder.file("manifest", replacement) }
    }
    let attempt = try SystemInterception.$current.withValue(changer) {
      try FileLock.shared(path: path)
    }
    #expect(isGone(attempt))
    try folder.file("manifest", "next")
  }
  #expect(locked(try FileLock.exclusive(path: path)) != nil)
}

@Test("A line of a holder that is no line is not repeated")
func strangeHolder() throws {
  let folder = try TemporaryFolder()
  let strange: [[UInt8]] = [
    [], [0x0A], Array("no end".utf8), [0xFF, 0x0A], [0x1B, 0x5B, 0x0A],
    [UInt8](repeating: 0x41, count: 5_000),
  ]
  for bytes in strange {
    let path = try folder.file("LOCK", bytes)
    let lock = locked(try FileLock.exclusive(path: path))
    guard case .held(by: nil) = try FileLock.writer(path: path, purpose: "updates") else {
      Issue.record("\(bytes.prefix(10))")
      continue
    }
    withExtendedLifetime(lock) {}
  }
}

/// Does something once, just before the first call of a kind.
private final class SystemChanger: SystemInterceptor {
  private let kind: SystemCall.Kind
  private let change: @Sendable () -> Void

  init(kind: SystemCall.Kind, _ change: @escaping @Sendable () -> Void) {
    self.kind = kind
    self.change = change
  }

  func begin(_ call: SystemCall) -> SystemVerdict {
    // What the change itself calls is not seen.
    if call.kind == kind { SystemInterception.$current.withValue(nil) { change() } }
    return .proceed
  }

  func end(_ call: SystemCall, result: Int, written: [UInt8]) {}
}
