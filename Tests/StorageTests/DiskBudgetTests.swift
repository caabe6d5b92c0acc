import TestSupport
import Testing

@testable import Storage

@Suite("A budget of bytes on disk")
struct DiskBudgetTests {
  @Test("counts the files that were made since, by their lengths, whatever becomes of them")
  func lengths() throws {
    var generator = SeededGenerator(for: "diskBudget")
    for _ in 0..<20 {
      let folder = try TemporaryFolder()
      let budget = DiskBudget(limit: .max)
      var peak: UInt64 = 0
      let before = try OutputFile(creating: folder("before"))
      try DiskBudget.$current.withValue(budget) {
        try Folder.make(folder("in"))
        var files: [(name: String, file: OutputFile)] = []
        for step in 0..<60 {
          switch files.isEmpty ? 0 : Int.random(in: 0..<6, using: &generator) {
          case 0:
            let name = folder("in/\(step)")
            files.append((name, try OutputFile(creating: name)))
          case 1, 2, 3:
            let place = files.indices.randomElement(using: &generator) ?? 0
            let count = Int.random(in: 0...5_000, using: &generator)
            try files[place].file.append([UInt8](repeating: 1, count: count))
            try files[place].file.write([2], at: 0)
          case 4:
            let place = files.indices.randomElement(using: &generator) ?? 0
            try files[place].file.cut(toByteCount: files[place].file.byteCount / 2)
          default:
            // A file is renamed when it is written.
            let place = files.indices.randomElement(using: &generator) ?? 0
            try Folder.rename(files.remove(at: place).name, to: folder("in/renamed-\(step % 3)"))
          }
          try before.append([1, 2, 3])
          var sum: UInt64 = 0
          for name in try Folder.names(in: folder("in")) {
            sum += try Folder.byteCount(ofFile: folder("in/\(name)"))
          }
          peak = max(peak, sum)
          #expect(budget.byteCount == sum)
        }
        try Folder.rename(folder("in"), to: folder("out"))
        try Folder.remove(folder("out"))
      }
      #expect(budget.byteCount == 0)
      #expect(budget.peak >= peak)
    }
  }

  @Test("refuses what would pass it before a byte is written, and lets smaller work go on")
  func refuses() throws {
    let folder = try TemporaryFolder()
    try DiskBudget.$current.withValue(DiskBudget(limit: 10)) {
      let file = try OutputFile(creating: folder("file"))
      try file.append([UInt8](repeating: 1, count: 8))
      #expect(
        throws: StorageError.limit(.disk, path: folder("file"), allowed: 10, needed: 11)
      ) {
        try file.append([1, 2, 3])
      }
      #expect(try Folder.byteCount(ofFile: folder("file")) == 8)
      try file.append([1, 2])
      try file.write([3, 4], at: 0)
      try Folder.removeFile(folder("file"))
      try OutputFile(creating: folder("other")).append([UInt8](repeating: 1, count: 10))
    }
  }
}
