import TestSupport

@testable import FootnoteTool

/// Calls `body` with the path of a file that holds `text` and is removed afterwards.
func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  return try body(folder.file("text", text))
}

/// The failure of reading `text` as a file; nil when it is read.
func failure(of text: String, _ read: (String) throws -> Void) throws -> Failure? {
  try withFile(text) { path in
    do {
      try read(path)
      return nil
    } catch let failure as Failure {
      return failure
    }
  }
}
