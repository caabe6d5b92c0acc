import Testing

private func roomName(_ file: SourceTree.File) -> String {
  String(file.path.split(separator: "/")[1])
}

@Test("Every folder of Swift sources is a room of the table")
func knownRooms() throws {
  for folder in try SourceTree.folders(in: "Sources") {
    let isRoom = try !SourceTree.files(in: "Sources/\(folder)", endings: [".swift"]).isEmpty
    #expect(!isRoom || rooms[folder] != nil, "\(folder) is not in Tests/DesignTests/Rooms.swift")
  }
}

@Test("A room imports only what the table lets it")
func arrows() throws {
  for file in try SourceTree.files(in: "Sources", endings: [".swift"]) {
    let allowed = (rooms[roomName(file)] ?? []).union(standardModules)
      .union(systemFiles[file.path] == nil ? [] : systemModules)
    for (module, line) in file.imports {
      #expect(allowed.contains(module), "\(file.path):\(line) imports \(module)")
    }
  }
}

@Test("The arrows of the table lead one way: no room reaches itself")
func noCycles() {
  func reaches(_ target: String, from room: String, _ seen: inout Set<String>) -> Bool {
    for next in rooms[room] ?? [] where seen.insert(next).inserted {
      if next == target || reaches(target, from: next, &seen) { return true }
    }
    return false
  }
  for room in rooms.keys {
    var seen: Set<String> = []
    #expect(!reaches(room, from: room, &seen), "\(room) reaches itself")
  }
}

@Test("The table keeps the house's nevers")
func nevers() {
  for (room, allowed) in rooms {
    #expect(!allowed.contains("Foundation"), "\(room)")
    #expect(room == "Numerics" || allowed.isDisjoint(with: ["CKernels", "CBLAS", "CLAPACK"]))
  }
  for index in ["PostingIndex", "VectorIndex"] {
    #expect(rooms[index]?.contains("WikiModel") == false)
  }
  for pure in ["Features", "Chunking", "WikiModel", "Numerics"] {
    #expect(rooms[pure]?.contains("Storage") == false)
  }
}

@Test("The files that talk to the operating system are there, so the exceptions are needed")
func neededExceptions() throws {
  for (path, reason) in systemFiles {
    let modules = try SourceTree.files(in: "Sources").first { $0.path == path }?.imports
    #expect(modules?.contains { systemModules.contains($0.module) } == true, "\(path): \(reason)")
  }
}

@Test("No function on files is called outside Storage, not even through a C library")
func fileCalls() throws {
  for folder in try SourceTree.folders(in: "Sources") {
    let files = try SourceTree.files(in: "Sources/\(folder)")
    // A room's own functions may have such names.
    let functions = fileFunctions.filter { name in
      !files.contains { $0.text.contains("func \(name)(") }
    }
    for file in files where systemFiles[file.path] == nil {
      for line in file.calls(of: functions) {
        Issue.record("\(file.path):\(line) calls a function on files")
      }
    }
  }
}
