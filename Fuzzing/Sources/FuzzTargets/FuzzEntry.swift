import Dispatch
import Synchronization

/// The one workplace of the process, and what is run in it.
private let started = Mutex<(target: FuzzTarget, workplace: FuzzWorkplace)?>(nil)

/// Makes the target of this name the one that is run; 0 where there is none.
@c(footnote_fuzz_start)
public func start(_ name: UnsafePointer<CChar>) -> Int32 {
  guard let target = unsafe FuzzTarget(rawValue: String(cString: name)) else { return 0 }
  let isReady = DispatchSemaphore(value: 0)
  Task.detached {
    do {
      let workplace = try await FuzzWorkplace()
      started.withLock { $0 = (target, workplace) }
    } catch {
      fatalError("no workplace: \(error)")
    }
    isReady.signal()
  }
  isReady.wait()
  return 1
}

/// Runs the target that was started.
@c(footnote_fuzz_run)
public func run(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
  let bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let (target, workplace) = started.withLock({ $0 }) else { return }
  target.run(bytes, workplace)
}

/// Writes the names of all targets, a line each.
@c(footnote_fuzz_list)
public func list() {
  for target in FuzzTarget.allCases { print(target.rawValue) }
}

/// Writes the files of the workplace's index into a folder for each of their targets.
@c(footnote_fuzz_write_seeds)
public func writeSeeds(_ folder: UnsafePointer<CChar>) {
  let folder = unsafe String(cString: folder)
  guard let (_, workplace) = started.withLock({ $0 }) else { return }
  let isDone = DispatchSemaphore(value: 0)
  Task.detached {
    do {
      try await workplace.writeSeeds(to: folder)
    } catch {
      fatalError("no seeds: \(error)")
    }
    isDone.signal()
  }
  isDone.wait()
}
