import Storage
import Synchronization
import Testing

@Suite("The pool of things that wait to be used again")
struct IdlePoolTests {
  @Test("what is given back is taken before anything new is made")
  func takenAgain() {
    let pool = IdlePool<Int>()
    #expect(pool.take() == nil)
    pool.put(1)
    pool.put(2)
    #expect(Set([pool.take(), pool.take()]) == [1, 2])
    #expect(pool.take() == nil)
  }

  /// What the threads of a test have done together.
  private final class Uses: Sendable {
    let made = Mutex(0)
    let elements = Mutex<Set<Int>>([])
    let clashes = Mutex(0)

    func make() -> Int {
      made.withLock { made in
        made += 1
        return made
      }
    }

    func use(_ element: Int) {
      let isNew = elements.withLock { $0.insert(element).inserted }
      if !isNew { clashes.withLock { $0 += 1 } }
      _ = elements.withLock { $0.remove(element) }
    }
  }

  @Test("no two threads have the same element at once")
  func exclusive() async {
    let pool = IdlePool<Int>()
    let uses = Uses()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<2_000 {
            let element = pool.take() ?? uses.make()
            uses.use(element)
            pool.put(element)
          }
        }
      }
    }
    #expect(uses.clashes.withLock { $0 } == 0)
    #expect(uses.made.withLock { $0 } <= 8)
  }
}
