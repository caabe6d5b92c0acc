import VectorIndex

/// Answers commands about one dense index, as `harness/ann/worker.py` does for other libraries, or
/// embeds texts.
///
/// A command is a line of words between tabs, its answer a line of JSON; the commands and what they
/// mean stand in that file. Times are taken in here, around the work alone.
@main
enum VectorBenchmark {
  static let usage = """
    usage: VectorBenchmark angular|euclidean|dot DIMENSIONS STRUCTURE
           (automatic, flat, flat-4, flat-32, lists or graph)
           VectorBenchmark embed TABLE LANGUAGE passages|questions TEXTS VECTORS
    """

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "embed", arguments.count == 6 {
      let embedding = try TextEmbedding(Array(arguments[1...3]))
      print(try embedding.run(texts: arguments[4], vectors: arguments[5]))
      return
    }
    guard arguments.count == 3, let session = Session(arguments) else { fatalError(usage) }
    while let line = readLine() {
      let words = line.split(separator: "\t").map(String.init)
      do {
        print(try await session.answer(words))
      } catch {
        print(JSONText.object(["error": JSONText.string("\(error)")]))
      }
      flushOutput()
    }
  }
}

/// Just enough JSON to answer with.
enum JSONText {
  static func object(_ members: KeyValuePairs<String, String>) -> String {
    "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  static func string(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case let control where control.value < 0x20: " "
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
